"""How long a session lives, with a frozen clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from lms.accounts import sessions
from tests.lms.accounts.conftest import sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoAssertNumQueries

    from lms.accounts.models import User
    from modules.models import Home

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(datetime(2026, 11, 2, 8, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def is_in(client: Client) -> bool:
    return client.get("/saya/").status_code == 200


def test_twenty_minutes_without_a_request_end_a_session_on_a_shared_phone(
    client: Client, person: User, clock: time_machine.Coordinates
) -> None:
    sign_in(client, "peserta")
    clock.shift(19 * MINUTE)
    assert is_in(client)
    clock.shift(19 * MINUTE)
    assert is_in(client)
    clock.shift(20 * MINUTE + timedelta(seconds=1))
    assert not is_in(client)


def test_ones_own_phone_stays_signed_in_for_thirty_days(client: Client, person: User, clock: time_machine.Coordinates) -> None:
    response = sign_in(client, "peserta", own_phone="on")
    assert response.cookies["sessionid"]["max-age"] == 30 * 24 * 60 * 60
    clock.shift(timedelta(days=29))
    assert is_in(client)
    clock.shift(timedelta(days=29))
    assert is_in(client)
    clock.shift(timedelta(days=30, seconds=1))
    assert not is_in(client)


def test_a_request_soon_after_another_writes_nothing(client: Client, person: User, clock: time_machine.Coordinates) -> None:
    sign_in(client, "peserta")
    client.get("/saya/")
    before = Session.objects.values("expire_date", "session_data").get()
    clock.shift(MINUTE)
    response = client.get("/saya/")
    assert "sessionid" not in response.cookies
    assert Session.objects.values("expire_date", "session_data").get() == before
    clock.shift(MINUTE)
    assert client.get("/saya/").cookies["sessionid"]["max-age"] == 20 * 60


def test_staff_are_out_after_half_an_hour_even_on_their_own_phone(
    client: Client, coordinators: None, officer: User, clock: time_machine.Coordinates
) -> None:
    officer.set_password("kopi manis di teras")
    officer.save()
    assert "selama 30 hari, kecuali petugas" in client.get("/masuk/").text
    sign_in(client, "koordinator", "kopi manis di teras", own_phone="on")
    clock.shift(29 * MINUTE)
    assert is_in(client)
    clock.shift(30 * MINUTE + timedelta(seconds=1))
    assert not is_in(client)


@pytest.mark.thorough
def test_staff_are_out_after_twelve_hours_however_busy(
    client: Client, coordinators: None, officer: User, clock: time_machine.Coordinates
) -> None:
    client.force_login(officer)
    for _ in range(47):
        clock.shift(15 * MINUTE)
        assert is_in(client)
    clock.shift(16 * MINUTE)
    assert not is_in(client)


def test_a_session_that_other_code_prolonged_ends_after_twelve_hours_all_the_same(
    client: Client, coordinators: None, officer: User, clock: time_machine.Coordinates
) -> None:
    client.force_login(officer)
    Session.objects.update(expire_date=datetime(2030, 1, 1, tzinfo=UTC))
    clock.shift(timedelta(hours=12, seconds=1))
    client.get("/saya/")
    assert not is_in(client)


@pytest.mark.thorough
def test_without_the_guard_a_busy_session_would_never_end(
    client: Client, officer: User, clock: time_machine.Coordinates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "seconds_left", lambda session, now: 1800)
    client.force_login(officer)
    for _ in range(60):
        clock.shift(15 * MINUTE)
        assert is_in(client)


def test_an_open_editor_does_not_keep_a_session_alive(
    client: Client, coordinators: None, officer: User, clock: time_machine.Coordinates, settings: object
) -> None:
    settings.MFA_REQUIRED_FOR_ADMIN = False  # type: ignore[attr-defined]
    client.force_login(officer)
    client.get("/admin/")
    for _ in range(31):
        clock.shift(MINUTE)
        client.get("/admin/editing-sessions/ping/x/")
    assert not is_in(client)


def test_a_public_page_touches_no_session(as_learner: Client, home: Home, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    response = as_learner.get("/robots.txt")
    assert response.status_code == 200
    assert not response.cookies
    with django_assert_num_queries(0):
        as_learner.get("/robots.txt")


def test_the_region_lists_touch_no_session(as_learner: Client) -> None:
    response = as_learner.get("/wilayah/62.07.json")
    assert "public" in response.headers["Cache-Control"]
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies
