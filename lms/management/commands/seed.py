from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lms.content_check import problems
from lms.page_cache import forget_pages
from lms.regions.loading import load_regions
from modules.content_files import ContentFiles
from modules.seeding import Report, seed_content


class Command(BaseCommand):
    help = "Bring regions, staff groups and the starter content up to their files. Prints what changed; a second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo-people", action="store_true", help="Also make one demo person per role, where settings allow it.")

    def handle(self, *args: Any, **options: Any) -> None:
        if faults := problems():
            raise CommandError("The content files need mending first:\n" + "\n".join(faults))
        regions = load_regions()
        self.stdout.write(f"regions: {regions.created} new, {regions.updated} changed, {regions.total} in all")
        report = Report()
        files = ContentFiles()
        seed_content(files, report)
        for line in report.lines():
            self.stdout.write(line)
        if report.done:
            forget_pages()
