"""A list of the office: which rows, for whom, in which order, with which columns. The screen and the spreadsheets both ask it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Model, OrderBy, QuerySet
from django.db.models.functions import Lower
from django.http import QueryDict
from django.utils.functional import Promise, cached_property

from lms.accounts.models import User
from lms.reports.columns import Col
from lms.reports.filters import ListFilter
from lms.reports.queries import Share


@dataclass(frozen=True)
class Figure:
    """A number of the region and path looked at: "31 of 93", and what that is."""

    share: Share
    label: str | Promise


class OfficeList:
    model: type[Model]
    filter_class: type[ListFilter]
    columns: list[Col]
    ordering: tuple[str, ...]
    #: What stands for a field in an order: names without regard to capitals, a number by its parts.
    sorted_as: dict[str, tuple[Any, ...]] = {"name": (Lower("name"),), "learner__name": (Lower("learner__name"),)}
    #: Also the name in the log.
    filename: str
    #: What else must be known about the numbers at the top.
    note: str | Promise = ""

    def __init__(self, staff: User, data: QueryDict) -> None:
        self.staff = staff
        self.data = data

    @cached_property
    def filters(self) -> ListFilter:
        return self.filter_class(self.staff, self.data)

    @cached_property
    def sorted_by(self) -> str | None:
        """The column that was asked for, with a minus when downwards."""
        asked = self.data.get("ordering", "")
        return asked if asked.removeprefix("-") in {col.sort for col in self.columns if col.sort} else None

    def visible(self) -> QuerySet[Any]:
        """The rows that this member of staff may see, with all that the columns need."""
        raise NotImplementedError

    def rows(self) -> QuerySet[Any]:
        """Always in one order: the key breaks ties, so that no row is on two pages or on none."""
        asked = (self.sorted_by,) if self.sorted_by else self.ordering
        order = [part for field in asked for part in self._order_of(field)]
        return self.filters.narrowed(self.visible()).order_by(*order, "pk")

    def _order_of(self, field: str) -> list[OrderBy]:
        name, downwards = field.removeprefix("-"), field.startswith("-")
        return [OrderBy(part, descending=downwards) for part in self.sorted_as.get(name, (F(name),))]

    def figures(self) -> list[Figure]:
        raise NotImplementedError
