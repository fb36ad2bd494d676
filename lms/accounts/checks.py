"""What must be so on a real site. Run by ``check --deploy``."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def no_demo_people(**kwargs: Any) -> list[CheckMessage]:
    if not settings.DEMO_PEOPLE_ALLOWED:
        return []
    return [Error("Demo people may sign in here.", hint="Set DEMO_PEOPLE_ALLOWED = False on a real site.", id="accounts.E001")]


@register(Tags.security, deploy=True)
def second_factor_for_staff(**kwargs: Any) -> list[CheckMessage]:
    if settings.MFA_REQUIRED_FOR_ADMIN:
        return []
    return [Error("The admin opens with a password alone.", hint="Set MFA_REQUIRED_FOR_ADMIN = True.", id="accounts.E002")]
