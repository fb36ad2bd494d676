"""A certificate comes by itself: as soon as the last thing on the way is done."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django_tasks import task

from certificates.issuing import issue_if_complete
from lms.accounts.models import User
from modules.signals import enrolled, lesson_completed
from quizzes.models import Attempt
from quizzes.signals import attempt_finished


def after_enrolling(sender: object, learner: User, **kwargs: Any) -> None:
    """Everything on the way may have been done before, for another path."""
    transaction.on_commit(lambda: issue_if_complete(learner), robust=True)


def after_lesson(sender: object, learner: User, **kwargs: Any) -> None:
    """Robust: a certificate that cannot be given now must not take the lesson, which is stored, for a failure."""
    transaction.on_commit(lambda: issue_if_complete(learner), robust=True)


def after_attempt(sender: object, attempt: Attempt, **kwargs: Any) -> None:
    """A hand-in only leaves word for the worker (docs/decisions/0016); a failed one completes nothing, and leaves none."""
    if attempt.passed:
        transaction.on_commit(lambda: give_what_is_earned.enqueue(attempt.learner_id), robust=True)


@task()
def give_what_is_earned(learner_id: int) -> None:
    """In the background after a hand-in. Who does not want to wait takes it on the page that tells of it; who left meanwhile gets none."""
    if learner := User.objects.filter(pk=learner_id).first():
        issue_if_complete(learner)


def connect() -> None:
    """Called once, when the app is ready."""
    enrolled.connect(after_enrolling, dispatch_uid="certificates.after_enrolling")
    lesson_completed.connect(after_lesson, dispatch_uid="certificates.after_lesson")
    attempt_finished.connect(after_attempt, dispatch_uid="certificates.after_attempt")
