"""The list of people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate
from lms.accounts.models import User
from lms.accounts.phones import as_written
from lms.reports.columns import Col, day
from lms.reports.filters import ListFilter
from lms.reports.listing import Figure, OfficeList
from lms.reports.places import place_columns
from lms.reports.queries import on_path, people_certified, people_enrolled, villages_covered
from modules.models import Enrolment


class PeopleFilter(ListFilter):
    person = ""
    searched = ("name", "username", "phone", "workplace")
    dated = "date_joined"
    states = (
        ("bersertifikat", _("with a valid certificate")),
        ("tanpa-sertifikat", _("without a valid certificate")),
        ("belum-ikut", _("not enrolled in any path")),
        ("nonaktif", _("account closed")),
    )

    def of_path(self, rows: QuerySet[Any], path_key: UUID) -> QuerySet[Any]:
        return rows.filter(Exists(Enrolment.objects.filter(learner=OuterRef("pk"), path_key=path_key)))

    def in_state(self, rows: QuerySet[Any], state: str) -> QuerySet[Any]:
        certified = Exists(Certificate.objects.in_force().filter(on_path("path_key", self.view.path_key), learner=OuterRef("pk")))
        conditions = {
            "bersertifikat": Q(certified),
            "tanpa-sertifikat": ~Q(certified),
            "belum-ikut": ~Q(Exists(Enrolment.objects.filter(learner=OuterRef("pk")))),
            "nonaktif": Q(is_active=False),
        }
        return rows.filter(conditions[state])


def _count(records: QuerySet[Any]) -> Coalesce:
    """How many of these records a person has."""
    own = records.filter(learner=OuterRef("pk")).order_by().values("learner").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(own, output_field=IntegerField()), 0)


class PeopleList(OfficeList):
    model = User
    filter_class = PeopleFilter
    filename = "orang"
    ordering = ("name",)
    note = _("Closed accounts, and people without a village, stand in the list and are not counted.")
    columns = [
        Col("name", _("Name"), lambda person: person.name or person.username, sort="name"),
        Col("phone", _("Phone or sign-in name"), lambda person: as_written(person.phone) or person.username),
        Col("audience", _("Audience"), lambda person: person.get_audience_display(), sort="audience"),
        *place_columns("region"),
        Col("enrolled", _("Paths"), lambda person: person.enrolled, sort="enrolled"),
        Col("completed", _("Completed"), lambda person: person.completed, sort="completed"),
        Col("certified", _("Valid certificates"), lambda person: person.certified, sort="certified"),
        Col("joined", _("Joined"), lambda person: day(person.date_joined), sort="date_joined"),
    ]

    def visible(self) -> QuerySet[User]:
        people = User.objects.visible_to(self.staff).filter(anonymised_at=None).select_related("region__parent__parent")
        return people.annotate(
            enrolled=_count(Enrolment.objects.all()),
            completed=_count(Enrolment.objects.exclude(completed_at=None)),
            certified=_count(Certificate.objects.in_force()),
        )

    def figures(self) -> list[Figure]:
        view = self.filters.view
        return [
            Figure(people_certified(view), _("people have a valid certificate")),
            Figure(people_enrolled(view), _("people take part in a path")),
            Figure(villages_covered(view), _("villages have at least one person with a valid certificate")),
        ]
