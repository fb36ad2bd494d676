from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from lms.accounts.demo import DemoPeopleRefused, demo_people, ensure_demo_people
from lms.accounts.models import User


class Command(BaseCommand):
    help = "Make one demo person per role and print their passwords, once. Refused where settings don't allow demo people."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="New passwords for all of them.")

    def handle(self, *args: Any, **options: Any) -> None:
        if User._meta.db_table not in connection.introspection.table_names():
            raise CommandError("There is no site here yet. Start it once with `make run`, and give both commands the same BETANG_VAR.")
        try:
            made = ensure_demo_people(reset=options["reset"])
        except DemoPeopleRefused as refused:
            raise CommandError("Demo people can't exist here: DEMO_PEOPLE_ALLOWED is off, as it must be on a real site.") from refused
        for user, password in made:
            self.stdout.write(f"{user.username:<14}{password:<16}{user.name}")
        if not made:
            names = ", ".join(user.username for user in demo_people())
            self.stdout.write(f"demo people: {names}; `make demo-people` (demo_people --reset) gives them new passwords")
