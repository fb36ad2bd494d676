"""Who may do what with people. Asked by views and acts, never by templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import QuerySet

from lms.regions.models import within

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from lms.accounts.models import User

ENTER_ADMIN = "wagtailadmin.access_admin"
Rows = TypeVar("Rows", bound=QuerySet[Any])


def in_scope_of(staff: User, rows: Rows, region: str) -> Rows:
    """Of these rows those in the region for which ``staff`` answers; ``region`` is the way to it, "" for regions themselves.

    Every ``visible_to`` asks here: the rule stands nowhere else.
    """
    if staff.is_superuser:
        return rows
    return rows.filter(within(region, staff.scope_id)) if staff.scope_id else rows.none()


def may_enter_admin(user: User | AnonymousUser) -> bool:
    """Whether this person is staff: everybody who may enter the admin, by a group or as superuser."""
    return user.is_active and user.has_perm(ENTER_ADMIN)


def may_give_code(staff: User, person: User) -> bool:
    """Whether ``staff`` may hand ``person`` a one-time code: own region only, and staff's own codes only from a superuser."""
    from lms.accounts.models import User

    if not staff.has_perm("accounts.give_sign_in_code") or not person.is_active or staff.pk == person.pk:
        return False
    if may_enter_admin(person) and not staff.is_superuser:
        return False
    return User.objects.visible_to(staff).filter(pk=person.pk).exists()
