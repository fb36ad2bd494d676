"""Who may do what. Asked by views and acts, never by templates. What an act of a higher app asks of its own records stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Q, QuerySet
from wagtail.permissions import policy_registry

from lms.regions.models import within

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from lms.accounts.models import User

ENTER_ADMIN = "wagtailadmin.access_admin"
Rows = TypeVar("Rows", bound=QuerySet[Any])


def in_scope_of(staff: User, rows: Rows, region: str) -> Rows:
    """Of these rows those in the region for which ``staff`` answers; ``region`` is the way to it, "" for regions themselves.

    Who lives in no region (staff, people brought in by import) is the province's. Every ``visible_to`` asks here: the rule stands
    nowhere else.
    """
    if staff.is_superuser:
        return rows
    if not staff.scope_id:
        return rows.none()
    nowhere = Q(**{f"{region}__isnull": True}) if region and answers_for_province(staff) else Q()
    return rows.filter(within(region, staff.scope_id) | nowhere)


def answers_for_province(staff: User) -> bool:
    """Whether the region for which ``staff`` answers is the whole province."""
    return bool(staff.scope_id) and "." not in str(staff.scope_id)


def may_enter_admin(user: User | AnonymousUser) -> bool:
    """Whether this person is staff: everybody who may enter the admin, by a group or as superuser."""
    return user.is_active and user.has_perm(ENTER_ADMIN)


def may_read_log(user: User) -> bool:
    """The log of everything names people of all regions: superusers, and who revokes certificates for the whole province."""
    return user.is_superuser or (answers_for_province(user) and user.has_perm("certificates.revoke_certificate"))


def may_publish(user: User) -> bool:
    return _may_with_pages(user, "publish")


def may_write(user: User) -> bool:
    return _may_with_pages(user, "add")


def _may_with_pages(user: User, act: str) -> bool:
    """Somewhere in the tree; Wagtail tells where."""
    from wagtail.models import Page

    return bool(policy_registry.get_by_type(Page).user_has_permission(user, act))


def may_give_code(staff: User, person: User) -> bool:
    """Whether ``staff`` may hand ``person`` a one-time code: own region only, and staff's own codes only from a superuser."""
    from lms.accounts.models import User

    if not staff.has_perm("accounts.give_sign_in_code") or not person.is_active or staff.pk == person.pk:
        return False
    if may_enter_admin(person) and not staff.is_superuser:
        return False
    return User.objects.visible_to(staff).filter(pk=person.pk).exists()
