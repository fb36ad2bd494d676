"""Refreshers: short quizzes that bring back what was learnt, some time after a path was completed.

Each is offered from its day on. Of those whose day has come only the newest is asked for, and passing it earlier does not count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Max
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


@dataclass(frozen=True)
class Schedule:
    """The refreshers of a completed path in the order of their days, and the day on which each was last passed."""

    refreshers: list[Refresher]
    passed: dict[UUID, date]

    def asked_for(self) -> Refresher | None:
        """The newest that is due, else the next to come."""
        newest = next((each for each in reversed(self.refreshers) if each.due), None)
        if newest and self.passed.get(newest.quiz.translation_key, date.min) < newest.opens:
            return newest
        return next((each for each in self.refreshers if not each.due), None)

    def renewing(self) -> Refresher | None:
        """The one that renews a certificate, whether its day has come or not."""
        return next((each for each in self.refreshers if each.quiz.purpose == Purpose.REFRESHER_12M), None)


def schedules_of(learner: User, enrolments: Iterable[Enrolment]) -> dict[UUID, Schedule]:
    """Of the learner's completed enrolments, by their ids. Two queries, none where no path is completed."""
    completed = {enrolment: timezone.localdate(enrolment.completed_at) for enrolment in enrolments if enrolment.completed_at}
    if not completed:
        return {}
    quizzes = list(
        Quiz.objects.published()
        .filter(purpose__in=DAYS, path__translation_key__in={enrolment.path_key for enrolment in completed})
        .annotate(path_key=F("path__translation_key"))
    )
    passed = _last_passed(learner, quizzes)
    return {enrolment.pk: Schedule(_refreshers(enrolment, day, quizzes), passed) for enrolment, day in completed.items()}


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


def _refreshers(enrolment: Enrolment, completed: date, quizzes: Iterable[Any]) -> list[Refresher]:
    """One of each kind, the first to open first; in the path's language where there is one."""
    path, today = enrolment.path, timezone.localdate()
    own = [quiz for quiz in quizzes if quiz.path_key == enrolment.path_key]
    by_purpose = {quiz.purpose: quiz for quiz in sorted(own, key=lambda quiz: (quiz.locale_id == path.locale_id, -quiz.pk))}
    days = [(_opens(quiz, path, completed), quiz) for quiz in by_purpose.values()]
    return [Refresher(quiz, opens, due=opens <= today) for opens, quiz in sorted(days, key=lambda each: (each[0], DAYS[each[1].purpose]))]


def _last_passed(learner: User, quizzes: Iterable[Quiz]) -> dict[UUID, date]:
    passed = Attempt.objects.passed().filter(learner=learner, quiz_key__in={quiz.translation_key for quiz in quizzes})
    last = passed.order_by().values_list("quiz_key").annotate(Max("finished_at"))
    return {key: timezone.localdate(at) for key, at in last}
