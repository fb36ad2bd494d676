"""The list of enrolments: who is how far on which path."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lms.reports.columns import Col, day
from lms.reports.filters import ListFilter
from lms.reports.listing import Figure, OfficeList
from lms.reports.places import place_columns
from lms.reports.queries import enrolments_completed, people_enrolled
from modules.models import Enrolment, Lesson, LessonCompletion, PathModule


class EnrolmentFilter(ListFilter):
    searched = ("learner__name", "learner__username", "learner__phone")
    dated = "started_at"
    states = (("tamat", _("completed")), ("belajar", _("still learning")), ("belum-mulai", _("no lesson done yet")))

    def in_state(self, rows: QuerySet[Any], state: str) -> QuerySet[Any]:
        if state == "belum-mulai":
            return rows.filter(completed_at=None, lessons_done=0)
        return rows.filter(completed_at__isnull=state == "belajar")


def lessons_by_path() -> dict[UUID, set[UUID]]:
    """The lessons of each path, both by their key in every language. Two queries."""
    lessons: dict[str, set[UUID]] = defaultdict(set)
    for tree_path, key in Lesson.objects.live().values_list("path", "translation_key"):
        lessons[tree_path[: -Lesson.steplen]].add(key)
    paths: dict[UUID, set[UUID]] = defaultdict(set)
    for key, module in PathModule.objects.filter(module__live=True).values_list("path__translation_key", "module__path"):
        paths[key] |= lessons[module]
    return paths


def _lessons_done(paths: dict[UUID, set[UUID]]) -> Case:
    """How many lessons of the enrolment's path the learner has done; one counted subquery per path."""
    whens = [
        When(path_key=path, then=Coalesce(Subquery(_done(sorted(lessons)), output_field=IntegerField()), 0))
        for path, lessons in paths.items()
        if lessons
    ]
    return Case(*whens, default=Value(0), output_field=IntegerField())


def _done(lessons: list[UUID]) -> QuerySet[Any]:
    found = LessonCompletion.objects.filter(learner=OuterRef("learner"), lesson_key__in=lessons).order_by()
    return found.values("learner").annotate(n=Count("pk")).values("n")


def _lessons_in_all(paths: dict[UUID, set[UUID]]) -> Case:
    whens = [When(path_key=path, then=Value(len(lessons))) for path, lessons in paths.items()]
    return Case(*whens, default=Value(0), output_field=IntegerField())


class EnrolmentList(OfficeList):
    model = Enrolment
    filter_class = EnrolmentFilter
    filename = "keikutsertaan"
    ordering = ("-started_at",)
    columns = [
        Col("name", _("Name"), lambda row: row.learner.name or row.learner.username, sort="learner__name"),
        Col("audience", _("Audience"), lambda row: row.learner.get_audience_display()),
        *place_columns("learner.region"),
        Col("path", _("Path"), lambda row: row.path_title, sort="path_title"),
        Col("cycle", _("Cycle"), lambda row: row.cycle, sort="cycle"),
        Col("done", _("Lessons done"), lambda row: row.lessons_done, sort="lessons_done"),
        Col("lessons", _("Lessons in all"), lambda row: row.lessons_in_all),
        Col("started", _("Started"), lambda row: day(row.started_at), sort="started_at"),
        Col("completed", _("Completed"), lambda row: day(row.completed_at), sort="completed_at"),
        Col("source", _("Source"), lambda row: row.get_source_display()),
    ]

    def visible(self) -> QuerySet[Enrolment]:
        paths = lessons_by_path()
        rows = Enrolment.objects.visible_to(self.staff).select_related("learner__region__parent__parent")
        return rows.annotate(path_title=F("path__title"), lessons_done=_lessons_done(paths), lessons_in_all=_lessons_in_all(paths))

    def figures(self) -> list[Figure]:
        view = self.filters.view
        return [
            Figure(enrolments_completed(view), _("enrolments are completed")),
            Figure(people_enrolled(view), _("people take part in a path")),
        ]
