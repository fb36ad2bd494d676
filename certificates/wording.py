"""The words of a certificate. They are Indonesian whatever language the site is shown in: a certificate is an office's document."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
UNITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
PLACEHOLDERS = ("kode", "urut", "bulan", "bulan_romawi", "tahun")

#: What a person is, as it stands below the name; the keys are those of ``lms.accounts.models.Audience``.
ROLES = {
    "perangkat_desa": "Perangkat Desa/Kelurahan",
    "kader": "Kader Posyandu/PKK",
    "guru_sd": "Guru SD/MI",
    "guru_smp_sma": "Guru SMP/SMA",
    "orang_tua": "Orang Tua/Pengasuh",
    "tokoh_agama": "Tokoh Agama",
    "tokoh_adat": "Tokoh Adat",
    "lainnya": "",
}
#: Least post-test score of each predicate, after the scale that trainings of civil servants use.
PREDICATES = ((Decimal("92.5"), "sangat memuaskan"), (Decimal(85), "memuaskan"), (Decimal(0), "baik"))


def date_in_words(day: date) -> str:
    """ "11 Maret 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def number_from(pattern: str, *, code: str, sequence: int, year: int, month: int) -> str:
    """The office's number. Only the known placeholders are filled in; nothing else of the pattern has a meaning."""
    values = {"kode": code, "urut": str(sequence), "bulan": f"{month:02}", "bulan_romawi": ROMAN[month - 1], "tahun": str(year)}
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), pattern)


def in_words(number: int) -> str:
    """A whole number below a thousand million, as it is said: 115 is "seratus lima belas"."""
    if number < len(UNITS):
        return UNITS[number]
    if number < 20:
        return f"{UNITS[number - 10]} belas"
    for size, word in ((1_000_000, "juta"), (1_000, "ribu"), (100, "ratus"), (10, "puluh")):
        if number >= size:
            count, rest = divmod(number, size)
            head = f"se{word}" if count == 1 and size in (100, 1_000) else f"{in_words(count)} {word}"
            return f"{head} {in_words(rest)}" if rest else head
    raise ValueError(number)


def decimal_in_words(number: Decimal) -> str:
    """Halves are said as halves: 7.5 is "tujuh setengah"; other parts digit by digit."""
    whole, part = divmod(number.normalize(), 1)
    if not part:
        return in_words(int(whole))
    if part == Decimal("0.5"):
        return f"{in_words(int(whole))} setengah" if whole else "setengah"
    digits = str(part.normalize()).partition(".")[2]
    return f"{in_words(int(whole))} koma {' '.join(UNITS[int(digit)] for digit in digits)}"


def decimal_as_written(number: Decimal | None) -> str:
    """With a comma, and without zeros that say nothing; nothing for nothing."""
    if number is None:
        return ""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def predicate_of(score: Decimal | None) -> str:
    """In words, for a passed post-test; without a score there is none."""
    return "" if score is None else next(word for least, word in PREDICATES if score >= least)


def masked(name: str) -> str:
    """ "Siti 'Aminah" → "S*** A******": enough to see that it is somebody else, too little to learn who."""
    return " ".join(letters[0] + "*" * max(3, len(word) - 1) for word in name.split() if (letters := _letters(word)))


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are the same name: only letters and digits count; not case, spaces, full stops, dashes, apostrophes."""
    return plain(one) == plain(other) != ""


def plain(name: str) -> str:
    """Letters and digits only, in small letters."""
    return _letters(unicodedata.normalize("NFKC", name).casefold())


def _letters(text: str) -> str:
    """Without spaces and signs. Some apostrophes (\u02bb, \u02bc) are letters to Unicode, of the category Lm."""
    return "".join(sign for sign in text if sign.isalnum() and unicodedata.category(sign) != "Lm")
