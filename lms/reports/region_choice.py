"""Choosing a region step by step, without script: regency, then district, then village, as far as the chooser's scope goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.accounts.models import User
from lms.regions.models import REGENCY_LEVELS, Region

#: Name in the address and label, for a code of two, three and four parts.
STEPS: dict[int, tuple[str, str | Promise]] = {
    2: ("kabupaten", _("Regency or city")),
    3: ("kecamatan", _("District")),
    4: ("desa", _("Village")),
}


@dataclass(frozen=True)
class Step:
    name: str
    label: str | Promise
    options: list[Region]
    chosen: str


@dataclass(frozen=True)
class RegionChoice:
    """The steps to show, and the code of the smallest region chosen ("" for the whole scope)."""

    steps: list[Step]
    code: str


def region_choice(staff: User, chosen: Mapping[str, str]) -> RegionChoice:
    """Three queries at most. A code outside the scope, or outside the step before it, counts as not chosen."""
    below, code, steps = staff.scope_id or "", "", []
    if not below and not staff.is_superuser:
        return RegionChoice([], "")
    for depth, (name, label) in STEPS.items():
        if below.count(".") + 1 >= depth and below:
            continue
        options = list(_options(depth, below))
        wanted = chosen.get(name, "")
        found = wanted if any(region.code == wanted for region in options) else ""
        steps.append(Step(name, label, options, found))
        if not found:
            break
        below = code = found
    return RegionChoice(steps, code)


def _options(depth: int, below: str) -> list[Region]:
    regions = Region.objects.filter(level__in=REGENCY_LEVELS) if depth == min(STEPS) else Region.objects.filter(parent_id=below)
    return list(regions.filter(code__startswith=below).order_by("code" if depth == min(STEPS) else "name"))
