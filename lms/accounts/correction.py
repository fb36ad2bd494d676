"""A person corrects what is kept about them. Certificates keep the name they were issued with."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from lms.accounts.models import User
from lms.accounts.registration import AlreadyRegistered

DETAILS = ("name", "phone", "email", "audience", "workplace")


def details_of(user: User) -> dict[str, Any]:
    return {name: getattr(user, name) for name in DETAILS}


def correct(*, user: User, details: dict[str, Any], acting_user: User | None = None) -> list[str]:
    """Change what differs; the names of the fields that changed. AlreadyRegistered when the number or sign-in name is somebody else's."""
    changed = [name for name, value in details.items() if getattr(user, name) != value]
    if not changed:
        return []
    for name in changed:
        setattr(user, name, details[name])
    try:
        with transaction.atomic():
            user.save(update_fields=changed)
            log(instance=user, action="accounts.correct", user=acting_user or user, data={"fields": changed})
    except IntegrityError as taken:
        user.refresh_from_db(fields=changed)
        raise AlreadyRegistered from taken
    return changed
