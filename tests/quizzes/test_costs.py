"""What pages and saves cost: queries and bytes."""

from __future__ import annotations

import gzip
from datetime import timedelta
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from modules.progress import enrol
from quizzes.attempts import finish_attempt
from quizzes.models import Attempt
from tests.quizzes.builders import at, one, whole_form

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from modules.models import Path
    from quizzes.models import Quiz

pytestmark = pytest.mark.django_db


def test_saving_an_answer_takes_four_queries(
    page: Client, attempt: Attempt, all_right: dict[int, Any], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page.get(at("attempt", attempt))
    with django_assert_max_num_queries(4):  # session, person, attempt, answer
        page.post(at("save_answer", attempt), one(attempt, 1, all_right[1]))


@pytest.mark.parametrize(("name", "limit"), [("attempt", 5), ("finish", 5), ("result", 6)])
def test_pages_take_few_queries(
    page: Client, attempt: Attempt, name: str, limit: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page.get(at("attempt", attempt))
    if name == "result":
        finish_attempt(attempt=attempt)
    with django_assert_max_num_queries(limit):
        assert page.get(at(name, attempt)).status_code == 200


def test_handing_in_takes_at_most_fifteen_queries(
    page: Client,
    path: Path,
    attempt: Attempt,
    all_right: dict[int, Any],
    django_assert_max_num_queries: DjangoAssertNumQueries,
    django_capture_on_commit_callbacks: Any,
) -> None:
    """With what follows on commit: somebody on a path has passed, and whether it is complete is looked up."""
    enrol(learner=attempt.learner, path=path)
    page.get(at("attempt", attempt))
    with django_assert_max_num_queries(15), django_capture_on_commit_callbacks(execute=True) as followed:
        page.post(at("finish", attempt), {**whole_form(attempt, all_right), "whole": "1"})
    attempt.refresh_from_db()
    assert attempt.passed
    assert followed


def test_an_attempt_from_opening_to_result_is_small(page: Client, quiz: Quiz) -> None:
    start = reverse("quizzes:start", args=[quiz.pk])
    texts = [page.get(start), page.post(start)]
    attempt = Attempt.objects.get()
    texts += [page.get(at("attempt", attempt)), page.post(at("finish", attempt)), page.get(at("result", attempt))]
    assert sum(len(gzip.compress(response.content)) for response in texts) <= 60_000


def test_the_script_is_small() -> None:
    """A page may carry 8 KB of script; a quiz has that of every page besides."""
    folder = FilePath(settings.BASE_DIR) / "lms" / "static" / "lms" / "js"
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in folder.glob("quiz*.js")) <= 5120


def test_an_attempt_left_for_days_is_still_there(page: Client, attempt: Attempt) -> None:
    Attempt.objects.update(started_at=timezone.now() - timedelta(days=10))
    assert page.get(at("attempt", attempt)).status_code == 200
