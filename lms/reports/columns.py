"""Columns: one definition for the screen and for both spreadsheets, so that they cannot differ."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, TitleColumn

Cell = str | int | bool | Decimal | datetime.date | datetime.datetime | Promise | None


@dataclass(frozen=True)
class Col:
    """``sort`` is the field to sort by; a column without it cannot be sorted."""

    name: str
    label: str | Promise
    value: Callable[[Any], Cell]
    sort: str | None = None

    def text(self, row: Any) -> str:
        return as_text(self.value(row))


def as_text(value: Cell) -> str:
    """A value as people read it here: 5 Jan 2026, 87,5, Ya. On the screen and in CSV alike."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime.datetime):
        local = timezone.localtime(value)
        return f"{_day_in_words(local.date(), get_language())}, {local:%H.%M}"
    if isinstance(value, datetime.date):
        return _day_in_words(value, get_language())
    if isinstance(value, Decimal):
        return number_format(value.normalize() if value != value.to_integral() else value.quantize(Decimal(1)))
    return str(value)


@lru_cache(maxsize=4096)
def _day_in_words(value: datetime.date, language: str | None) -> str:
    """Remembered: a long list has few different days."""
    return date_format(value, "j M Y")


def day(moment: datetime.datetime | None) -> datetime.date | None:
    """The day here, which near midnight is another than in the database."""
    return timezone.localtime(moment).date() if moment else None


def admin_columns(columns: list[Col], link: Callable[[Any], str]) -> list[Column]:
    """The same as columns of a Wagtail table; the first one leads to the row."""
    first, *others = columns
    return [
        TitleColumn(first.name, label=first.label, accessor=first.text, sort_key=first.sort, get_url=link),
        *(Column(col.name, label=col.label, accessor=col.text, sort_key=col.sort) for col in others),
    ]
