from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.management.curriculum import TABLE, table
from modules.content_files import ContentFiles
from quizzes.content_files import BankFiles


class Command(BaseCommand):
    help = "Write docs/curriculum.md from the content files; with --check, only say whether it is current."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = table(ContentFiles(), BankFiles())
        if not options["check"]:
            TABLE.write_text(wanted, encoding="utf-8")
        elif not TABLE.exists() or TABLE.read_text(encoding="utf-8") != wanted:
            raise CommandError("docs/curriculum.md is not what the content files say: run `manage.py curriculum_table`.")
