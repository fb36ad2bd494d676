"""Addresses of the admin at which our view answers instead of Wagtail's. They stand before Wagtail's own in ``lms.urls``."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, re_path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.auth import require_admin_access
from wagtail.admin.localization import get_localized_response
from wagtail.contrib.redirects.forms import ConfirmImportManagementForm
from wagtail.contrib.redirects.views import process_import
from wagtail.utils.urlpatterns import decorate_urlpatterns

from lms.accounts.views.entrance import leave
from lms.reports.log import OfficeLogView
from lms.reports.staff_account import StaffAccountView

app_name = "office_admin"


def nothing_here(request: HttpRequest, **asked: str) -> HttpResponse:
    """In place of Wagtail's page that breaks on purpose, and of those that break because a chooser has no form to make something new, or
    because the number of what was chosen is none."""
    raise Http404


@require_POST
def redirects_import(request: HttpRequest) -> HttpResponse:
    """Wagtail's second step of an import. Without the signed names of the first one Wagtail breaks: then back to the first."""
    try:
        whole = ConfirmImportManagementForm(request.POST).is_valid()
    except (AttributeError, KeyError):
        whole = False
    answer: HttpResponse = process_import(request) if whole else redirect("wagtailredirects:start_import")
    return answer


#: Wagtail's, with ours beside them.
words_of_scripts = JavaScriptCatalog.as_view(packages=["wagtail.admin", "lms"])


def words_in_own_language(request: HttpRequest) -> HttpResponse:
    """What Wagtail's scripts say, in the language that this person has chosen for the admin."""
    answer: HttpResponse = get_localized_response(words_of_scripts, request)
    return answer


urlpatterns = decorate_urlpatterns(
    decorate_urlpatterns(
        [
            path("failwhale/", nothing_here, name="error_test"),
            re_path(r"^(?P<chooser>snippets/choose/\w+/\w+|wilayah/pilih)/create/$", nothing_here, name="nothing_to_make"),
            re_path(
                r"^(?P<chooser>snippets/choose/\w+/\w+|(?:images|documents)/chooser)/chosen/(?P<pk>[^/]*[^/0-9][^/]*)/$",
                nothing_here,
                name="nothing_chosen",
            ),
            path("redirects/import/process/", redirects_import, name="redirects_import"),
            # One way out: the one that makes the browser forget what it kept.
            path("logout/", leave, name="logout"),
            path("account/", StaffAccountView.as_view(), name="account"),
            path("reports/site-history/", OfficeLogView.as_view(), name="log"),
            path("reports/site-history/results/", OfficeLogView.as_view(results_only=True), name="log_results"),
        ],
        require_admin_access,
    ),
    never_cache,
)
# Open to everybody, as Wagtail's own is.
urlpatterns += [path("jsi18n/", words_in_own_language, name="words_of_scripts")]
