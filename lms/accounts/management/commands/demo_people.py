from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.accounts.demo import DemoPeopleRefused, ensure_demo_people


class Command(BaseCommand):
    help = "Make one demo person per role and print their passwords, once. Refused where settings don't allow demo people."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="New passwords for all of them.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = ensure_demo_people(reset=options["reset"])
        except DemoPeopleRefused as refused:
            raise CommandError("Demo people can't exist here: DEMO_PEOPLE_ALLOWED is off, as it must be on a real site.") from refused
        for user, password in made:
            self.stdout.write(f"{user.username:<14}{password:<16}{user.name}")
        if not made:
            self.stdout.write("demo people: all there; --reset gives them new passwords")
