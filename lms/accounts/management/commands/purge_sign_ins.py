from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from lms.accounts.recovery import forget_old_codes
from lms.accounts.throttling import forget_old


class Command(BaseCommand):
    help = "Delete counted misses older than a day, one-time codes that can't be used any more, and ended sessions."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"misses: {forget_old()} deleted; codes: {forget_old_codes()} deleted")
        call_command("clearsessions")
