"""The audit log's words, the office's acts inside the admin, and what an editor is told of JP."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from certificates import admin_views
from certificates.lesson_hours import differences
from lms.log_words import register_log_words

ACTIONS = {
    "certificates.issue": (_("Issue"), _("Issued a certificate")),
    "certificates.revoke": (_("Revoke"), _("Revoked a certificate. Reason: %(reason)s")),
    "certificates.replace": (_("Replace"), _("Replaced certificate %(replaces)s by a corrected one")),
    "certificates.render_again": (_("Make the PDF again"), _("Made the PDF of a certificate again")),
}
register_log_words(ACTIONS)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLResolver]:
    views = [
        path("<uuid:certificate_id>/", admin_views.show, name="show"),
        path("<uuid:certificate_id>/cabut/", admin_views.revoke_view, name="revoke"),
        path("<uuid:certificate_id>/ganti/", admin_views.replace_view, name="replace"),
        path("<uuid:certificate_id>/buat-ulang/", admin_views.render_again_view, name="render_again"),
    ]
    return [path("sertifikat/", include((views, "certificates_admin")))]


@hooks.register("before_edit_page")
def tell_of_hours_when_opened(request: HttpRequest, page: Page) -> None:
    if request.method == "GET":
        tell_of_hours(request, page)


@hooks.register("after_publish_page")
def tell_of_hours(request: HttpRequest, page: Page) -> None:
    for words in differences(page):
        messages.warning(request, words)
