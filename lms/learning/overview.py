"""What a learner's own pages show: reads across modules, quizzes and certificates."""

from __future__ import annotations

from dataclasses import dataclass

from certificates.issuing import refresher_of
from certificates.models import Certificate, State
from lms.accounts.models import User
from modules.models import Enrolment, Path
from quizzes.models import Attempt
from quizzes.refreshers import Refresher, refresher_for
from quizzes.way import Way, way_of


@dataclass(frozen=True)
class PathProgress:
    """A path the learner is on, the way ahead, the certificate that came of it, and what keeps both fresh."""

    enrolment: Enrolment
    way: Way
    certificate: Certificate | None
    refresher: Refresher | None


@dataclass(frozen=True)
class Overview:
    paths: list[PathProgress]
    suggestions: list[Path]
    results: list[Attempt]
    certificates: list[Certificate]


RESULTS_SHOWN = 20


def overview_of(learner: User) -> Overview:
    """Everything on "Belajar saya". The number of queries grows only with the paths a person is on."""
    enrolments = _newest_cycles(learner)
    certificates = list(Certificate.objects.filter(learner=learner).with_state().select_related("path").order_by("-issued_on"))
    by_enrolment = {certificate.enrolment_id: certificate for certificate in certificates if certificate.replaced_by_id is None}
    paths = [_progress(enrolment, by_enrolment.get(enrolment.pk)) for enrolment in enrolments]
    results = Attempt.objects.filter(learner=learner).finished().select_related("quiz").order_by("-finished_at")[:RESULTS_SHOWN]
    return Overview(paths, suggested_paths(learner, {enrolment.path_key for enrolment in enrolments}), list(results), certificates)


def _newest_cycles(learner: User) -> list[Enrolment]:
    """A path that was renewed is still one path."""
    oldest_first = Enrolment.objects.filter(learner=learner).select_related("path", "learner").order_by("cycle")
    newest = {enrolment.path_key: enrolment for enrolment in oldest_first}.values()
    return sorted(newest, key=lambda enrolment: enrolment.started_at, reverse=True)


def _progress(enrolment: Enrolment, certificate: Certificate | None) -> PathProgress:
    return PathProgress(enrolment, way_of(enrolment.path, enrolment.learner), certificate, _refresher(enrolment, certificate))


def _refresher(enrolment: Enrolment, certificate: Certificate | None) -> Refresher | None:
    """The one that renews a certificate near its end comes first. A certificate that was revoked is not kept fresh."""
    if certificate is None or certificate.revoked_at:
        return None
    if renewing := refresher_of(certificate, State(certificate.state_now)):
        return Refresher(renewing, certificate.valid_until, due=True)
    return refresher_for(enrolment)


def suggested_paths(learner: User, taken: set[object]) -> list[Path]:
    """Live paths the learner is not on, those made for their audience first. One query."""
    others = [path for path in Path.objects.live().filter(locale__language_code="id") if path.translation_key not in taken]
    return sorted(others, key=lambda path: (learner.audience not in path.audiences, path.title))
