"""Bringing the region tree up to its reviewed CSV files."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from lms.regions.models import Level, Region

DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True)
class Loaded:
    """How many rows were made, renamed, and are there now."""

    created: int
    updated: int
    total: int


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _wanted() -> list[Region]:
    """Parents before children: codes in order are so."""
    display = {row["code"]: row["display_name"] for row in _rows("regencies.csv")}
    return [
        Region(
            code=row["code"], level=Level(row["level"]), name=display.get(row["code"], row["name"]), parent_id=row["parent_code"] or None
        )
        for row in sorted(_rows("regions.csv"), key=lambda row: (row["code"].count("."), row["code"]))
    ]


@transaction.atomic
def load_regions() -> Loaded:
    """Create what is missing, rename what changed, delete nothing. Three queries at most."""
    present = {region.code: region for region in Region.objects.all()}
    wanted = _wanted()
    new = [region for region in wanted if region.code not in present]
    changed = [
        region
        for region in wanted
        if (old := present.get(region.code)) and (old.name, old.level, old.parent_id) != (region.name, region.level, region.parent_id)
    ]
    Region.objects.bulk_create(new, batch_size=500)
    if changed:
        Region.objects.bulk_update(changed, ["name", "level", "parent"])
    return Loaded(len(new), len(changed), len(present) + len(new))
