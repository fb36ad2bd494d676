"""The list of texts that wait for an institution, as it is sent to them."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from openpyxl import load_workbook

if TYPE_CHECKING:
    from pathlib import Path


def test_every_text_that_waits_for_an_institution_is_a_row_to_sign(tmp_path: Path) -> None:
    said, file = StringIO(), tmp_path / "list.xlsx"
    call_command("review_list", file, stdout=said)
    headings, *rows = load_workbook(file).active.values
    labels = sum(
        text.read_text(encoding="utf-8").count("\nreview:") for text in (settings.BASE_DIR / "modules" / "content").rglob("*.yaml")
    )
    assert len(rows) >= labels > 0
    assert f"{len(rows)} texts to review" in said.getvalue()
    assert headings[-2:] == ("Ditinjau oleh", "Tanggal")
    assert all(title and institution and note and not by and not day for _kind, _key, title, institution, note, by, day in rows)
