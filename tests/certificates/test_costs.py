"""What the one hand-in costs that completes a path (docs/decisions/0016)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from certificates.models import Certificate
from lms.accounts.consent import give_consent
from quizzes.attempts import start_attempt
from quizzes.models import BlueprintRow, Quiz
from tests.certificates.builders import do_lessons, enrol
from tests.quizzes.builders import ROWS, at, make_bank, make_question

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from lms.accounts.models import User
    from modules.models import Path

pytestmark = pytest.mark.django_db
KINDS = list(ROWS)


@pytest.mark.parametrize("questions", [1, len(KINDS)])
def test_completing_a_path_costs_the_same_for_any_number_of_questions(
    client: Client,
    path: Path,
    learner: User,
    questions: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    django_capture_on_commit_callbacks: Any,
) -> None:
    quiz, bank = Quiz.objects.get(path=path), make_bank(path.modules_in_order()[0])
    for number, kind in enumerate(KINDS[:questions]):
        make_question(bank, kind)
        quiz.blueprint.add(BlueprintRow(sort_order=number, bank=bank, kinds=kind, number=1))
    quiz.pass_mark = 0
    quiz.save()
    enrol(path, learner)
    do_lessons(path, learner)
    give_consent(user=learner)
    client.force_login(learner)
    attempt = start_attempt(learner=learner, quiz=quiz)
    client.get(at("attempt", attempt))
    # Eight of them are the year's first number, and what a process looks up once.
    with django_assert_max_num_queries(40), django_capture_on_commit_callbacks(execute=True):
        client.post(at("finish", attempt), {"whole": "1"})
    certificate = Certificate.objects.get(learner=learner)
    assert reverse("certificates:detail", args=[certificate.pk]) in client.get(at("result", attempt)).text
