"""What a learner's own pages show: reads across modules, quizzes and certificates."""

from __future__ import annotations

from dataclasses import dataclass

from certificates.models import Certificate
from lms.accounts.models import User
from modules.models import Enrolment, Path
from quizzes.models import Attempt
from quizzes.way import Way, way_of


@dataclass(frozen=True)
class PathProgress:
    """A path the learner is on, the way ahead, and the certificate that came of it."""

    enrolment: Enrolment
    way: Way
    certificate: Certificate | None


@dataclass(frozen=True)
class Overview:
    paths: list[PathProgress]
    suggestions: list[Path]
    results: list[Attempt]
    certificates: list[Certificate]


RESULTS_SHOWN = 20


def overview_of(learner: User) -> Overview:
    """Everything on "Belajar saya". The number of queries grows only with the paths a person is on."""
    enrolments = list(Enrolment.objects.filter(learner=learner).select_related("path").order_by("-started_at"))
    certificates = list(Certificate.objects.filter(learner=learner).select_related("path").order_by("-issued_on"))
    by_enrolment = {certificate.enrolment_id: certificate for certificate in certificates if certificate.replaced_by_id is None}
    paths = [PathProgress(enrolment, way_of(enrolment.path, learner), by_enrolment.get(enrolment.pk)) for enrolment in enrolments]
    results = Attempt.objects.filter(learner=learner).finished().select_related("quiz").order_by("-finished_at")[:RESULTS_SHOWN]
    return Overview(paths, suggested_paths(learner, {enrolment.path_key for enrolment in enrolments}), list(results), certificates)


def suggested_paths(learner: User, taken: set[object]) -> list[Path]:
    """Live paths the learner is not on, those made for their audience first. One query."""
    others = [path for path in Path.objects.live().filter(locale__language_code="id") if path.translation_key not in taken]
    return sorted(others, key=lambda path: (learner.audience not in path.audiences, path.title))
