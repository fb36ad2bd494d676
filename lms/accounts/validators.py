"""A PIN of six digits, or a password of eight characters or more; no rule about which characters.

PINs that people choose first are refused: a list of the commonest, and everything that follows a pattern.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.accounts.permissions import may_enter_admin

PIN = re.compile(r"[0-9]{6}")
SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 128
COMMON_PINS = Path(__file__).resolve().parent / "data" / "common_pins.txt"
#: Years of birth and of things that people remember.
YEARS = range(1940, 2031)
KEYPAD_COLUMNS = ("147", "258", "369", "741", "852", "963", "159", "951", "357", "753")


def is_pin(text: str) -> bool:
    return PIN.fullmatch(text) is not None


@cache
def _listed() -> frozenset[str]:
    """The commonest PINs: the six-digit entries of Django's list of common passwords, and some of this country."""
    return frozenset(COMMON_PINS.read_text(encoding="ascii").split())


def _is_day(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def _is_short_year(year: str) -> bool:
    return int(year) in {remembered % 100 for remembered in YEARS}


def _is_date(pin: str) -> bool:
    first, middle, last = pin[:2], pin[2:4], pin[4:]
    day_month_year = (_is_day(first, middle) or _is_day(middle, first)) and _is_short_year(last)
    year_month_day = _is_day(last, middle) and _is_short_year(first)
    with_long_year = (int(pin[:4]) in YEARS and _is_day("1", last)) or (int(pin[2:]) in YEARS and _is_day("1", first))
    return day_month_year or year_month_day or with_long_year


def _is_run(pin: str) -> bool:
    """123456, 987654, 246802, 135791: the same step from each digit to the next, round the corner too. 000000 as well."""
    return len({(int(after) - int(before)) % 10 for before, after in pairwise(pin)}) == 1


def _repeats(pin: str) -> bool:
    """121212, 123123, 112233, 111222, 123321, and whatever has only two digits in it."""
    pairs = pin[0] == pin[1] and pin[2] == pin[3] and pin[4] == pin[5]
    return len(set(pin)) <= 2 or pin[:3] == pin[3:] or pin == pin[::-1] or pairs


def _is_keypad_pattern(pin: str) -> bool:
    return pin[:3] in KEYPAD_COLUMNS and pin[3:] in KEYPAD_COLUMNS


def is_common_pin(pin: str) -> bool:
    return pin in _listed() or _is_run(pin) or _repeats(pin) or _is_keypad_pattern(pin) or _is_date(pin)


def validate_staff_password(password: str) -> None:
    """Staff need a password, longer than a learner's. Raises ValidationError."""
    if len(password) < settings.STAFF_PASSWORD_LENGTH:
        message = _("Staff need a password of at least %(n)d characters.") % {"n": settings.STAFF_PASSWORD_LENGTH}
        raise ValidationError(message, code="staff")


def needs_long_password(user: User | None) -> bool:
    """Whether this is staff. An account that is not saved yet has no groups: whoever puts it into one asks ``validate_staff_password``."""
    return user is not None and bool(user.is_superuser or user.pk) and may_enter_admin(user)


def _as_people_write(phone: str | None) -> tuple[str, ...]:
    """+6281234567890, and 081234567890."""
    return (phone, re.sub(r"^\+62", "0", phone)) if phone else ()


class PinOrPasswordValidator:
    """The one rule for secrets. People who may enter the admin need a password, and a longer one."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) > LONGEST_PASSWORD:
            raise ValidationError(_("Use at most %(n)d characters.") % {"n": LONGEST_PASSWORD}, code="too_long")
        if needs_long_password(user):
            validate_staff_password(password)
        if is_pin(password):
            if is_common_pin(password):
                raise ValidationError(
                    _("This PIN is easy to guess. Choose six digits that are no date and follow no pattern."), code="common_pin"
                )
        elif len(password) < SHORTEST_PASSWORD:
            raise ValidationError(_("Choose a PIN of six digits, or a password of at least eight characters."), code="too_short")

    def get_help_text(self) -> str:
        return _("Six digits, or a password of at least eight characters. Choose something that others can't guess.")


class NotYourselfValidator:
    """Whoever knows the person must not know the PIN: no part of the number, the sign-in name or the name."""

    def validate(self, password: str, user: User | None = None) -> None:
        if user is None:
            return
        if password.isdigit() and any(password in number for number in _as_people_write(user.phone)):
            raise ValidationError(_("This is part of your phone number. Choose another PIN or password."), code="own_number")
        if password.lower() in {own.lower() for own in (user.username, user.name, user.phone or "", user.email) if own}:
            raise ValidationError(_("This is your own name or number. Choose another PIN or password."), code="own_name")

    def get_help_text(self) -> str:
        return ""
