"""Who has learnt what. Every record carries a UUID made where it was made, so that sending it twice changes nothing."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.accounts.permissions import in_scope_of

if TYPE_CHECKING:
    from lms.accounts.models import User


class Source(models.TextChoices):
    """Where a result comes from."""

    ONLINE = "online", _("online")
    OFFLINE = "offline", _("offline device")
    CLASS = "class", _("class")
    PAPER = "paper", _("paper")
    IMPORT = "import", _("import")


class LearnerRecordQuerySet(models.QuerySet[Any]):
    def visible_to(self, staff: User) -> LearnerRecordQuerySet:
        """The records of the people whom a member of staff may see."""
        return in_scope_of(staff, self, "learner__region")


class LearnerRecord(models.Model):
    """A record of one learner: made once, with its source and who entered it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="%(class)ss", verbose_name=_("learner"))
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.ONLINE)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )
    recorded_at = models.DateTimeField(_("recorded on"), default=timezone.now, editable=False)

    objects: ClassVar[Any] = LearnerRecordQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True


class Enrolment(LearnerRecord):
    """A learner on a path. ``cycle`` counts renewals: 1 the first time."""

    path = models.ForeignKey("modules.Path", models.PROTECT, related_name="enrolments", verbose_name=_("path"))
    path_key = models.UUIDField(_("path in every language"), editable=False)
    cycle = models.PositiveSmallIntegerField(_("cycle"), default=1)
    started_at = models.DateTimeField(_("started on"), default=timezone.now)
    completed_at = models.DateTimeField(_("completed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [models.UniqueConstraint(fields=["learner", "path_key", "cycle"], name="one_enrolment_per_path_and_cycle")]
        indexes = [models.Index(fields=["path_key", "completed_at"], name="enrolment_path_completed")]
        permissions = [("export_enrolment", "Can export enrolments")]

    def __str__(self) -> str:
        return str(self.path)  # The log keeps this label; a name would outlive its person there.


class LessonCompletion(LearnerRecord):
    """A lesson done, in whatever language and for whichever path: shared modules count once."""

    lesson_key = models.UUIDField(_("lesson in every language"))
    completed_at = models.DateTimeField(_("done on"), default=timezone.now)

    class Meta:
        verbose_name = _("completed lesson")
        verbose_name_plural = _("completed lessons")
        constraints = [models.UniqueConstraint(fields=["learner", "lesson_key"], name="one_completion_per_lesson")]

    def __str__(self) -> str:
        return str(self.lesson_key)
