from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from lms.accounts.models import User
from lms.accounts.validators import COMMON_PINS, is_common_pin

COMMON = {
    "000000": "one digit",
    "777777": "one digit",
    "123456": "a run",
    "654321": "a run down",
    "890123": "a run round the corner",
    "246802": "a run of twos",
    "975319": "a run of twos down",
    "121212": "a pair repeated",
    "131313": "a pair repeated",
    "123123": "half repeated",
    "804804": "half repeated",
    "112233": "pairs",
    "557799": "pairs",
    "111222": "two digits only",
    "110101": "two digits only",
    "123321": "there and back",
    "159951": "there and back",
    "147258": "keypad columns",
    "258369": "keypad columns",
    "159753": "keypad crossing",
    "170845": "a date: day, month, year",
    "081790": "a date: month, day, year",
    "900817": "a date: year, month, day",
    "199012": "year and month",
    "121990": "month and year",
    "123654": "in the list",
    "102030": "in the list",
    "696969": "in the list",
}
GOOD = ["482915", "739164", "607183", "935072", "864097"]


@pytest.mark.parametrize(("pin", "why"), COMMON.items())
def test_a_pin_that_people_choose_first_is_refused(pin: str, why: str) -> None:
    assert is_common_pin(pin), why
    with pytest.raises(ValidationError, match="PIN"):
        validate_password(pin)


@pytest.mark.parametrize("pin", GOOD)
def test_any_other_pin_is_taken(pin: str) -> None:
    validate_password(pin)


def test_most_pins_may_be_chosen() -> None:
    pins = [f"{number:06}" for number in range(0, 1_000_000, 97)]
    refused = sum(is_common_pin(pin) for pin in pins)
    assert 0.05 < refused / len(pins) < 0.15


def test_the_list_has_at_least_three_hundred_pins_each_once() -> None:
    pins = COMMON_PINS.read_text().split()
    assert len(pins) == len(set(pins)) >= 300
    assert all(len(pin) == 6 and pin.isdigit() for pin in pins)


@pytest.mark.parametrize("password", ["kopi manis di teras", "Ngaju-62x", "12345678901x", "        ab", "ümläut-kopi", "八文字以上のパス"])
def test_eight_characters_of_any_kind_make_a_password(password: str) -> None:
    validate_password(password)


@pytest.mark.parametrize("password", ["", "4829", "48291", "4829157", "kopi", "kopi123", "x" * 129, "password", "qwertyuiop", "12345678"])
def test_too_short_too_long_and_common_passwords_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize(
    "password",
    [
        "567890",
        "081234",
        "81234567",
        "081234567890",
        "6281234567890",
        "SITI.SERUYAN27",
        "siti.seruyan27",
        "peserta seruyan",
        "+6281234567890",
    ],
)
def test_ones_own_number_and_name_are_refused(password: str) -> None:
    user = User(username="siti.seruyan27", phone="+6281234567890", name="Peserta Seruyan")
    with pytest.raises(ValidationError):
        validate_password(password, user)


def test_a_pin_is_not_enough_for_somebody_who_enters_the_admin(superuser: User) -> None:
    with pytest.raises(ValidationError):
        validate_password("482915", superuser)
    with pytest.raises(ValidationError):
        validate_password("kopi-manis", superuser)
    validate_password("kopi manis di teras", superuser)


def test_without_the_validators_a_common_pin_would_pass(settings: object) -> None:
    settings.AUTH_PASSWORD_VALIDATORS = []  # type: ignore[attr-defined]
    validate_password("123456")


@pytest.mark.django_db
def test_a_superuser_does_not_begin_with_a_pin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "739164")
    with pytest.raises(CommandError, match="12"):
        call_command("createsuperuser", interactive=False, username="sistem", name="Sistem")
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "kopi manis di teras")
    call_command("createsuperuser", interactive=False, username="sistem", name="Sistem", verbosity=0)
    assert User.objects.get(username="sistem").is_superuser
