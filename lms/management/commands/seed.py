from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from wagtail.signal_handlers import disable_reference_index_auto_update

from lms.accounts.consent import load_consent_texts
from lms.accounts.staff_groups import ensure_groups
from lms.management.content_check import problems
from lms.management.site_address import bring_up_address
from lms.page_cache import forget_pages
from lms.regions.loading import load_regions
from modules.content_files import ContentFiles
from modules.models import Home, SeededItem
from modules.seeding import Report, seed_content
from quizzes.content_files import BankFiles
from quizzes.seeding import seed_banks


class Command(BaseCommand):
    help = "Bring regions, staff groups and the starter content up to their files. Prints what changed; a second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo-people", action="store_true", help="Also make one demo person per role, where settings allow it.")

        parser.add_argument(
            "--again", nargs="+", default=[], metavar="KEY", help="Make again what people deleted, by the names that seed prints."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if faults := problems():
            raise CommandError("The content files need mending first:\n" + "\n".join(faults))
        self._let_make_again(options["again"])
        regions = load_regions()
        self.stdout.write(f"regions: {regions.created} new, {regions.updated} changed, {regions.total} in all")
        load_consent_texts()
        self._content()
        if bring_up_address():
            self.stdout.write(f"site's address: {settings.BASE_URL}")
        changes = ensure_groups(Home.objects.get(locale__language_code=settings.LANGUAGE_CODE))
        self.stdout.write(f"staff groups: {len(changes)} rights changed")
        for taken in (change for change in changes if change.startswith("-")):
            self.stdout.write(f"  {taken} (not in lms/accounts/staff_groups.py; put who needs it into a group of their own)")
        if options["demo_people"]:
            call_command("demo_people", stdout=self.stdout)

    def _let_make_again(self, keys: list[str]) -> None:
        items = SeededItem.objects.filter(key__in=keys)
        if unknown := sorted(set(keys) - {item.key for item in items}):
            raise CommandError(f"Nothing was ever seeded as: {', '.join(unknown)}")
        items.delete()

    def _content(self) -> None:
        report, files = Report(), ContentFiles()
        # Wagtail notes for each saved row what it refers to; once at the end is a third of the time.
        with disable_reference_index_auto_update():
            seed_content(files, report)
            seed_banks(BankFiles(), files, report=report)
        for line in report.lines():
            self.stdout.write(line)
        if report.done:
            call_command("rebuild_references_index", verbosity=0)
        # Regions are written in bulk, and nobody is told that they changed.
        forget_pages()
