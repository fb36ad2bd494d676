"""Enrolling in a path and getting lessons done. Both may be sent again until an answer comes: twice is once."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from lms.accounts.models import User
from modules.models import Enrolment, LearnerRecord, Lesson, LessonCompletion, Path, Source
from modules.signals import enrolled, lesson_completed


class PrerequisitesMissing(Exception):
    """Other paths must be completed first. ``paths`` are those."""

    def __init__(self, paths: list[Path]) -> None:
        super().__init__(", ".join(path.title for path in paths))
        self.paths = paths


def missing_prerequisites(*, learner: User, path: Path) -> list[Path]:
    """The paths that must be completed before this one and are not. Two queries at most."""
    required = [row.required for row in path.prerequisites.select_related("required")]
    if not required:
        return []
    keys = {item.translation_key for item in required}
    done = set(Enrolment.objects.filter(learner=learner, path_key__in=keys).exclude(completed_at=None).values_list("path_key", flat=True))
    return [item for item in required if item.translation_key not in done]


@transaction.atomic
def enrol(
    *,
    learner: User,
    path: Path,
    acting_user: User | None = None,
    enrolment_id: uuid.UUID | None = None,
    source: Source = Source.ONLINE,
) -> Enrolment:
    """The learner's first enrolment in a path, made when there is none. Raises PrerequisitesMissing."""
    if missing := missing_prerequisites(learner=learner, path=path):
        raise PrerequisitesMissing(missing)
    what = {"learner": learner, "path_key": path.translation_key, "cycle": 1}
    how = {"path": path, "source": source, "entered_by": acting_user or learner}
    enrolment, created = _once(Enrolment, enrolment_id, what, how)
    if created:
        log(enrolment, "modules.enrol", user=acting_user or learner)
        enrolled.send(Enrolment, learner=learner)
    return enrolment


@transaction.atomic
def complete_lesson(
    *,
    learner: User,
    lesson: Lesson,
    acting_user: User | None = None,
    completion_id: uuid.UUID | None = None,
    source: Source = Source.ONLINE,
) -> LessonCompletion:
    """The record that this lesson is done, made when there is none; shared modules count once for all paths."""
    what = {"learner": learner, "lesson_key": lesson.translation_key}
    how = {"source": source, "entered_by": acting_user or learner, "completed_at": timezone.now()}
    completion, created = _once(LessonCompletion, completion_id, what, how)
    if created:
        lesson_completed.send(Lesson, learner=learner, lesson_key=lesson.translation_key)
    return completion


def _once(model: type[LearnerRecord], record_id: uuid.UUID | None, what: dict[str, Any], how: dict[str, Any]) -> tuple[Any, bool]:
    """The one record of ``what``, and whether it was made now: under the sender's id, unless another record has that already.

    Whose the other record is must neither be shown nor told, so the new one simply gets an id of its own.
    """
    try:
        return model.objects.get_or_create(**what, defaults=how | {"id": record_id or uuid.uuid4()})
    except IntegrityError:
        return model.objects.get_or_create(**what, defaults=how)


def has_done(learner: User, lesson_key: uuid.UUID) -> bool:
    return LessonCompletion.objects.filter(learner=learner, lesson_key=lesson_key).exists()
