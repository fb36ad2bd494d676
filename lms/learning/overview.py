"""What a learner's own pages show: reads across modules, quizzes and certificates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import F

from certificates.issuing import RENEWABLE
from certificates.models import Certificate
from lms.accounts.models import User
from modules.models import Enrolment, Lesson, Path
from quizzes.models import Attempt
from quizzes.refreshers import Refresher, Schedule, schedules_of
from quizzes.way import Step, Way, way_of, ways_of


@dataclass(frozen=True)
class PathProgress:
    """A path the learner is on, the way ahead, the certificate that came of it, and what keeps both fresh."""

    enrolment: Enrolment
    way: Way
    certificate: Certificate | None
    refresher: Refresher | None


class Suggestion(NamedTuple):
    """A path to join in one tap; ``record`` names the enrolment that the tap makes."""

    path: Path
    record: UUID


@dataclass(frozen=True)
class Overview:
    paths: list[PathProgress]
    suggestions: list[Suggestion]
    results: list[Attempt]
    older_results: list[Attempt]
    certificates: list[Certificate]


#: What is older is folded up.
RESULTS_SHOWN = 20


def overview_of(learner: User) -> Overview:
    """Everything on "Belajar saya", in as many queries for seven paths as for one."""
    enrolments = _newest_cycles(learner)
    certificates = list(Certificate.objects.filter(learner=learner).with_state())
    results = list(Attempt.objects.filter(learner=learner).finished().select_related("quiz").defer("items").order_by("-finished_at"))
    suggestions = suggested_paths(learner, {enrolment.path_key for enrolment in enrolments})
    progress = _progress(learner, enrolments, certificates)
    return Overview(progress, suggestions, results[:RESULTS_SHOWN], results[RESULTS_SHOWN:], certificates)


def _newest_cycles(learner: User) -> list[Enrolment]:
    """A path that was renewed is still one path."""
    oldest_first = Enrolment.objects.filter(learner=learner).select_related("path").order_by("cycle")
    newest = {enrolment.path_key: enrolment for enrolment in oldest_first}.values()
    return sorted(newest, key=lambda enrolment: enrolment.started_at, reverse=True)


def _progress(learner: User, enrolments: list[Enrolment], certificates: list[Certificate]) -> list[PathProgress]:
    ways = ways_of([enrolment.path for enrolment in enrolments], learner)
    schedules = schedules_of(learner, enrolments)
    standing = {certificate.enrolment_id: certificate for certificate in certificates if certificate.replaced_by_id is None}
    return [
        PathProgress(enrolment, ways[enrolment.path_id], certificate, _refresher(certificate, schedules.get(enrolment.pk)))
        for enrolment in enrolments
        for certificate in [standing.get(enrolment.pk)]
    ]


def _refresher(certificate: Certificate | None, schedule: Schedule | None) -> Refresher | None:
    """The one that renews a certificate near its end comes first. A certificate that was revoked is not kept fresh."""
    if certificate is None or schedule is None or certificate.revoked_at:
        return None
    return schedule.renewing() if certificate.state_now in RENEWABLE else schedule.asked_for()


def step_after(lesson: Lesson, learner: User) -> Step | None:
    """What comes next on the path that this lesson is on: of several the one not completed yet, begun last. None off every path."""
    module_key = lesson.get_parent().translation_key
    with_lesson = Enrolment.objects.filter(learner=learner, path__path_modules__module__translation_key=module_key)
    enrolment = with_lesson.select_related("path").order_by(F("completed_at").asc(nulls_first=True), "-started_at").first()
    return way_of(enrolment.path, learner).next_step if enrolment else None


def suggested_paths(learner: User, taken: set[object]) -> list[Suggestion]:
    """Live paths the learner is not on, those made for their audience first. One query."""
    others = [
        path for path in Path.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE) if path.translation_key not in taken
    ]
    ours_first = sorted(others, key=lambda path: (learner.audience not in path.audiences, path.title))
    return [Suggestion(path, uuid4()) for path in ours_first]
