"""Where help is to be had, as the reviewed table has it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any


def channel_rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def channel_fields(row: dict[str, str], number: int) -> dict[str, Any]:
    return {
        "name": row["name"],
        "purpose": row["purpose"],
        "phone": row["phone"],
        "whatsapp": row["whatsapp"],
        "url": row["url"],
        "hours": row["hours"],
        "source": row["source"],
        "verified_on": date.fromisoformat(row["verified_on"]) if row["verified_on"] else None,
        "review_note": row["review_note"][:250],
        "sort_order": number,
    }
