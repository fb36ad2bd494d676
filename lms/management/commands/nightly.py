from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from certificates.issuing import issue_due
from certificates.limits import forget_old_misses


class Command(BaseCommand):
    help = "What is due once a day: publish what was scheduled, grade attempts left open, delete what is past its time. Twice is once."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("publish_scheduled")
        call_command("close_attempts", stdout=self.stdout)
        self.stdout.write(f"certificates given late: {issue_due()}")
        call_command("purge_accounts", stdout=self.stdout)
        self.stdout.write(f"misses at verification: {forget_old_misses()} deleted")
