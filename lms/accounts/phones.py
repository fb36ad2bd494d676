"""Telephone numbers: kept in E.164 form, read and written as people in Indonesia do."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

HOME = "ID"
LONGEST = 30
#: What may stand in a number as written: digits, and the marks people put between them. No letters, no extensions.
WRITTEN = re.compile(r"\(?\+?[\d\s().\-/\u2010-\u2015\u2212]+", re.ASCII)
#: The country code as one dials it from abroad; no number of ours begins so.
DIALLED_FROM_ABROAD = re.compile(r"^00\D*(?=62)")


def e164(text: str) -> str | None:
    """The number in E.164 form, whichever way it was written; None when it is no number that exists."""
    written = DIALLED_FROM_ABROAD.sub("+", _what_is_seen(text))
    if len(written) > LONGEST or not WRITTEN.fullmatch(written):
        return None
    try:
        number = phonenumbers.parse(written, HOME)
    except NumberParseException:
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if phonenumbers.is_valid_number(number) else None


def _what_is_seen(text: str) -> str:
    """Without the signs for the direction of writing, which a number copied from a phone's contacts often carries unseen."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf").strip()


def as_written(number: str | None) -> str:
    """0812-3456-7890 for a number kept as +6281234567890; a foreign number keeps its country code."""
    if not number:
        return ""
    parsed = phonenumbers.parse(number, HOME)
    style = (
        PhoneNumberFormat.NATIONAL if parsed.country_code == phonenumbers.country_code_for_region(HOME) else PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(parsed, style)
