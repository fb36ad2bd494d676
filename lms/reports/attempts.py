"""The list of attempts, and one attempt as it was: the questions as shown, with what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lms.reports.columns import Col
from lms.reports.filters import ListFilter
from lms.reports.listing import Figure, OfficeList
from lms.reports.places import place_columns
from lms.reports.queries import learners_passed, quizzes_of
from quizzes.attempts import questions_of, stored_answers
from quizzes.kinds import Content, Grade
from quizzes.models import Attempt, Kind, Purpose
from quizzes.scoring import score
from quizzes.showing import shown_question


class AttemptFilter(ListFilter):
    searched = ("learner__name", "learner__username", "learner__phone", "quiz__title")
    dated = "started_at"
    states = (
        ("lulus", _("passed")),
        ("belum-lulus", _("not passed")),
        ("belum-dikumpulkan", _("not handed in")),
        ("kritis", _("critical question missed")),
    )

    def of_path(self, rows: QuerySet[Any], path_key: UUID) -> QuerySet[Any]:
        return rows.filter(quiz__in=quizzes_of(path_key))

    def in_state(self, rows: QuerySet[Any], state: str) -> QuerySet[Any]:
        if state == "kritis":
            return rows.filter(missed_critical__gt=0)
        return rows.filter(passed={"lulus": True, "belum-lulus": False, "belum-dikumpulkan": None}[state])


class AttemptList(OfficeList):
    model = Attempt
    filter_class = AttemptFilter
    filename = "pengerjaan-kuis"
    ordering = ("-started_at",)
    columns = [
        Col("name", _("Name"), lambda row: row.learner.name or row.learner.username, sort="learner__name"),
        *place_columns("learner.region"),
        Col("quiz", _("Quiz"), lambda row: row.quiz.title, sort="quiz__title"),
        Col("purpose", _("Kind of quiz"), lambda row: row.quiz.get_purpose_display()),
        Col("number", _("Attempt"), lambda row: row.number, sort="number"),
        Col("score", _("Score"), lambda row: row.score, sort="score"),
        Col("passed", _("Passed"), lambda row: row.passed, sort="passed"),
        Col("critical", _("Critical missed"), lambda row: row.missed_critical, sort="missed_critical"),
        Col("started", _("Started"), lambda row: row.started_at, sort="started_at"),
        Col("finished", _("Handed in"), lambda row: row.finished_at, sort="finished_at"),
        Col("source", _("Source"), lambda row: row.get_source_display()),
    ]

    def visible(self) -> QuerySet[Attempt]:
        rows: QuerySet[Attempt] = Attempt.objects.visible_to(self.staff)
        return rows.select_related("quiz", "learner__region__parent__parent")

    def figures(self) -> list[Figure]:
        view = self.filters.view
        return [
            Figure(learners_passed(view, [Purpose.POST]), _("learners who handed in a post-test passed it")),
            Figure(learners_passed(view, [Purpose.MODULE]), _("learners who handed in a module quiz passed at least one")),
        ]


@dataclass(frozen=True)
class ShownQuestion:
    """A question of an attempt. ``grade`` is None as long as the attempt is open: then nobody is shown the key.

    ``page`` is what the learner's page showed, with its template: all choices in their order, what was answered marked.
    """

    position: int
    content: Content
    kind: str
    answered: bool
    grade: Grade | None
    page: Content


def questions_as_shown(attempt: Attempt) -> list[ShownQuestion]:
    """Read from the versions that were shown, whatever became of the questions since. Two queries."""
    contents, answers = questions_of(attempt), stored_answers(attempt)
    grades: tuple[Grade | None, ...] = (
        score(contents, answers, attempt.pass_mark).grades if attempt.finished_at else (None,) * len(contents)
    )
    return [
        _shown_question(attempt, position, content, answers.get(position), grade)
        for position, (content, grade) in enumerate(zip(contents, grades, strict=True), 1)
    ]


def _shown_question(attempt: Attempt, position: int, content: Content, answer: Any, grade: Grade | None) -> ShownQuestion:
    label, page = str(dict(Kind.choices).get(content["kind"], "")), shown_question(attempt, position, content, answer)
    return ShownQuestion(position, content, label, answer not in (None, ""), grade, page)
