from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from openpyxl import Workbook

from lms.management.curriculum import review_items
from modules.content_files import ContentFiles

HEADINGS = ["Jenis", "Kunci", "Judul", "Lembaga peninjau", "Yang ditinjau", "Ditinjau oleh", "Tanggal"]


class Command(BaseCommand):
    help = "Write an XLSX of every text that waits for an institution's review, with columns for name and date."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", default=Path("review-list.xlsx"))

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Perlu ditinjau")
        sheet.append(HEADINGS)
        items = list(review_items(ContentFiles()))
        for item in items:
            sheet.append([item.kind, item.key, item.title, item.institution, item.note, "", ""])
        book.save(file)
        self.stdout.write(f"{file}: {len(items)} texts to review")
