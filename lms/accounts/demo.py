"""People to try the site with, one per role: on development machines only. Their names are roles, no persons."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from lms.accounts.consent import give_consent
from lms.accounts.models import Audience, Channel, User
from lms.accounts.staff_groups import ADMIN, COORDINATOR, TRAINER
from lms.regions.models import Region


class DemoPeopleRefused(Exception):
    """This is not a machine for trying out."""


@dataclass(frozen=True)
class DemoPerson:
    username: str
    name: str
    audience: Audience = Audience.OTHER
    village: str = ""
    scope: str = ""
    group: str = ""
    is_superuser: bool = False


DEMO_PEOPLE = (
    DemoPerson("kader", "Peserta Contoh – Kader", Audience.CADRE, village="62.07.01.2005"),
    DemoPerson("orangtua", "Peserta Contoh – Orang Tua", Audience.PARENT, village="62.71.01.1001"),
    DemoPerson("pelatih", "Pelatih Contoh", scope="62.07", group=TRAINER),
    DemoPerson("koordinator", "Koordinator Contoh – Seruyan", scope="62.07", group=COORDINATOR),
    DemoPerson("dppa", "Admin DPPA Contoh", scope="62", group=ADMIN),
    DemoPerson("super", "Admin Sistem Contoh", scope="62", is_superuser=True),
)


def demo_people() -> QuerySet[User]:
    return User.objects.filter(is_demo=True, anonymised_at=None).order_by("pk")


@transaction.atomic
def ensure_demo_people(*, reset: bool = False) -> list[tuple[User, str]]:
    """Make the demo people that are missing; with ``reset`` give all of them new passwords. Returns who got which password."""
    if not settings.DEMO_PEOPLE_ALLOWED:
        raise DemoPeopleRefused
    there = list(demo_people()) if reset else []
    made = [_make(demo) for demo in DEMO_PEOPLE if _is_missing(demo)]
    return [_with_new_password(user) for user in there + made]


def _is_missing(demo: DemoPerson) -> bool:
    """Not who corrected their name or their sign-in name; nor where the sign-in name is somebody else's by now."""
    return not User.objects.filter(Q(username=demo.username) | Q(name=demo.name, is_demo=True)).exists()


def _make(demo: DemoPerson) -> User:
    user = User.objects.create(
        username=demo.username,
        name=demo.name,
        audience=demo.audience,
        region=_region(demo.village),
        scope=_region(demo.scope),
        is_superuser=demo.is_superuser,
        is_demo=True,
        adult_declared_at=timezone.now(),
    )
    if demo.group:
        user.groups.add(Group.objects.get_or_create(name=demo.group)[0])
    return user


def _with_new_password(user: User) -> tuple[User, str]:
    password = secrets.token_urlsafe(9)
    user.set_password(password)
    user.save()
    give_consent(user=user, channel=Channel.IMPORT)
    return user, password


def _region(code: str) -> Region | None:
    return Region.objects.filter(code=code).first() if code else None
