"""A person becomes a learner."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from lms.accounts.consent import give_consent
from lms.accounts.models import Audience, Channel, User
from lms.regions.models import Region

#: Sign-in names of people who sign in with their number; nobody can choose one that begins so.
MADE_NAME = "peserta-"


class AlreadyRegistered(Exception):
    """The number or the sign-in name belongs to somebody. Never shown to the one who asks: see docs/decisions."""


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """What a person tells of themselves. ``phone`` in E.164 form; ``username`` where there is no number."""

    name: str
    phone: str | None = None
    username: str = ""
    email: str = ""
    audience: str = Audience.OTHER
    workplace: str = ""
    region: Region | None = None


def made_name() -> str:
    return MADE_NAME + secrets.token_hex(5)


def register(
    *, person: NewPerson, password: str, is_adult: bool, channel: Channel = Channel.ONLINE, acting_user: User | None = None
) -> User:
    """Make the person, their consent and the audit row, all or nothing; raise AlreadyRegistered where the name is taken.

    The password is hashed first, whether the name is taken or not, so that both take as long.
    """
    if not is_adult:
        raise ValueError("only adults are registered")
    user = User(
        name=person.name,
        phone=person.phone,
        username=person.username or made_name(),
        email=person.email,
        audience=person.audience,
        workplace=person.workplace,
        region=person.region,
        adult_declared_at=timezone.now(),
        password=make_password(password),
    )
    try:
        return _write(user, channel, acting_user)
    except IntegrityError as taken:
        raise AlreadyRegistered from taken


@transaction.atomic
def _write(user: User, channel: Channel, acting_user: User | None) -> User:
    user.save(force_insert=True)
    give_consent(user=user, channel=channel, acting_user=acting_user)
    log(instance=user, action="accounts.register", user=acting_user or user, data={"channel": channel})
    return user
