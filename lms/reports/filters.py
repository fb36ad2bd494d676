"""What a list may be narrowed by. A plain form that is sent with GET, so that it works without script and an address can be kept."""

from __future__ import annotations

import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.accounts.models import Audience, User
from lms.regions.models import within
from lms.reports.queries import View
from lms.reports.region_choice import region_choice
from modules.models import Path

MOST_WORDS = 5
#: Nothing here is older, and beyond the year 9999 there is no next day.
_YEARS = _("Write a date between 2020 and 2100.")
IN_OUR_TIME = (MinValueValidator(datetime.date(2020, 1, 1), _YEARS), MaxValueValidator(datetime.date(2100, 1, 1), _YEARS))
State = tuple[str, str | Promise]


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ListFilter(forms.Form):
    """The filters that every list has. What cannot be understood is told beside its field and does not narrow the list."""

    #: From the list's model to the person, to the words searched in, to the date filtered on.
    person = "learner__"
    searched: tuple[str, ...] = ("learner__name",)
    dated = ""
    has_path = True
    states: tuple[State, ...] = ()

    q = forms.CharField(label=_("Name or number"), required=False, max_length=80)
    jalur = forms.ChoiceField(label=_("Path"), required=False)
    audiens = forms.ChoiceField(label=_("Audience"), required=False, choices=[("", _("All")), *Audience.choices])
    keadaan = forms.ChoiceField(label=_("State"), required=False)
    dari = forms.DateField(label=_("From"), required=False, widget=DateInput, validators=IN_OUR_TIME)
    sampai = forms.DateField(label=_("Until"), required=False, widget=DateInput, validators=IN_OUR_TIME)

    def __init__(self, staff: User, data: QueryDict) -> None:
        super().__init__(data, prefix=None, auto_id="saring-%s", label_suffix="")
        self.staff = staff
        self.regions = region_choice(staff, data)
        self._offer("jalur", _paths() if self.has_path else [])
        self._offer("keadaan", list(self.states))
        self.is_valid()

    def _offer(self, name: str, choices: list[Any]) -> None:
        if choices:
            field: Any = self.fields[name]
            field.choices = [("", _("All")), *choices]
        else:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("dari") and data.get("sampai") and data["dari"] > data["sampai"]:
            self.add_error("sampai", _("This day is before the first one. Swap the two."))
        return data

    def value(self, name: str) -> Any:
        return self.cleaned_data.get(name) or None

    @property
    def view(self) -> View:
        """What the numbers at the top hold for: region and path, and nothing else."""
        path = self.value("jalur")
        return View(self.staff, self.regions.code, UUID(path) if path else None)

    def narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        rows = rows.filter(within(f"{self.person}region", self.regions.code), self.search(), self.between())
        if audience := self.value("audiens"):
            rows = rows.filter(**{f"{self.person}audience": audience})
        if path := self.value("jalur"):
            rows = self.of_path(rows, UUID(path))
        return self.in_state(rows, self.value("keadaan")) if self.value("keadaan") else rows

    def search(self) -> Q:
        """Every word must be found somewhere; a telephone number may be written as people write it."""
        condition = Q()
        for word in (self.value("q") or "").split()[:MOST_WORDS]:
            found = Q()
            for field in self.searched:
                for spelling in _numbers(word) if field.endswith("phone") else [word]:
                    found |= Q(**{f"{field}__icontains": spelling})
            condition &= found
        return condition

    def between(self) -> Q:
        first, last, condition = self.value("dari"), self.value("sampai"), Q()
        if self.dated and first:
            condition &= Q(**{f"{self.dated}__gte": self.moment(first)})
        if self.dated and last:
            condition &= Q(**{f"{self.dated}__lt": self.moment(last + datetime.timedelta(days=1))})
        return condition

    def moment(self, day: datetime.date) -> datetime.date:
        """Midnight here; a comparison that needs no function on the column."""
        return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))

    def of_path(self, rows: QuerySet[Any], path_key: UUID) -> QuerySet[Any]:
        return rows.filter(path_key=path_key)

    def in_state(self, rows: QuerySet[Any], state: str) -> QuerySet[Any]:
        raise NotImplementedError

    def chosen(self) -> dict[str, str]:
        """What was chosen, for the log. Not what was searched for: a name or number would outlive its person there."""
        values = {name: "…" if name == "q" else str(value) for name, value in self.cleaned_data.items() if value}
        return {**values, **({"wilayah": self.regions.code} if self.regions.code else {})}


def _paths() -> list[tuple[str, str]]:
    paths = Path.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("title")
    return [(str(key), title) for key, title in paths.values_list("translation_key", "title")]


def _numbers(word: str) -> list[str]:
    """What a word may be of a number kept as +6281234…: its beginning, written 0812-34, or any part of it."""
    digits = "".join(character for character in word if character.isdigit())
    if len(digits) < len(word) / 2:
        return []
    return [digits, f"+62{digits[1:]}"] if digits.startswith("0") else [digits]
