"""Publishing a question seals its version."""

from __future__ import annotations

from typing import Any

from wagtail.signals import published

from quizzes.models import Question
from quizzes.versions import IncompleteQuestion, seal, withdraw


def seal_published_question(sender: type[Question], instance: Question, **kwargs: Any) -> None:
    """A question that was published incomplete (by a schedule, by hand) is not drawn: the form would have said what it lacks."""
    try:
        seal(instance)
    except IncompleteQuestion:
        withdraw(instance)


def connect() -> None:
    """Called once, when the app is ready."""
    published.connect(seal_published_question, sender=Question, dispatch_uid="quizzes.seal_published_question")
