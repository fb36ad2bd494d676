"""Choosing one's village among 1,571: kabupaten → kecamatan → desa, or by typing its name.

Without script each step is a button that shows the same form again with the next list, everything typed still there
(``is_step``). With script (region-picker.js) lists follow by themselves and a search field finds a village by name.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Replace
from django.utils.translation import gettext_lazy as _

from lms.regions.models import Region

STEP = "step"
SHORTEST_QUERY = 2
MOST_FOUND = 12
MOST_WORDS = 6
#: As people write before a name, and as no name begins.
WORDS_OF_LEVELS = frozenset(("desa", "ds", "kelurahan", "kel", "kecamatan", "kec", "kabupaten", "kab"))
CHOOSE_ANEW = {"invalid_choice": _("Choose one from the list.")}


def children_of(code: str) -> list[tuple[str, str]]:
    return list(Region.objects.filter(parent_id=code).order_by("name").values_list("code", "name"))


def regencies() -> list[tuple[str, str]]:
    return list(Region.objects.regencies().order_by("code").values_list("code", "name"))


def _joined(place: str) -> Replace:
    """A name without its spaces."""
    return Replace(place, Value(" "))


def find_villages(query: str) -> list[tuple[str, str]]:
    """Villages with the first word in their name and the others there or in what they lie in; best fit first. One query."""
    words = [word for word in query[:80].replace("\x00", " ").replace(",", " ").split() if word.lower().rstrip(".") not in WORDS_OF_LEVELS]
    name = "".join(words)
    if len(name) < SHORTEST_QUERY:
        return []
    # Palangkaraya is Palangka Raya: people differ in where they leave a space.
    found = (
        Region.objects.villages()
        .annotate(own=_joined("name"), above=_joined("parent__name"), top=_joined("parent__parent__name"))
        .filter(own__icontains=words[0])
    )
    for word in words[1:MOST_WORDS]:
        found = found.filter(Q(own__icontains=word) | Q(above__icontains=word) | Q(top__icontains=word))
    rank = Case(When(own__istartswith=name, then=0), When(own__icontains=name, then=1), default=2, output_field=IntegerField())
    named = found.annotate(rank=rank).order_by("rank", "name", "code").values_list("code", "name", "parent__name", "parent__parent__name")
    return [(code, ", ".join(names)) for code, *names in named[:MOST_FOUND]]


def is_step(data: Any) -> bool:
    """Whether the form was sent only to see the next list."""
    return bool(data) and STEP in data


def opened_at(region: Region | None) -> dict[str, str]:
    """Initial values that show ``region`` as chosen."""
    return dict(zip(("regency", "district", "village"), (part.code for part in region.lineage), strict=False)) if region else {}


class RegionPickerMixin(forms.Form):
    """Adds the three lists to a form, none of which need be answered."""

    regency = forms.ChoiceField(label=_("Regency or city"), required=False, error_messages=CHOOSE_ANEW)
    district = forms.ChoiceField(label=_("District"), required=False, error_messages=CHOOSE_ANEW)
    village = forms.CharField(label=_("Village"), required=False, max_length=13, widget=forms.Select)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["village"].widget.attrs["maxlength"]  # A list has none.
        for field in (self.fields[name] for name in ("regency", "district", "village")):
            # Else on the way back a browser chooses the regency again, and no list follows from it.
            field.widget.attrs["autocomplete"] = "off"
        village, regency, district = (self._given(name) for name in ("village", "regency", "district"))
        if village.count(".") == 3 and not (regency and district):
            # Found by name: the lists above follow from the code.
            district = village.rsplit(".", 1)[0]
            regency = district.rsplit(".", 1)[0]
        if district and not district.startswith(f"{regency}."):
            district = ""
        self._offer("regency", regencies(), _("Choose a regency or city"))
        self.shows_districts, self.shows_villages = bool(regency), bool(district)
        self._offer("district", children_of(regency) if regency else [], _("Choose a district"))
        self._offer("village", children_of(district) if district else [], _("Choose a village"))

    def _given(self, name: str) -> str:
        source = self.data if self.is_bound else self.initial
        given = str(source.get(self.add_prefix(name) if self.is_bound else name) or "")
        return given.replace("\x00", "")  # PostgreSQL knows no such sign

    def _offer(self, name: str, options: list[tuple[str, str]], blank: Any) -> None:
        choices = [("", blank), *options]
        if isinstance(field := self.fields[name], forms.ChoiceField):
            field.choices = choices
        else:
            field.widget.choices = choices


class VillagePickerMixin(RegionPickerMixin):
    """A village must be chosen. ``cleaned_data["village"]`` is the Region."""

    def clean(self) -> dict[str, Any]:
        """Where nothing is chosen, the message stands at the first list that waits for a choice."""
        data = super().clean() or {}
        code = data.get("village")
        data["village"] = Region.objects.villages().filter(code=code).first() if code else None
        if data["village"] is None and not {"regency", "district"} & self.errors.keys():
            self.add_error(*self._first_open())
        return data

    def _first_open(self) -> tuple[str, Any]:
        if not self.shows_districts:
            return "regency", _("Choose your regency or city, then go on to your village.")
        if not self.shows_villages:
            return "district", _("Choose your district, then go on to your village.")
        return "village", _("Choose your village.")
