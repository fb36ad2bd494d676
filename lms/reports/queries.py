"""The office's numbers. Each numerator comes with its denominator, and both hold for what the asking member of staff may see.

Every function here takes a ``View`` and does the same number of queries however many people there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Left

from certificates.models import Certificate
from certificates.models.certificates import CertificateQuerySet
from lms.accounts.models import User
from lms.accounts.permissions import in_scope_of
from lms.regions.models import Region, within
from modules.models import Enrolment, Path
from modules.models.base import Reviewable
from quizzes.models import Attempt, Purpose, Quiz
from quizzes.models.attempts import AttemptQuerySet

#: Letters of the code of a regency, such as 62.07.
REGENCY_CODE = 5


@dataclass(frozen=True)
class View:
    """What somebody looks at: their own scope, in it a region (a code, or nothing), and one path or all."""

    staff: User
    region: str = ""
    path_key: UUID | None = None


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int


def on_path(field: str, path_key: UUID | None) -> Q:
    return Q(**{field: path_key}) if path_key else Q()


# What is counted -----------------------------------------------------------------------------------------


def people(view: View) -> QuerySet[User]:
    """The people who live in the region looked at. Who lives in no region stands in the province's lists and in no number of people."""
    return User.objects.visible_to(view.staff).learners().filter(within("region", view.region)).exclude(region=None)


def villages(view: View) -> QuerySet[Region]:
    """The villages of the region looked at, never more than those in the scope of the member of staff."""
    return in_scope_of(view.staff, Region.objects.villages().filter(within("", view.region)), "")


def enrolments(view: View) -> QuerySet[Enrolment]:
    found: QuerySet[Enrolment] = _records(Enrolment, view).filter(on_path("path_key", view.path_key))
    return found


def certificates(view: View) -> CertificateQuerySet:
    found: CertificateQuerySet = _records(Certificate, view).filter(on_path("path_key", view.path_key))
    return found


def attempts(view: View) -> AttemptQuerySet:
    found: AttemptQuerySet = _records(Attempt, view)
    return found.filter(quiz__in=quizzes_of(view.path_key)) if view.path_key else found


def quizzes_of(path_key: UUID) -> QuerySet[Quiz]:
    """The quizzes of a path and of its modules, in every language."""
    modules = Path.objects.filter(translation_key=path_key).values("path_modules__module__translation_key")
    return Quiz.objects.filter(Q(path__translation_key=path_key) | Q(module__translation_key__in=modules))


def _records(model: Any, view: View) -> Any:
    """The records of the people who live in the region now, wherever they lived when the record was made."""
    return model.objects.visible_to(view.staff).filter(within("learner__region", view.region))


def certified(view: View) -> CertificateQuerySet:
    """Certificates in force today, of people who are still here."""
    return certificates(view).in_force().filter(learner__is_active=True, learner__anonymised_at=None)


# Shares --------------------------------------------------------------------------------------------------


def villages_covered(view: View) -> Share:
    """Villages in which at least one person with a valid certificate lives now. Two queries."""
    covered = certified(view).filter(learner__region__in=villages(view))
    return Share(covered.values("learner__region_id").distinct().count(), villages(view).count())


def villages_without_anyone(view: View) -> QuerySet[Region]:
    """Villages in which nobody has a valid certificate."""
    there = certified(view).filter(learner__region_id=OuterRef("pk"))
    return villages(view).filter(~Exists(there)).select_related("parent__parent")


def coverage_by_regency(view: View) -> dict[str, Share]:
    """The same for each regency and city, by its code. One query."""
    there = certified(view).filter(learner__region_id=OuterRef("pk"))
    found = villages(view).annotate(regency=Left("code", REGENCY_CODE)).values_list("regency").order_by("regency")
    rows = found.annotate(covered=Count("pk", filter=Exists(there)), all=Count("pk"))
    return {code: Share(covered, whole) for code, covered, whole in rows}


def people_certified(view: View) -> Share:
    return Share(_learners(certified(view).filter(learner__in=people(view))), people(view).count())


def people_enrolled(view: View) -> Share:
    return Share(_learners(enrolments(view).filter(learner__in=people(view))), people(view).count())


def enrolments_completed(view: View) -> Share:
    found = enrolments(view)
    return Share(found.exclude(completed_at=None).count(), found.count())


def learners_passed(view: View, purposes: Iterable[Purpose]) -> Share:
    """Learners who passed at least once, of those who handed in at least once."""
    handed_in = attempts(view).finished().filter(quiz__purpose__in=list(purposes))
    return Share(_learners(handed_in.filter(passed=True)), _learners(handed_in))


def certificates_in_force(view: View) -> Share:
    found = certificates(view)
    return Share(found.in_force().count(), found.count())


def certificates_expiring(view: View) -> Share:
    """Of those in force, the ones that end soon: how soon is the office's setting. Three queries."""
    found = certificates(view)
    return Share(found.expiring().count(), found.in_force().count())


def _learners(records: QuerySet[Any]) -> int:
    return records.order_by().values("learner_id").distinct().count()


# Texts ---------------------------------------------------------------------------------------------------


def reviewable_models() -> list[type[Reviewable]]:
    return [model for model in apps.get_models() if issubclass(model, Reviewable)]


def texts_to_review() -> int:
    """Texts that an institution must still check, of every kind. One query per kind of text."""
    return sum(unreviewed(model).count() for model in reviewable_models())


def unreviewed(model: type[Reviewable]) -> QuerySet[Any]:
    found: QuerySet[Any] = model._default_manager.filter(reviewed_on=None).exclude(review_institution="")
    return found
