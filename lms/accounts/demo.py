"""People to try the site with, one per role: on development machines only. Their names are roles, no persons."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
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


@transaction.atomic
def ensure_demo_people(*, reset: bool = False) -> list[tuple[User, str]]:
    """Make the demo people that are missing; with ``reset`` give all of them new passwords. Returns who got which password."""
    if not settings.DEMO_PEOPLE_ALLOWED:
        raise DemoPeopleRefused
    made = [_ensure(demo, reset) for demo in DEMO_PEOPLE]
    return [pair for pair in made if pair]


def _ensure(demo: DemoPerson, reset: bool) -> tuple[User, str] | None:
    user = User.objects.filter(username=demo.username, is_demo=True).first() or _new(demo)
    if (user.pk and not reset) or _is_somebody_elses(demo.username):
        return None
    password = secrets.token_urlsafe(9)
    user.set_password(password)
    user.save()
    if demo.group:
        user.groups.add(Group.objects.get_or_create(name=demo.group)[0])
    give_consent(user=user, channel=Channel.IMPORT)
    return user, password


def _is_somebody_elses(name: str) -> bool:
    """On a machine for trying out the sign-in name of a demo person who was erased may have been chosen by another."""
    return User.objects.filter(username=name, is_demo=False).exists()


def _new(demo: DemoPerson) -> User:
    return User(
        username=demo.username,
        name=demo.name,
        audience=demo.audience,
        region=_region(demo.village),
        scope=_region(demo.scope),
        is_superuser=demo.is_superuser,
        is_demo=True,
        adult_declared_at=timezone.now(),
    )


def _region(code: str) -> Region | None:
    return Region.objects.filter(code=code).first() if code else None
