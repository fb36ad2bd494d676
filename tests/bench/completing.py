"""A learner who has done everything a path asks for, by the program's own acts."""

from __future__ import annotations

from lms.accounts.models import User
from modules.models import Enrolment, Lesson, Path
from modules.progress import complete_lesson, enrol
from quizzes.attempts import finish_attempt, start_attempt
from quizzes.models import Attempt, Quiz
from quizzes.way import way_of


def complete_path(learner: User, path: Path) -> Enrolment:
    """Enrols, does each lesson, and takes each quiz; a quiz is then counted as passed, because the bench has no key."""
    enrolment = enrol(learner=learner, path=path)
    for step in way_of(path, learner).steps:
        if step.kind == "lesson":
            complete_lesson(learner=learner, lesson=Lesson.objects.get(translation_key=step.key, locale=path.locale))
    for step in way_of(path, learner).steps:
        if step.kind in ("module_quiz", "post") and not step.done:
            attempt = start_attempt(learner=learner, quiz=Quiz.objects.get(translation_key=step.key, locale=path.locale))
            finish_attempt(attempt=attempt)
            Attempt.objects.filter(pk=attempt.pk).update(passed=True, score=100, missed_critical=0)
    assert way_of(path, learner).complete
    return enrolment
