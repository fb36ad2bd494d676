"""Which rooms of the admin are open to staff who look after people and write nothing: the office's, and no others.

Wagtail opens many of its addresses (choosers, APIs, reports) to everybody who may enter the admin, so that a coordinator could read the
questions of a quiz. For who may neither add nor change anything they are shut, whatever they are: what is not named here is not open.
Translating is shut for everybody who may not open languages.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from wagtail.admin.auth import permission_denied

from lms.accounts.permissions import may_enter_admin
from lms.admin_path import in_admin

if TYPE_CHECKING:
    from lms.accounts.models import User

#: Namespaces of addresses; each of their views asks for its own rights.
ROOMS = {
    "accounts_staff",
    "certificates_admin",
    "office_admin",
    "office_attempts",
    "office_certificates",
    "office_enrolments",
    "office_people",
    "office_villages",
}
#: Of wagtail-localize, whose views ask for less than the acts behind them weigh; and the right that opens them.
TRANSLATING, MAY_TRANSLATE = "wagtail_localize", "wagtail_localize.submit_translation"
#: What every page of the admin needs.
HALL = {"wagtailadmin_home", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "wagtailadmin_dismissibles"}


def only_looks(user: User) -> bool:
    """Whether a member of staff may neither add nor change anything."""
    if any(".add_" in right or ".change_" in right for right in user.get_all_permissions()):
        return False
    return not user.groups.filter(Q(page_permissions__isnull=False) | Q(collection_permissions__isnull=False)).exists()


class OfficeDoors:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not in_admin(request):
            return None
        # Without a name there is nothing but pages that say that there is nothing.
        if match.url_name is None or match.url_name in HALL or ROOMS & set(match.namespaces):
            return None
        user: Any = request.user
        if TRANSLATING in match.namespaces and not user.has_perm(MAY_TRANSLATE):
            return permission_denied(request) if may_enter_admin(user) else None
        return permission_denied(request) if may_enter_admin(user) and only_looks(user) else None
