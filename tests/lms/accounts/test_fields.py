"""Questions that several forms ask."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from lms.accounts.forms.fields import NameField
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
