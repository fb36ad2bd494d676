"""Where a learner stands with quizzes: passed, best score, attempts left, the rest after a round. Counted over all languages of a quiz."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from lms.accounts.models import User
from quizzes.models import Attempt, Quiz

_FIELDS = ("id", "quiz_key", "number", "finished_at", "score", "passed")


@dataclass(frozen=True)
class Standing:
    """``used`` and ``left`` count the present round of attempts; ``taken`` all that were handed in."""

    passed: bool = False
    best_score: Decimal | None = None
    best_attempt_id: UUID | None = None
    taken: int = 0
    used: int = 0
    left: int = 0
    rests_until: datetime | None = None
    open_attempt_id: UUID | None = None


def standings(learner: User, quizzes: Iterable[Quiz]) -> dict[UUID, Standing]:
    """By quiz key. One query."""
    by_key = {quiz.translation_key: quiz for quiz in quizzes}
    attempts: defaultdict[UUID, list[dict[str, Any]]] = defaultdict(list)
    if by_key:
        for attempt in Attempt.objects.filter(learner=learner, quiz_key__in=by_key).order_by("number").values(*_FIELDS):
            attempts[attempt["quiz_key"]].append(attempt)
    return {key: standing_of(quiz, attempts[key]) for key, quiz in by_key.items()}


def standing_of(quiz: Quiz, attempts: Sequence[dict[str, Any]]) -> Standing:
    """From the values of all attempts of one learner, in their order."""
    finished = [attempt for attempt in attempts if attempt["finished_at"] is not None]
    best = max(finished, key=lambda attempt: (attempt["passed"], attempt["score"]), default=None)
    used, rests_until = _round(quiz, finished)
    still_open = next((attempt["id"] for attempt in attempts if attempt["finished_at"] is None), None)
    return Standing(
        passed=any(attempt["passed"] for attempt in finished),
        best_score=best["score"] if best else None,
        best_attempt_id=best["id"] if best else None,
        taken=len(finished),
        used=used,
        left=0 if rests_until else quiz.max_attempts - used,
        rests_until=rests_until,
        open_attempt_id=still_open,
    )


def _round(quiz: Quiz, finished: Sequence[dict[str, Any]]) -> tuple[int, datetime | None]:
    """Attempts used in this round, and the end of the rest, where the learner is in one.

    A round is ``max_attempts`` attempts; after it comes a rest of ``rest_hours``, then the next round.
    """
    used = len(finished) % quiz.max_attempts
    if used or not finished:
        return used, None
    until = finished[-1]["finished_at"] + timedelta(hours=quiz.rest_hours)
    return (quiz.max_attempts, until) if until > timezone.now() else (0, None)
