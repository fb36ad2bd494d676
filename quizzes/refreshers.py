"""Refreshers: short quizzes that bring back what was learnt, some time after a path was completed.

Each is offered from its day on. Of those whose day has come only the newest is asked for, and passing it earlier does not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from lms.accounts.models import User
from modules.models import Enrolment, Path
from quizzes.models import Attempt, Purpose, Quiz

#: Days after completion.
DAYS: dict[str, int] = {Purpose.REFRESHER_30: 30, Purpose.REFRESHER_90: 90, Purpose.REFRESHER_12M: 365}


@dataclass(frozen=True)
class Refresher:
    """``due``: to be taken now; otherwise it comes on the day ``opens``."""

    quiz: Quiz
    opens: date
    due: bool


def refresher_for(enrolment: Enrolment) -> Refresher | None:
    """The newest that is due, else the next to come. Two queries at most, none before the path is completed."""
    if enrolment.completed_at is None:
        return None
    completed, today = timezone.localdate(enrolment.completed_at), timezone.localdate()
    days = {_opens(quiz, enrolment.path, completed): quiz for quiz in _refreshers(enrolment.path)}
    newest = max((day for day in days if day <= today), default=None)
    if newest and not _passed_since(enrolment.learner_id, newest, days[newest]):
        return Refresher(days[newest], newest, due=True)
    following = min((day for day in days if day > today), default=None)
    return Refresher(days[following], following, due=False) if following else None


def not_open_before(quiz: Quiz, learner: User) -> date | None:
    """The day of a refresher, while it lies ahead. One query, and none for other quizzes."""
    if quiz.purpose not in DAYS or quiz.path is None:
        return None
    completed = completed_on(learner, quiz.path.translation_key)
    opens = _opens(quiz, quiz.path, completed) if completed else None
    return opens if opens and opens > timezone.localdate() else None


def completed_on(learner: User, path_key: UUID) -> date | None:
    """When the learner last completed this path: a renewal begins anew."""
    done = Enrolment.objects.filter(learner=learner, path_key=path_key).exclude(completed_at=None).order_by("-cycle").first()
    return timezone.localdate(done.completed_at) if done else None


def _opens(quiz: Quiz, path: Path, completed: date) -> date:
    """The refresher of 12 months also renews the certificate, so that of a short validity it opens after half of it."""
    days = DAYS[quiz.purpose]
    if quiz.purpose == Purpose.REFRESHER_12M:
        days = min(days, path.validity_months * 365 // 24)
    return completed + timedelta(days=days)


def _refreshers(path: Path) -> list[Quiz]:
    """One of each kind; in the path's language where there is one."""
    found = Quiz.objects.published().filter(purpose__in=DAYS, path__translation_key=path.translation_key)
    by_purpose = {quiz.purpose: quiz for quiz in sorted(found, key=lambda quiz: (quiz.locale_id == path.locale_id, -quiz.pk))}
    return list(by_purpose.values())


def _passed_since(learner_id: object, day: date, quiz: Quiz) -> bool:
    return Attempt.objects.passed().filter(learner_id=learner_id, quiz_key=quiz.translation_key, finished_at__date__gte=day).exists()
