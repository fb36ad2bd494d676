from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import Group, Permission

if TYPE_CHECKING:
    from django.test import Client

    from lms.accounts.models import User

PIN = "482915"


@pytest.fixture
def answers(regions: None) -> dict[str, Any]:
    """A sign-up form filled in well."""
    return {
        "name": "Peserta Baru",
        "phone": "0812-3456-7890",
        "username": "",
        "audience": "kader",
        "workplace": "Posyandu Melati",
        "regency": "62.07",
        "district": "62.07.01",
        "village": "62.07.01.2001",
        "email": "",
        "password": PIN,
        "is_adult": "on",
        "consent": "on",
    }


@pytest.fixture
def person(learner: User) -> User:
    """A learner with a number and a PIN."""
    learner.phone = "+6281234567890"
    learner.set_password(PIN)
    learner.save()
    return learner


@pytest.fixture
def at_home(client: Client, person: User) -> Client:
    """A browser in which the person has signed in."""
    sign_in(client, "peserta")
    return client


@pytest.fixture
def coordinators(officer: User, outsider: User) -> None:
    """The rights that the group of the two coordinators has."""
    group = Group.objects.get(name="Koordinator")
    group.permissions.set(Permission.objects.filter(codename__in=("access_admin", "give_sign_in_code")))


def sign_in(client: Client, name: str, secret: str = PIN, **more: Any) -> Any:
    return client.post("/masuk/", {"login": name, "password": secret, **more})


def without_marks_of_the_session(response: Any) -> str:
    """The page without the token of its form, and without the field that only the same person's browser finds again."""
    return re.sub(r'value="[A-Za-z0-9]{64}"|name="untuk-[0-9a-f]{8}"', "", response.content.decode())
