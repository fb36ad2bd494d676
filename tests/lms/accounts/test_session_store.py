"""Sessions and their people are read with written queries: by Django's rules all the same."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from lms.accounts.models import User
from lms.accounts.session_store import SessionStore

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> SessionStore:
    session = SessionStore()
    session["answer"] = "kept"
    session.save()
    return session


def test_a_session_is_found_by_its_key_until_its_time_is_over(kept: SessionStore) -> None:
    assert SessionStore(kept.session_key)["answer"] == "kept"
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    ended = SessionStore(kept.session_key)
    assert ended.get("answer") is None
    assert ended.session_key is None


def test_an_unknown_key_begins_nothing(kept: SessionStore) -> None:
    unknown = SessionStore("a" * 32)
    assert unknown.get("answer") is None
    assert unknown.session_key is None


def test_a_session_that_was_tampered_with_holds_nothing(kept: SessionStore) -> None:
    Session.objects.update(session_data="x" * 40)
    assert SessionStore(kept.session_key).get("answer") is None


@pytest.mark.parametrize(
    "ending", [{"is_active": False}, {"is_demo": True}, {"password": make_password("739164")}], ids=["inactive", "demo", "new password"]
)
def test_the_session_of_somebody_who_may_not_be_signed_in_any_more_is_nobodys(
    client: Client, learner: User, ending: dict[str, Any]
) -> None:
    page = reverse("accounts:my_data")
    client.force_login(learner)
    with override_settings(DEMO_PEOPLE_ALLOWED=False):
        assert not client.get(page).headers.get("Location", "").startswith(reverse("account_login"))
        User.objects.update(**ending)
        assert client.get(page).headers["Location"].startswith(reverse("account_login"))


def test_the_session_of_somebody_who_was_deleted_is_nobodys(client: Client, learner: User) -> None:
    client.force_login(learner)
    User.objects.all().delete()
    assert client.get(reverse("accounts:my_data")).headers["Location"].startswith(reverse("account_login"))
