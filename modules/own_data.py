"""What this app keeps of a person: told to the person, deleted with the person."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from lms.accounts.models import User
from modules.models import Enrolment, Lesson, LessonCompletion


def learning_section(user: User) -> dict[str, list[dict[str, Any]]]:
    """Paths and lessons. A lesson that no longer exists keeps its date."""
    completions = list(LessonCompletion.objects.filter(learner=user).order_by("completed_at"))
    titles = dict(
        Lesson.objects.filter(
            translation_key__in=[each.lesson_key for each in completions], locale__language_code=settings.LANGUAGE_CODE
        ).values_list("translation_key", "title")
    )
    return {
        _("paths"): [
            {
                _("path"): enrolment.path.title,
                _("started on"): enrolment.started_at.isoformat(),
                _("completed on"): enrolment.completed_at.isoformat() if enrolment.completed_at else "",
                _("source"): str(enrolment.get_source_display()),
            }
            for enrolment in Enrolment.objects.filter(learner=user).select_related("path").order_by("started_at")
        ],
        _("lessons done"): [
            {_("lesson"): titles.get(each.lesson_key, ""), _("done on"): each.completed_at.isoformat()} for each in completions
        ],
    }


def purge(user: User) -> None:
    """Delete what was learnt. Certificates stand on enrolments, and keep them."""
    LessonCompletion.objects.filter(learner=user).delete()
    Enrolment.objects.filter(learner=user).delete()
