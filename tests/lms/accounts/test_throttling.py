"""Limits on guessing. Each limit has a twin that shows what happens without it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.db import connection
from django.test import Client

from lms.accounts import throttling
from lms.accounts.forms.waiting import wait_message
from lms.accounts.models import SignInFailure, User
from lms.accounts.throttling import TooManyMisses, begin
from tests.lms.accounts.conftest import PIN, sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
HALL = "10.0.0.1"


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def misses(number: int, account: str = "a", address: str = HALL) -> int:
    """How many of so many wrong tries were looked at."""
    looked_at = 0
    for _ in range(number):
        try:
            begin(account=account, address=address)
        except TooManyMisses:
            continue
        looked_at += 1
    return looked_at


@pytest.mark.django_db
def test_five_misses_are_free_and_then_the_delay_grows(clock: time_machine.Coordinates) -> None:
    assert misses(20) == 5
    for seconds in throttling.DELAYS:
        clock.shift(seconds - 1)
        assert misses(1) == 0
        clock.shift(1)
        assert misses(3) == 1


@pytest.mark.django_db
def test_after_ten_misses_a_quarter_of_an_hour_must_pass(clock: time_machine.Coordinates) -> None:
    for _ in range(10):
        misses(1)
        clock.shift(200)
    with pytest.raises(TooManyMisses) as refusal:
        begin(account="a", address=HALL)
    assert refusal.value.minutes == 12
    clock.shift(15 * 60)
    assert misses(2) == 1


@pytest.mark.thorough
@pytest.mark.django_db
def test_of_ten_thousand_guesses_in_a_day_no_more_than_the_cap_is_looked_at(clock: time_machine.Coordinates) -> None:
    looked_at = 0
    for minute in range(0, 24 * 60, 4):
        looked_at += misses(2, address=f"10.1.{minute // 240}.{minute % 200}")
        clock.shift(timedelta(minutes=4))
    assert looked_at <= throttling.ACCOUNT_MISSES_PER_DAY <= 100


@pytest.mark.django_db
def test_without_the_guard_every_guess_is_looked_at(clock: time_machine.Coordinates, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttling, "_wait", lambda *args: None)
    assert misses(200) == 200


@pytest.mark.django_db
def test_a_stranger_elsewhere_does_not_keep_a_person_out(clock: time_machine.Coordinates) -> None:
    assert misses(40, address="203.0.113.9") == 5
    begin(account="a", address=HALL).was_right()


@pytest.mark.django_db
def test_every_limit_opens_by_itself_within_a_day(clock: time_machine.Coordinates) -> None:
    for number in range(60):
        misses(1, address=f"10.2.0.{number}")
    assert misses(1) == 0
    clock.shift(timedelta(days=1, seconds=1))
    assert misses(1) == 1


@pytest.mark.thorough
@pytest.mark.django_db
def test_refused_tries_make_the_wait_no_longer(clock: time_machine.Coordinates) -> None:
    misses(500)
    assert SignInFailure.objects.count() == 5
    clock.shift(10)
    assert misses(1) == 1


@pytest.mark.django_db
def test_a_hundred_honest_people_in_a_hall_are_not_hindered(clock: time_machine.Coordinates) -> None:
    for number in range(100):
        account = f"peserta{number}"
        if number % 2:
            begin(account=account, address=HALL)
        begin(account=account, address=HALL).was_right()
        clock.shift(3)
    assert not SignInFailure.objects.exists()


@pytest.mark.django_db
def test_a_hall_in_which_nearly_everybody_forgot_the_pin_keeps_nobody_out(clock: time_machine.Coordinates) -> None:
    for number in range(99):
        assert misses(3, account=f"peserta{number}") == 3
        clock.shift(6)
    begin(account="who remembers", address=HALL).was_right()


@pytest.mark.django_db
def test_where_pins_are_no_longer_looked_at_codes_and_sign_ups_still_are(clock: time_machine.Coordinates) -> None:
    for number in range(150):
        misses(1, account=f"peserta{number}")
    with pytest.raises(TooManyMisses) as refusal:
        begin(account="peserta", address=HALL)
    assert refusal.value.minutes == 60
    for purpose in ("code", "sign-up", "second-factor"):
        begin(account="peserta", address=HALL, purpose=purpose)


@pytest.mark.django_db
def test_the_wait_that_is_told_is_long_enough(clock: time_machine.Coordinates) -> None:
    for number in range(60):
        misses(1, address=f"10.2.0.{number}")
    with pytest.raises(TooManyMisses) as refusal:
        begin(account="a", address=HALL)
    assert "besok" in str(wait_message(refusal.value).message)
    clock.shift(refusal.value.wait)
    assert misses(1) == 1


@pytest.mark.django_db
def test_of_one_pin_tried_on_thousands_of_accounts_two_hundred_a_day_are_looked_at(clock: time_machine.Coordinates) -> None:
    looked_at = 0
    for hour in range(12):
        looked_at += sum(misses(1, account=f"{hour}-{number}") for number in range(throttling.ADDRESS_ACCOUNTS_PER_HOUR))
        clock.shift(3600)
    assert looked_at == throttling.ADDRESS_ACCOUNTS_PER_DAY == 200
    clock.shift(throttling.DAY)
    assert misses(1) == 1


@pytest.mark.django_db
def test_who_meets_two_limits_is_told_the_longer_wait(clock: time_machine.Coordinates) -> None:
    """Else they wait ten seconds, and are then sent away for a day."""
    for number in range(45):
        misses(1, address=f"10.2.0.{number}")
    assert misses(5) == 5
    with pytest.raises(TooManyMisses) as refusal:
        begin(account="a", address=HALL)
    assert refusal.value.wait == throttling.DAY


@pytest.mark.django_db
def test_many_misses_from_one_address_close_it_for_ten_minutes(clock: time_machine.Coordinates) -> None:
    assert sum(misses(4, account=f"a{number}") for number in range(99)) == throttling.ADDRESS_MISSES
    assert misses(1, account="b") == 0
    assert misses(1, account="b", address="10.0.0.2") == 1
    clock.shift(601)
    assert misses(1, account="b") == 1


@pytest.mark.thorough
@pytest.mark.django_db
def test_one_pin_tried_on_many_accounts_is_caught(clock: time_machine.Coordinates) -> None:
    looked_at = 0
    for number in range(1000):
        looked_at += misses(1, account=f"korban{number}")
        clock.shift(86)
    assert looked_at <= throttling.ADDRESS_ACCOUNTS_PER_DAY


@pytest.mark.django_db
def test_an_unknown_address_is_no_address_that_all_share(clock: time_machine.Coordinates) -> None:
    assert sum(misses(1, account=f"a{number}", address="") for number in range(300)) == 300


@pytest.mark.django_db
def test_what_is_stored_names_nobody(person: User) -> None:
    sign_in(Client(REMOTE_ADDR="198.51.100.7"), "081234567890", "739164")
    row = SignInFailure.objects.values().get()
    assert "81234567890" not in str(row)
    assert "198.51.100.7" not in str(row)


@pytest.mark.django_db
def test_the_sixth_wrong_pin_is_answered_with_how_long_to_wait_and_so_is_an_unknown_name(person: User) -> None:
    told = []
    for name in ("081234567890", "081300001111"):
        for _ in range(5):
            sign_in(Client(), name, "739164")
        told.append(sign_in(Client(), name, PIN).context["form"].non_field_errors())
    assert told[0] == told[1]
    assert "1" in told[0][0]


@pytest.mark.django_db
def test_writing_the_number_in_another_way_is_no_new_start(person: User) -> None:
    ways = ("081234567890", "+6281234567890", "0812-3456-7890", "62 812 3456 7890", "(0812)34567890")
    for way in ways:
        sign_in(Client(), way, "739164")
    client = Client()
    sign_in(client, "0812 3456 7890", PIN)
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_a_made_up_forwarding_header_gives_no_new_address(person: User, settings: object) -> None:
    for number in range(5):
        sign_in(Client(HTTP_X_FORWARDED_FOR=f"10.0.0.{number}"), "peserta", "739164")
    client = Client(HTTP_X_FORWARDED_FOR="10.0.0.99")
    sign_in(client, "peserta", PIN)
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db(transaction=True)
def test_of_fifty_parallel_guesses_no_more_than_five_are_looked_at() -> None:
    looked_at: list[bool] = []

    def guess() -> None:
        try:
            begin(account="a", address=HALL)
            looked_at.append(True)
        except TooManyMisses:
            looked_at.append(False)
        finally:
            connection.close()

    threads = [threading.Thread(target=guess) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(looked_at) == 50
    assert sum(looked_at) <= throttling.FREE_MISSES
