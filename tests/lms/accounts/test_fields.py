"""Questions that several forms ask."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from lms.accounts.forms.fields import NameField, SignInNameField, WorkplaceField
from lms.typesetting import settable


@pytest.mark.parametrize(
    "name",
    [
        *("Hj. Siti Ra'udah, S.Pd.", "Ni’mah", "Anna-Maria Ngiuk (Indu Lala)", "Yohanes II", "Dr. H. M. Noor, M.Si.", "Zoë Müller"),
        *("Y", "Đặng Thị Ánh", "Ahmad bin Umar", "SITI"),
    ],
)
def test_names_of_this_country_and_others_are_taken_as_they_are(name: str) -> None:
    assert NameField().clean(f"  {name} ") == name


@pytest.mark.parametrize("sign", [*'=<>";/:@{}[]\\', "\x00", "\x07", "\x7f", "\u200b", "\u202e", "\ufeff", "\ue000"])
def test_signs_that_no_name_has_are_refused(sign: str) -> None:
    with pytest.raises(ValidationError):
        NameField().clean(f"Ayu{sign}Lestari")


@pytest.mark.parametrize("name", ["Siti 🙂", "محمد", "ꦱꦶꦠꦶ Siti", "名前"])
def test_what_no_certificate_can_show_is_refused_and_named(name: str) -> None:
    """It would be printed as question marks, on a paper that hangs on a wall."""
    with pytest.raises(ValidationError) as refused:
        NameField().clean(name)
    assert "?" in settable(name)
    assert name.split()[0][-1] in str(refused.value) or "🙂" in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("siti aminah, s.pd.", "Siti Aminah, S.Pd."),
        ("h. ahmad bin umar al-banjari", "H. Ahmad bin Umar Al-Banjari"),
        ("noor'aini binti bindu (indu lala)", "Noor'aini binti Bindu (Indu Lala)"),
        ("éka", "Éka"),
    ],
)
def test_forgotten_capitals_are_put_right(typed: str, kept: str) -> None:
    assert NameField().clean(typed) == kept


@pytest.mark.parametrize(
    "place", ["Posyandu Melati 3", "SDN 1 Kuala Pembuang", "RT 03/RW 01, Jl. G. Obos No. 12", "Kantor Desa (2019-2025)", ""]
)
def test_places_are_taken_in_free_words(place: str) -> None:
    assert WorkplaceField(required=False).clean(f" {place}\u202e\n") == place


@pytest.mark.parametrize(
    "number", ["6271011234560001", "62 71 01 123456 0001", "0812-3456-7890", "0812.3456.789", "anak: 6271011234560001"]
)
def test_no_nik_and_no_number_is_kept_with_a_place(number: str) -> None:
    with pytest.raises(ValidationError):
        WorkplaceField().clean(f"Posyandu {number}")


def test_a_name_like_those_that_are_given_is_refused_in_other_words() -> None:
    with pytest.raises(ValidationError, match="peserta-"):
        SignInNameField().clean("peserta-budi")
