"""Hand in abandoned attempts with the answers kept. One of the steps of ``nightly``."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from quizzes.attempts import close_abandoned


class Command(BaseCommand):
    help = "Grade and close the attempts that nobody touched for some days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=14, help="days without an answer after which an attempt is abandoned (14)")

    def handle(self, *args: Any, **options: Any) -> None:
        closed = close_abandoned(older_than=timedelta(days=options["days"]))
        self.stdout.write(f"{closed} attempts closed")
