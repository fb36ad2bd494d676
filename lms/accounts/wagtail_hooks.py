"""The audit log's words, and the officer's pages inside the admin."""

from __future__ import annotations

from django.urls import URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from lms.accounts.views import staff
from lms.log_words import register_log_words

ACTIONS = {
    "accounts.register": (_("Sign up"), _("Signed up")),
    "accounts.consent": (_("Agree"), _("Agreed to the text about their data")),
    "accounts.issue_code": (_("Hand out a one-time code"), _("Handed out a one-time sign-in code")),
    "accounts.redeem_code": (_("Use a one-time code"), _("Set a new PIN with a one-time code")),
    "accounts.correct": (_("Correct own data"), _("Corrected own data")),
    "accounts.erase": (_("Erase"), _("Erased on request")),
}
register_log_words(ACTIONS)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLResolver]:
    return [path("orang/", include(([path("<int:pk>/kode/", staff.issue_code, name="issue_code")], "accounts_staff")))]
