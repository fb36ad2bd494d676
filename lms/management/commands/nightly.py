import logging
from collections.abc import Callable
from typing import Any

from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks_db import DatabaseBackend

from certificates.issuing import issue_due
from certificates.limits import forget_old_misses

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "What is due once a day: publish what was scheduled, grade attempts left open, delete what is past its time. Twice is once."

    def handle(self, *args: Any, **options: Any) -> None:
        steps: dict[str, Callable[[], object]] = {
            "publish_scheduled": lambda: call_command("publish_scheduled"),
            "close_attempts": lambda: call_command("close_attempts", stdout=self.stdout),
            "certificates": lambda: self.stdout.write(f"certificates given late: {issue_due()}"),
            "purge_sign_ins": lambda: call_command("purge_sign_ins", stdout=self.stdout),
            "misses": lambda: self.stdout.write(f"misses at verification: {forget_old_misses()} deleted"),
            "tasks": _prune_tasks,
        }
        if failed := [name for name, step in steps.items() if not _ran(name, step)]:
            raise CommandError(f"failed: {', '.join(failed)}. The other steps were done; the reasons stand above.")


def _prune_tasks() -> None:
    """A worker keeps a row of every task for ever: those that succeeded go after a day, failed ones after two weeks."""
    if isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend):
        call_command("prune_db_task_results", queue_name="*", min_age_days=1, failed_min_age_days=14)


def _ran(name: str, step: Callable[[], object]) -> bool:
    """Whether the step ran to its end. What stopped it is told with its traceback, and by the command's exit code."""
    try:
        step()
    except Exception:  # Whatever it is: the steps after this one must not wait for somebody to mend it.
        logger.exception("nightly: %s failed", name)
        return False
    return True
