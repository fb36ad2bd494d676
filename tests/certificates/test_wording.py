from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.wording import (
    ROLES,
    date_in_words,
    decimal_as_written,
    decimal_in_words,
    in_words,
    masked,
    number_from,
    predicate_of,
    same_name,
)
from lms.accounts.models import Audience

if TYPE_CHECKING:
    from random import Random


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("1", "satu"),
        ("7", "tujuh"),
        ("7.0", "tujuh"),
        ("7.5", "tujuh setengah"),
        ("0.5", "setengah"),
        ("10", "sepuluh"),
        ("11", "sebelas"),
        ("12", "dua belas"),
        ("20", "dua puluh"),
        ("21.5", "dua puluh satu setengah"),
        ("100", "seratus"),
        ("115", "seratus lima belas"),
        ("1.3", "satu koma tiga"),
    ],
)
def test_jp_is_written_out_in_indonesian(number: str, words: str) -> None:
    assert decimal_in_words(Decimal(number)) == words


def test_larger_numbers_are_written_out_too() -> None:
    assert in_words(1_000) == "seribu"
    assert in_words(2_026) == "dua ribu dua puluh enam"
    assert in_words(1_000_000) == "satu juta"


@pytest.mark.parametrize(("number", "text"), [("7.0", "7"), ("10", "10"), ("83.33", "83,33"), ("100.00", "100"), ("0.5", "0,5")])
def test_numbers_have_a_comma_and_no_idle_zeros(number: str, text: str) -> None:
    assert decimal_as_written(Decimal(number)) == text
    assert decimal_as_written(None) == ""


def test_the_number_fills_only_known_placeholders() -> None:
    pattern = "{kode}/{urut}/KANTOR/{bulan_romawi}/{tahun}/{bulan}/{x}"
    assert number_from(pattern, code="KODE", sequence=17, year=2026, month=8) == "KODE/17/KANTOR/VIII/2026/08/{x}"


def test_a_date_is_in_indonesian() -> None:
    from datetime import date

    assert date_in_words(date(2026, 8, 1)) == "1 Agustus 2026"


@pytest.mark.parametrize(
    ("score", "word"),
    [("100", "sangat memuaskan"), ("92.5", "sangat memuaskan"), ("92.49", "memuaskan"), ("85", "memuaskan"), ("80", "baik")],
)
def test_the_predicate_follows_the_score(score: str, word: str) -> None:
    assert predicate_of(Decimal(score)) == word
    assert predicate_of(None) == ""


def test_a_masked_name_shows_initials_only() -> None:
    assert masked("Siti Aminah") == "S*** A*****"
    assert masked("Al") == "A***"
    assert masked("Siti – Kader") == "S*** K****"
    assert "minah" not in masked("Siti Aminah")


def test_a_name_that_begins_with_an_apostrophe_is_masked_and_not_left_out() -> None:
    assert [masked(f"{sign}Aisyah") for sign in "'‘’`ʻʼ"] == ["A******"] * 6
    assert masked(masked("'Aisyah binti 'Umar")) == masked("'Aisyah binti 'Umar") == "A****** b**** U****"


@pytest.mark.parametrize(
    ("typed", "issued"),
    [
        ("  siti  ma’anyan, s.pd", "Siti Ma'anyan S.Pd."),
        ("siti maʼanyan spd", "Siti Ma´anyan, S.Pd."),
        ("Siti Ma`anyan", "Siti Maʻanyan"),
        ("peserta contoh - kader", "Peserta Contoh \u2013 Kader"),
        ("Nur-Aini", "Nur\u2010Aini"),
        ("\uff21\uff47\uff55\uff53", "AGUS"),
        ("Jose\u0301", "José"),
        ("Hj Aminah (2)", "Hj. Aminah 2"),
    ],
)
def test_the_same_name_is_known_however_it_is_typed(typed: str, issued: str) -> None:
    assert same_name(typed, issued)


@pytest.mark.parametrize(
    ("one", "other"), [("Siti", "Siti Aminah"), ("Aminah 1", "Aminah 2"), ("Siti", "Sita"), ("", ""), ("-", "."), ("", "x")]
)
def test_another_name_stays_another(one: str, other: str) -> None:
    assert not same_name(one, other)


SIGNS = "-\u2010\u2013\u2014.,'\u2019\u2018\u02bc\u02bb`\u00b4()/ \t"


@given(st.text("abcçdeéINŊŋ19", min_size=1), st.lists(st.sampled_from(SIGNS)), st.randoms(use_true_random=False))
def test_case_and_the_signs_between_letters_never_matter_but_one_letter_more_does(name: str, signs: list[str], chance: Random) -> None:
    typed = list(name.swapcase())
    for sign in signs:
        typed.insert(chance.randint(0, len(typed)), sign)
    assert same_name("".join(typed), name)
    assert not same_name("".join([*typed, "x"]), name)


def test_every_audience_has_a_word_for_the_paper() -> None:
    assert set(ROLES) == set(Audience.values)
