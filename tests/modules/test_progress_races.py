"""Fifty at once, on a real database with a connection each: one tap that arrives many times, and one id that many people send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.db import IntegrityError

from modules import progress
from modules.models import Enrolment, LessonCompletion
from modules.progress import complete_lesson, enrol
from tests.factories import make_module, make_path, make_person
from tests.racing import AT_ONCE, at_once

if TYPE_CHECKING:
    from lms.accounts.models import User
    from modules.models import Home, Lesson, Path

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def path(home: Home) -> Path:
    return make_path(home, [make_module(home, "U1", lessons=1)])


@pytest.fixture
def lesson(path: Path) -> Lesson:
    return path.modules_in_order()[0].lessons()[0]


def test_one_tap_that_arrives_fifty_times_is_one_record(learner: User, path: Path, lesson: Lesson) -> None:
    first, second = uuid4(), uuid4()
    assert set(at_once(lambda _n: enrol(learner=learner, path=path, enrolment_id=first).pk)) == {first}
    assert set(at_once(lambda _n: complete_lesson(learner=learner, lesson=lesson, completion_id=second).pk)) == {second}


def test_fifty_taps_with_ids_of_their_own_are_one_record(learner: User, path: Path, lesson: Lesson) -> None:
    assert len(set(at_once(lambda _n: enrol(learner=learner, path=path, enrolment_id=uuid4()).pk))) == 1
    assert len(set(at_once(lambda _n: complete_lesson(learner=learner, lesson=lesson, completion_id=uuid4()).pk))) == 1
    assert (Enrolment.objects.count(), LessonCompletion.objects.count()) == (1, 1)


def fifty_people(lesson: Lesson) -> list[Any]:
    people, record = [make_person(f"Peserta {n}", username=f"peserta-{n}") for n in range(AT_ONCE)], uuid4()
    return at_once(lambda n: complete_lesson(learner=people[n], lesson=lesson, completion_id=record).learner_id == people[n].pk)


def test_fifty_people_with_the_same_id_get_a_record_each(regions: None, lesson: Lesson) -> None:
    assert fifty_people(lesson) == [True] * AT_ONCE
    assert LessonCompletion.objects.values("learner").distinct().count() == AT_ONCE


def test_without_the_second_try_the_same_id_would_break(regions: None, lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin."""
    monkeypatch.setattr(progress, "IntegrityError", NotImplementedError)
    with pytest.raises(IntegrityError):
        fifty_people(lesson)
