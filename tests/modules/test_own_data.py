"""What was learnt is told to its person, and deleted with the person where no certificate rests on it."""

import pytest
from wagtail.models import ModelLogEntry

from lms.accounts.erasure import Outcome, erase
from lms.accounts.models import User
from lms.accounts.personal_data import download_of
from modules.models import Enrolment, Home, LessonCompletion
from modules.progress import complete_lesson, enrol
from quizzes.models import Attempt, Quiz
from tests.factories import make_module, make_path

pytestmark = pytest.mark.django_db


@pytest.fixture
def studious(learner: User, home: Home) -> User:
    """A learner with an enrolment, a lesson done and an attempt."""
    module = make_module(home, "U1", lessons=1)
    path = make_path(home, [module])
    enrol(learner=learner, path=path)
    complete_lesson(learner=learner, lesson=module.lessons().get())
    quiz = Quiz.objects.create(title="Kuis", purpose="module", module=module, locale=home.locale)
    Attempt.objects.create(learner=learner, quiz=quiz, quiz_key=quiz.translation_key, seed=1, pass_mark=80)
    return learner


def test_the_download_holds_paths_lessons_and_attempts(studious: User) -> None:
    told = str(download_of(studious))
    for word in ("Jalur Kader", "Pelajaran 1", "Kuis"):
        assert word in told


def test_the_download_holds_nothing_of_another(studious: User, other_learner: User) -> None:
    assert "Jalur Kader" not in str(download_of(other_learner))


def test_without_evidence_everything_is_deleted_with_the_person(studious: User) -> None:
    assert erase(user=studious) is Outcome.DELETED
    assert not Enrolment.objects.exists()
    assert not LessonCompletion.objects.exists()
    assert not Attempt.objects.exists()


def test_the_log_of_an_enrolment_does_not_name_the_learner(studious: User) -> None:
    labels = ModelLogEntry.objects.filter(action="modules.enrol").values_list("label", flat=True)
    assert list(labels) == ["Jalur Kader"]
