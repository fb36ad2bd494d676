"""Bringing the region tree up to its reviewed CSV files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from import_export import fields, resources
from import_export.instance_loaders import CachedInstanceLoader
from tablib import Dataset

from lms.regions.models import Region

DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True)
class Loaded:
    """How many rows were made, changed, and are there now."""

    created: int
    updated: int
    total: int


def _table(name: str) -> Dataset:
    return Dataset().load((DATA / name).read_text(encoding="utf-8"), format="csv")


class RegionResource(resources.ModelResource):
    """Rows of regions.csv, parents before their children; a regency is called as regencies.csv says."""

    parent = fields.Field(attribute="parent_id", column_name="parent_code")

    class Meta:
        model = Region
        import_id_fields = ["code"]
        fields = ["code", "level", "name", "parent"]
        instance_loader_class = CachedInstanceLoader
        # All rows at once, in the transaction of ``load_regions``.
        use_bulk = True
        batch_size = None
        use_transactions = False
        skip_unchanged = True
        skip_html_diff = True

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        self.called = {row["code"]: row["display_name"] for row in _table("regencies.csv").dict}

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        row["name"] = self.called.get(row["code"], row["name"])
        row["parent_code"] = row["parent_code"] or None


@transaction.atomic
def load_regions() -> Loaded:
    """Create what is missing, rename what changed, delete nothing."""
    result = RegionResource().import_data(_table("regions.csv"), raise_errors=True)
    return Loaded(result.totals["new"], result.totals["update"], Region.objects.count())
