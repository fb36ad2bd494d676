from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.urls import reverse

from modules.models import Enrolment, Path
from quizzes.attempts import finish_attempt, start_attempt
from quizzes.models import Attempt, Purpose
from quizzes.refreshers import not_open_before, schedules_of
from quizzes.versions import contents
from tests.quizzes.builders import make_bank, make_question, make_quiz, right_answer

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from lms.accounts.models import User
    from modules.models import Module
    from quizzes.models import Quiz

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 5, tzinfo=UTC)
KINDS = (Purpose.REFRESHER_30, Purpose.REFRESHER_90, Purpose.REFRESHER_12M)


@pytest.fixture
def quizzes(path: Path, module: Module) -> dict[str, Quiz]:
    bank = make_bank(module)
    make_question(bank)
    return {kind: make_quiz(path, [{"bank": bank, "number": 1}], kind) for kind in KINDS}


@pytest.fixture
def enrolment(path: Path, learner: User) -> Enrolment:
    """Completed on the first of March."""
    return Enrolment.objects.create(learner=learner, path=path, path_key=path.translation_key, completed_at=NOON)


def told(enrolment: Enrolment, days: int) -> tuple[str, date, bool] | None:
    with time_machine.travel(NOON + timedelta(days=days)):
        schedule = schedules_of(enrolment.learner, [enrolment]).get(enrolment.pk)
    found = schedule.asked_for() if schedule else None
    return (found.quiz.purpose, found.opens, found.due) if found else None


def take(learner: User, quiz: Quiz, days: int) -> None:
    with time_machine.travel(NOON + timedelta(days=days)):
        attempt = start_attempt(learner=learner, quiz=quiz)
        finish_attempt(attempt=attempt, answers={1: right_answer(contents(attempt.items)[0])})


@pytest.mark.usefixtures("quizzes")
@pytest.mark.parametrize(
    ("days", "purpose", "opens", "due"),
    [
        (0, "refresher_30", date(2026, 3, 31), False),
        (29, "refresher_30", date(2026, 3, 31), False),
        (30, "refresher_30", date(2026, 3, 31), True),
        (89, "refresher_30", date(2026, 3, 31), True),
        (90, "refresher_90", date(2026, 5, 30), True),
        (365, "refresher_12m", date(2027, 3, 1), True),
        (900, "refresher_12m", date(2027, 3, 1), True),
    ],
)
def test_each_is_due_from_its_day_on_until_a_newer_one_is(enrolment: Enrolment, days: int, purpose: str, opens: date, due: bool) -> None:
    assert told(enrolment, days) == (purpose, opens, due)


def test_one_that_was_passed_makes_room_for_the_next(enrolment: Enrolment, quizzes: dict[str, Quiz], learner: User) -> None:
    take(learner, quizzes[Purpose.REFRESHER_30], days=31)
    assert told(enrolment, 32) == ("refresher_90", date(2026, 5, 30), False)
    take(learner, quizzes[Purpose.REFRESHER_12M], days=366)
    assert told(enrolment, 367) is None


def test_one_that_was_passed_before_its_day_is_due_all_the_same(enrolment: Enrolment, quizzes: dict[str, Quiz], learner: User) -> None:
    take(learner, quizzes[Purpose.REFRESHER_30], days=29)
    assert told(enrolment, 30) == ("refresher_30", date(2026, 3, 31), True)


@pytest.mark.usefixtures("quizzes")
def test_the_last_opens_after_half_of_a_short_validity(enrolment: Enrolment) -> None:
    enrolment.path.validity_months = 12
    assert told(enrolment, 200) == ("refresher_12m", date(2026, 8, 30), True)


@pytest.mark.usefixtures("quizzes")
def test_nothing_is_asked_for_before_a_path_is_completed(
    enrolment: Enrolment, django_assert_num_queries: DjangoAssertNumQueries, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(2):
        assert told(enrolment, 100)
    enrolment.completed_at = None
    with django_assert_num_queries(0):
        assert told(enrolment, 100) is None


def test_a_renewal_begins_anew(enrolment: Enrolment, quizzes: dict[str, Quiz], learner: User, path: Path) -> None:
    later = NOON + timedelta(days=700)
    own = {"learner": learner, "path": path, "path_key": path.translation_key}
    Enrolment.objects.create(**own, cycle=2, completed_at=later)
    with time_machine.travel(later):
        assert not_open_before(quizzes[Purpose.REFRESHER_12M], learner) == date(2029, 1, 29)


def test_before_its_day_a_refresher_says_when_it_opens_and_does_not_begin(
    page: Client, enrolment: Enrolment, quizzes: dict[str, Quiz], learner: User
) -> None:
    address = reverse("quizzes:start", args=[quizzes[Purpose.REFRESHER_30].pk])
    with time_machine.travel(NOON + timedelta(days=29)):
        page.force_login(learner)
        answer = page.post(address)
        assert (answer.status_code, answer.context["opens"]) == (200, date(2026, 3, 31))
        assert Attempt.objects.count() == 0
    with time_machine.travel(NOON + timedelta(days=30)):
        page.force_login(learner)
        assert page.post(address).status_code == 302
        assert Attempt.objects.count() == 1


def test_before_the_path_is_completed_a_refresher_names_what_to_do_first(page: Client, quizzes: dict[str, Quiz], path: Path) -> None:
    make_quiz(path, [{"bank": quizzes[Purpose.REFRESHER_30].blueprint.get().bank, "number": 1}], Purpose.POST)
    answer = page.post(reverse("quizzes:start", args=[quizzes[Purpose.REFRESHER_30].pk]))
    assert [step.kind for step in answer.context["missing"]] == ["post"]
    assert Attempt.objects.count() == 0
