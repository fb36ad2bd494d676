"""The hand-in that completes a path costs no more than any other: its certificate follows (docs/decisions/0016)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from certificates.models import Certificate
from lms.accounts.consent import give_consent
from modules.models import Enrolment
from quizzes.attempts import start_attempt
from quizzes.models import Attempt, BlueprintRow, Quiz
from tests.certificates.builders import do_lessons, enrol
from tests.quizzes.builders import ROWS, at, make_bank, make_question

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from lms.accounts.models import User
    from modules.models import Path

pytestmark = pytest.mark.django_db
KINDS = list(ROWS)


@pytest.fixture
def worker(settings: Any) -> Callable[[], None]:
    """As in production: what is left for the worker waits in the database until it comes by."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    return _work


def _work() -> None:
    while waiting := DBTaskResult.objects.ready().first():
        waiting.task.call(*waiting.task_result.args)
        waiting.set_successful(None)


@pytest.fixture(params=[1, len(KINDS)])
def last_attempt(request: pytest.FixtureRequest, client: Client, path: Path, learner: User) -> Attempt:
    """The post-test of somebody who has done everything else, opened: with one question and with one of each kind."""
    quiz, bank = Quiz.objects.get(path=path), make_bank(path.modules_in_order()[0])
    for number, kind in enumerate(KINDS[: request.param]):
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
    return attempt


@pytest.fixture
def hand_in(
    client: Client,
    last_attempt: Attempt,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_assert_max_num_queries(15), django_capture_on_commit_callbacks(execute=True):
        client.post(at("finish", last_attempt), {"whole": "1"})


def in_all_pages(client: Client, attempt: Attempt, address: str) -> bool:
    """Whether it stands in the result, in "Belajar saya" and on the way; False where in none of them."""
    path_key = Enrolment.objects.get().path_key
    pages = [at("result", attempt), reverse("learning:overview"), reverse("learning:way", args=[path_key])]
    (found,) = {address in client.get(page).text for page in pages}
    return found


@pytest.mark.usefixtures("worker", "hand_in")
def test_the_hand_in_that_completes_a_path_leaves_the_certificate_for_the_worker(
    client: Client, last_attempt: Attempt, worker: Callable[[], None]
) -> None:
    take = reverse("certificates:take", args=[Enrolment.objects.get().path_key])
    assert not Certificate.objects.exists()
    assert in_all_pages(client, last_attempt, take)
    worker()
    certificate = Certificate.objects.get()
    assert in_all_pages(client, last_attempt, reverse("certificates:detail", args=[certificate.pk]))
    assert not in_all_pages(client, last_attempt, take)


@pytest.mark.usefixtures("worker", "hand_in")
def test_who_does_not_wait_takes_it_and_the_worker_gives_no_second(client: Client, worker: Callable[[], None]) -> None:
    take = reverse("certificates:take", args=[Enrolment.objects.get().path_key])
    assert client.get(take).url == reverse("learning:way", args=[Enrolment.objects.get().path_key])
    assert not Certificate.objects.exists()
    taken = client.post(take)
    certificate = Certificate.objects.get()
    assert taken.url == client.get(take).url == reverse("certificates:detail", args=[certificate.pk])
    worker()
    assert Certificate.objects.get() == certificate
