"""Attempts: what was drawn, what was answered, what came of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from modules.models.progress import LearnerRecord, LearnerRecordQuerySet
from quizzes.models.quizzes import Quiz


class AttemptQuerySet(LearnerRecordQuerySet):
    def finished(self) -> AttemptQuerySet:
        return self.exclude(finished_at=None)

    def passed(self) -> AttemptQuerySet:
        return self.filter(passed=True)

    def open(self) -> AttemptQuerySet:
        return self.filter(finished_at=None)


class Attempt(LearnerRecord):
    """``items`` is the list of version digests in the order shown; choices are shuffled by ``seed``, so that both can be shown again.

    ``score`` is a percentage over all questions shown. ``quiz_key`` is the quiz in every language.
    """

    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempts", verbose_name=_("quiz"))
    quiz_key = models.UUIDField(editable=False, db_index=True)
    number = models.PositiveSmallIntegerField(_("attempt"), default=1)
    seed = models.PositiveBigIntegerField(editable=False)
    items = models.JSONField(default=list, editable=False)
    pass_mark = models.PositiveSmallIntegerField(_("pass mark (%)"))
    started_at = models.DateTimeField(_("started on"), default=timezone.now)
    finished_at = models.DateTimeField(_("handed in on"), null=True, blank=True)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2, null=True, blank=True)
    passed = models.BooleanField(_("passed"), null=True, blank=True)
    missed_critical = models.PositiveSmallIntegerField(_("critical questions missed"), default=0)

    objects: ClassVar[Any] = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "quiz_key"], condition=Q(finished_at=None), name="one_open_attempt_per_quiz"),
            models.UniqueConstraint(fields=["learner", "quiz_key", "number"], name="attempts_are_numbered"),
            models.CheckConstraint(
                condition=Q(finished_at=None, score=None, passed=None)
                | Q(finished_at__isnull=False, score__isnull=False, passed__isnull=False),
                name="a_finished_attempt_has_a_score",
            ),
        ]
        permissions = [("export_attempt", "Can export attempts")]

    def __str__(self) -> str:
        return f"{self.quiz} ({self.number})"


class AttemptAnswer(models.Model):
    """The answer to one position of an attempt, as the learner last gave it. ``sequence`` grows with each change on the learner's side."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    value = models.JSONField()
    sequence = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=timezone.now)
    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "position"], name="one_answer_per_position")]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.position}"
