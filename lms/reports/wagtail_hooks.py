"""The office in the admin: menu, home page, words of the log."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from lms.accounts.models import User
from lms.accounts.permissions import may_read_log
from lms.accounts.personal import user_of
from lms.log_words import register_log_words
from lms.reports.deleting import refused
from lms.reports.doors import MAY_TRANSLATE, only_looks
from lms.reports.export import LOG_ACTION
from lms.reports.home import home_panels
from lms.reports.review import TextsToReviewView
from lms.reports.viewsets import OfficeGroup

register_log_words({LOG_ACTION: (_("Download a list"), _("Downloaded the list “%(list)s” (%(format)s): %(rows)s rows"))})


@hooks.register("register_admin_viewset")
def office() -> OfficeGroup:
    return OfficeGroup()


@hooks.register("construct_homepage_panels")
def panels(request: HttpRequest, panels: list[Any]) -> None:
    panels.extend(home_panels(request))


@hooks.register("construct_homepage_summary_items")
def no_counts_of_files(request: HttpRequest, items: list[Any]) -> None:
    """How many pictures there are is nothing to do today."""
    items.clear()


@hooks.register("construct_main_menu")
def only_rooms_that_open(request: HttpRequest, items: list[MenuItem]) -> None:
    if only_looks(user_of(request)):
        items[:] = [item for item in items if item.name == "office"]


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [path("kantor/perlu-ditinjau/", TextsToReviewView.as_view(), name="reports_texts_to_review")]


@hooks.register("construct_reports_menu")
def log_only_for_who_may_read_it(request: HttpRequest, items: list[MenuItem]) -> None:
    if not may_read_log(user_of(request)):
        items[:] = [item for item in items if item.name != "site-history"]


@hooks.register("construct_reports_menu")
def translations_only_for_who_translates(request: HttpRequest, items: list[MenuItem]) -> None:
    if not request.user.has_perm(MAY_TRANSLATE):
        items[:] = [item for item in items if item.url != reverse("wagtail_localize:translations_report")]


@hooks.register("before_bulk_action")
def nobody_is_deleted_in_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """One by one, through our own act: what certificates rest on must stay."""
    if action_type != "delete" or action.model is not User:
        return None
    messages.error(request, _("Open each person and delete them there, one by one."))
    return redirect("wagtailusers_users:index")


@hooks.register("before_delete_page")
def no_page_that_records_rest_on(request: HttpRequest, page: Page) -> HttpResponse | None:
    return refused(request, [page])


@hooks.register("before_delete_snippet")
def no_snippet_that_records_rest_on(request: HttpRequest, snippets: list[Any]) -> HttpResponse | None:
    """One, or several at once."""
    return refused(request, snippets)


@hooks.register("before_bulk_action")
def no_pages_that_records_rest_on(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    return refused(request, objects) if action_type == "delete" and issubclass(action.model, Page) else None
