"""Giving a certificate: once per person, path and cycle, however often and from however many sides it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from certificates.facts import add_months, facts_of, renewal_of
from certificates.models import Certificate, CertificateQuerySet, CertificateSettings, NumberSequence, State, new_code
from certificates.rendering import render_certificate
from certificates.wording import number_from
from lms.accounts.models import User
from modules.models import Enrolment, LessonCompletion
from quizzes.models import Attempt, Purpose
from quizzes.refreshers import DAYS, Refresher, schedules_of
from quizzes.way import Way, way_of

#: While a certificate is one of these, a refresher that is passed renews it.
RENEWABLE = (State.EXPIRING, State.EXPIRED)
#: How far back is looked for what was missed: a month in which nobody saw that the nightly command failed.
LOOK_BACK = timedelta(days=31)


class PathNotCompleted(Exception):
    """Something on the way is still to be done: ``way`` says what."""

    def __init__(self, way: Way) -> None:
        super().__init__("the path is not completed")
        self.way = way


class RefresherNotPassed(Exception):
    """A renewal rests on a refresher that was passed when the certificate was about to end, or had ended."""


def issue_certificate(*, enrolment: Enrolment, acting_user: User | None = None) -> Certificate:
    """The certificate of this enrolment, given when there is none. Raises PathNotCompleted, RefresherNotPassed or User.DoesNotExist.

    Looked up without a lock, given under the database's constraint: of any number of parallel calls one writes, the others get
    the constraint's refusal, give their number back with the rolled-back transaction, and answer with the winner.
    """
    if existing := _existing(enrolment):
        return existing
    way = _completed_way(enrolment)
    try:
        return _give(enrolment, way, acting_user)
    except IntegrityError:
        winner = _existing(enrolment)
        if winner is None:
            raise
        return winner


def issue_if_complete(learner: User) -> list[Certificate]:
    """The certificates, first ones and renewals, that this learner has earned by now. Three queries when there can be none."""
    return _given(_ripe(Enrolment.objects.filter(learner=learner)), _refreshed_ones(Certificate.objects.filter(learner=learner)))


def is_earned(learner: User, path_key: UUID) -> bool:
    """Whether there is a certificate of this path to give: the worker will, or who asks for it now.

    Eight queries at most, two more for a path in another language.
    """
    own = {"learner": learner, "path_key": path_key}
    if any(way_of(enrolment.path, learner).complete for enrolment in _ripe(Enrolment.objects.filter(**own))):
        return True
    return bool(_refreshed_ones(Certificate.objects.filter(**own)))


def newest_in_force(learner: User, path_key: UUID) -> Certificate | None:
    """What this learner can show of a path today."""
    return Certificate.objects.in_force().filter(learner=learner, path_key=path_key).order_by("-cycle").first()


def issue_due(*, since: datetime | None = None) -> int:
    """Give what was earned and never given, because the process ended between the act and its certificate; how many.

    Looks at those who did something from ``since`` on, by default within ``LOOK_BACK``. Asking again gives nothing again.
    """
    since = since or timezone.now() - LOOK_BACK
    active = {"learner__in": _active_learners(since), "learner__anonymised_at": None}
    return len(_given(_ripe(Enrolment.objects.filter(**active)), _refreshed_ones(Certificate.objects.filter(**active))))


def _given(enrolments: Iterable[Enrolment], renewed: Iterable[Certificate]) -> list[Certificate]:
    acts = [partial(issue_certificate, enrolment=enrolment) for enrolment in enrolments]
    acts += [partial(renew, certificate=certificate) for certificate in renewed]
    return [certificate for act in acts if (certificate := _if_earned(act))]


def _if_earned(act: Callable[[], Certificate]) -> Certificate | None:
    """Something still to be done, such as a lesson added since the first certificate, is no failure; nor is a person who was erased."""
    try:
        return act()
    except (PathNotCompleted, RefresherNotPassed, User.DoesNotExist):
        return None


@transaction.atomic
def renew(*, certificate: Certificate, acting_user: User | None = None) -> Certificate:
    """A new certificate, with its own number and term, for the cycle after this one. Raises RefresherNotPassed."""
    before, cycle = certificate.enrolment, certificate.cycle + 1
    defaults = {"path": before.path, "started_at": timezone.now(), "source": before.source, "entered_by": acting_user}
    own = {"learner": certificate.learner, "path_key": certificate.path_key, "cycle": cycle}
    enrolment, _ = Enrolment.objects.get_or_create(**own, defaults=defaults)
    return issue_certificate(enrolment=enrolment, acting_user=acting_user)


def _existing(enrolment: Enrolment, *, cycles_before: int = 0) -> Certificate | None:
    own = {"learner_id": enrolment.learner_id, "path_key": enrolment.path_key, "cycle": enrolment.cycle - cycles_before}
    return Certificate.objects.standing().filter(**own).first()


def _renewed_by(enrolment: Enrolment) -> Certificate | None:
    """The certificate of the cycle before; of a first cycle there is none."""
    return _existing(enrolment, cycles_before=1) if enrolment.cycle > 1 else None


def _completed_way(enrolment: Enrolment) -> Way:
    way = way_of(enrolment.path, enrolment.learner)
    if not way.complete:
        raise PathNotCompleted(way)
    if enrolment.cycle > 1:
        before = _renewed_by(enrolment)
        if before is None or before.revoked_at or not _refreshed(before):
            raise RefresherNotPassed
    return way


def _refreshed(certificate: Certificate) -> bool:
    """Whether a refresher of the path was passed after it was completed or renewed, while the certificate counted as expiring soon."""
    opens = certificate.valid_until - timedelta(days=CertificateSettings.current().expiring_days)
    completed = date.fromisoformat(certificate.facts.get("renewed") or certificate.facts["completed"])
    return (
        Attempt.objects.passed()
        .filter(learner_id=certificate.learner_id, quiz__purpose__in=DAYS, quiz__path__translation_key=certificate.path_key)
        .filter(finished_at__date__gte=opens, finished_at__date__gt=completed)
        .exists()
    )


def refresher_of(certificate: Certificate, state: State) -> Refresher | None:
    """What renews this certificate: from the day on which it counts as expiring soon until it has been renewed. Four queries at most."""
    own = {"learner_id": certificate.learner_id, "path_key": certificate.path_key}
    if state not in RENEWABLE or Certificate.objects.filter(**own, cycle__gt=certificate.cycle).exists():
        return None
    enrolment = Enrolment.objects.select_related("path", "learner").get(pk=certificate.enrolment_id)
    schedule = schedules_of(enrolment.learner, [enrolment]).get(enrolment.pk)
    return schedule.renewing() if schedule else None


def _active_learners(since: datetime) -> QuerySet[User]:
    """Who enrolled, did a lesson or handed in a quiz from then on."""
    own = {"learner": OuterRef("pk")}
    enrolled = Enrolment.objects.filter(**own, recorded_at__gte=since)
    lessons = LessonCompletion.objects.filter(**own, recorded_at__gte=since)
    attempts = Attempt.objects.filter(**own, finished_at__gte=since)
    return User.objects.filter(Exists(enrolled) | Exists(lessons) | Exists(attempts))


def _refreshed_ones(certificates: CertificateQuerySet) -> list[Certificate]:
    """Those about to end, or ended, without a next cycle, whose refresher was passed in time. Two queries where there are none."""
    same = {"learner": OuterRef("learner")}
    passed = Attempt.objects.passed().filter(
        **same,
        quiz__purpose__in=DAYS,
        quiz__path__translation_key=OuterRef("path_key"),
        finished_at__gt=OuterRef("enrolment__completed_at"),
    )
    newer = Certificate.objects.filter(**same, path_key=OuterRef("path_key"), cycle__gt=OuterRef("cycle"))
    ending = certificates.with_state().filter(state_now__in=RENEWABLE)
    last = ending.filter(~Exists(newer), Exists(passed)).select_related("learner__region__parent__parent", "enrolment__path")
    return [certificate for certificate in last if _refreshed(certificate)]


def _ripe(enrolments: QuerySet[Enrolment]) -> list[Enrolment]:
    """The open ones of the first cycle of which no post-test is missing. One query."""
    post_test = Attempt.objects.passed().filter(
        learner=OuterRef("learner"), quiz__purpose=Purpose.POST, quiz__path__translation_key=OuterRef("path_key")
    )
    open_ones = enrolments.filter(cycle=1, completed_at=None).select_related("path", "learner__region__parent__parent")
    return list(open_ones.filter(Q(path__requires_post_test=False) | Exists(post_test)))


def _give(enrolment: Enrolment, way: Way, acting_user: User | None) -> Certificate:
    """Number, certificate, completion and audit row, or nothing of it. Everything slow is done before the counter is held.

    Raises User.DoesNotExist for a person who was erased since they were read.
    """
    settings, code, today = CertificateSettings.current(), new_code(), timezone.localdate()
    completed_at = enrolment.completed_at or timezone.now()
    valid_until = add_months(today, enrolment.path.validity_months)
    facts = facts_of(enrolment, way, settings, code=code, issued_on=today, completed_at=completed_at, valid_until=valid_until)
    if before := _renewed_by(enrolment):
        facts |= renewal_of(before.facts, renewed_on=timezone.localdate(completed_at))
    with transaction.atomic():
        # Whoever erases this person meanwhile waits for the row, and then finds this certificate to take the name off.
        User.objects.select_for_update().get(pk=enrolment.learner_id, anonymised_at=None)
        sequence = NumberSequence.take(today.year)
        facts["number"] = number = next_number(settings, sequence, today)
        certificate = Certificate.objects.create(
            **_whose(enrolment),
            number=number,
            year=today.year,
            sequence=sequence,
            code=code,
            facts=facts,
            issued_on=today,
            valid_until=valid_until,
        )
        Enrolment.objects.filter(pk=enrolment.pk, completed_at=None).update(completed_at=completed_at)
        log(certificate, "certificates.issue", user=acting_user or enrolment.learner, data={"number": number})
        transaction.on_commit(lambda: render_certificate.enqueue(str(certificate.pk)))
    return certificate


def _whose(enrolment: Enrolment) -> dict[str, Any]:
    person = enrolment.learner
    return {
        "learner": person,
        "name": person.name,
        "region_code": person.region_id or "",
        "enrolment": enrolment,
        "path": enrolment.path,
        "path_key": enrolment.path_key,
        "cycle": enrolment.cycle,
    }


def next_number(settings: CertificateSettings, sequence: int, today: date) -> str:
    """The office's number for this running number, on this day."""
    return number_from(settings.number_pattern, code=settings.classification_code, sequence=sequence, year=today.year, month=today.month)
