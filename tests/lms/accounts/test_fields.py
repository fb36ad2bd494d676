"""Questions that several forms ask."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from lms.accounts.forms.fields import NameField


@pytest.mark.parametrize(
    "name",
    ["Hj. Siti Ra'udah, S.Pd.", "Ni’mah", "Anna-Maria Ngiuk (Indu Lala)", "Yohanes II", "Dr. H. M. Noor, M.Si.", "Zoë Müller"],
)
def test_names_of_this_country_and_others_are_taken_as_they_are(name: str) -> None:
    assert NameField().clean(f"  {name} ") == name


@pytest.mark.parametrize("sign", [*'=<>";/:@{}[]\\', "\x00", "\x07", "\x7f", "\u200b", "\u202e", "\ufeff", "\ue000"])
def test_signs_that_no_name_has_are_refused(sign: str) -> None:
    with pytest.raises(ValidationError):
        NameField().clean(f"Ayu{sign}Lestari")
