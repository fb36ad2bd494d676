"""What this app keeps of a person: told to the person, deleted with the person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from lms.accounts.models import User
from quizzes.attempts import questions_of
from quizzes.kinds import KINDS
from quizzes.models import Attempt


def attempts_section(user: User) -> list[dict[str, Any]]:
    """Every attempt with its score, and the answers as they were given."""
    attempts = Attempt.objects.filter(learner=user).select_related("quiz").prefetch_related("answers").order_by("started_at")
    return [
        {
            _("quiz"): attempt.quiz.title,
            _("attempt"): attempt.number,
            _("started on"): attempt.started_at.isoformat(),
            _("handed in on"): attempt.finished_at.isoformat() if attempt.finished_at else "",
            _("score"): float(attempt.score) if attempt.score is not None else None,
            _("passed"): attempt.passed,
            _("answers"): _in_words(attempt),
        }
        for attempt in attempts
    ]


def _in_words(attempt: Attempt) -> dict[str, str]:
    """Each question that was answered, with the answer as the learner read it; nothing of the key."""
    given = {answer.position: answer.value for answer in attempt.answers.all()}
    answered = [(number, content) for number, content in enumerate(questions_of(attempt), 1) if number in given]
    return {f"{number}. {content['prompt']}": KINDS[content["kind"]].said(content, given[number]) for number, content in answered}


def purge(user: User) -> None:
    Attempt.objects.filter(learner=user).delete()
