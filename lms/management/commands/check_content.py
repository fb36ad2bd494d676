from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.management.content_check import problems


class Command(BaseCommand):
    help = "Check every content file: shape, plain language, minutes, links, pictures, blueprints, keys."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if faults := problems():
            raise CommandError("\n".join(faults))
        self.stdout.write("content: nothing to mend")
