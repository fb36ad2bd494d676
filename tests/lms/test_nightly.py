"""What a worker did is not kept for ever."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

pytestmark = pytest.mark.django_db


def _finished(status: str, days_ago: int) -> DBTaskResult:
    when = timezone.now() - timedelta(days=days_ago, hours=1)
    return DBTaskResult.objects.create(
        status=status, finished_at=when, args_kwargs={}, backend_name="default", task_path="certificates.rendering.render_certificate"
    )


def test_done_tasks_go_after_a_day_and_failed_ones_after_two_weeks(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    kept = [
        _finished("SUCCESSFUL", 0),
        _finished("FAILED", 13),
        DBTaskResult.objects.create(args_kwargs={}, task_path="modelsearch.tasks.x"),
    ]
    _finished("SUCCESSFUL", 1)
    _finished("FAILED", 14)
    call_command("nightly")
    assert set(DBTaskResult.objects.all()) == set(kept)


def test_where_tasks_run_at_once_there_is_nothing_to_prune(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    call_command("nightly")
