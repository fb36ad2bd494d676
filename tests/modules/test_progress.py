from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from wagtail.models import ModelLogEntry

from modules.models import Enrolment, LessonCompletion, Source
from modules.progress import complete_lesson, enrol
from tests.factories import make_module, make_path

if TYPE_CHECKING:
    from lms.accounts.models import User
    from modules.models import Home, Lesson, Path

pytestmark = pytest.mark.django_db
RECORD = UUID("0b9d6c1e-5f0a-4c55-9a3e-8f6f2c1d7a10")


@pytest.fixture
def path(home: Home) -> Path:
    return make_path(home, [make_module(home, "U1", lessons=2)])


@pytest.fixture
def lesson(path: Path) -> Lesson:
    return path.modules_in_order()[0].lessons()[0]


def test_a_record_keeps_the_id_under_which_it_was_sent(learner: User, path: Path, lesson: Lesson) -> None:
    assert enrol(learner=learner, path=path, enrolment_id=RECORD).pk == RECORD
    assert complete_lesson(learner=learner, lesson=lesson, completion_id=RECORD).pk == RECORD


def test_sent_twice_is_made_once(learner: User, path: Path, lesson: Lesson) -> None:
    for record in (RECORD, RECORD, uuid4(), None):
        assert enrol(learner=learner, path=path, enrolment_id=record).pk == RECORD
        assert complete_lesson(learner=learner, lesson=lesson, completion_id=record).pk == RECORD
    assert ModelLogEntry.objects.filter(action="modules.enrol").count() == 1


def test_an_id_of_somebody_elses_record_is_neither_taken_nor_told(learner: User, other_learner: User, path: Path, lesson: Lesson) -> None:
    enrol(learner=other_learner, path=path, enrolment_id=RECORD)
    complete_lesson(learner=other_learner, lesson=lesson, completion_id=RECORD)
    enrolment = enrol(learner=learner, path=path, enrolment_id=RECORD)
    completion = complete_lesson(learner=learner, lesson=lesson, completion_id=RECORD)
    assert (enrolment.learner, completion.learner) == (learner, learner)
    assert RECORD not in (enrolment.pk, completion.pk)
    assert [model.objects.get(pk=RECORD).learner for model in (Enrolment, LessonCompletion)] == [other_learner] * 2


def test_an_id_used_for_another_lesson_still_gets_this_one_done(learner: User, path: Path, lesson: Lesson) -> None:
    complete_lesson(learner=learner, lesson=lesson, completion_id=RECORD)
    second = path.modules_in_order()[0].lessons()[1]
    assert complete_lesson(learner=learner, lesson=second, completion_id=RECORD).lesson_key == second.translation_key
    assert LessonCompletion.objects.count() == 2


def test_a_record_says_where_it_comes_from_and_who_entered_it(learner: User, officer: User, path: Path, lesson: Lesson) -> None:
    enrolment = enrol(learner=learner, path=path)
    completion = complete_lesson(learner=learner, lesson=lesson, acting_user=officer, source=Source.CLASS)
    assert (enrolment.source, enrolment.entered_by) == (Source.ONLINE, learner)
    assert (completion.source, completion.entered_by) == (Source.CLASS, officer)
