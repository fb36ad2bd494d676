"""Village, district and regency of a row as three columns. The rows must come with ``select_related("…region__parent__parent")``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import multigetattr

from lms.regions.models import Region
from lms.reports.columns import Col


def place_columns(region: str) -> list[Col]:
    """``region`` is the dotted way from a row to its village."""
    sort = region.replace(".", "__")
    return [
        Col("village", _("Village"), _named(region, 4), sort=f"{sort}_id"),
        Col("district", _("District"), _named(region, 3)),
        Col("regency", _("Regency or city"), _named(region, 2)),
    ]


def _named(way: str, parts: int) -> Callable[[Any], str]:
    return lambda row: name_at(multigetattr(row, way), parts)


def name_at(region: Region | None, parts: int) -> str:
    """The name of the region of so many code parts that ``region`` is or lies in."""
    while region is not None and region.code.count(".") + 1 > parts:
        region = region.parent
    return region.name if region is not None and region.code.count(".") + 1 == parts else ""
