"""What a page of an app below shows of certificates."""

from __future__ import annotations

from django import template

from certificates.models import Certificate
from modules.models import Path
from quizzes.models import Attempt, Purpose

register = template.Library()


@register.simple_tag
def certificate_after(attempt: Attempt) -> Certificate | None:
    """The newest certificate in force of the path whose post-test or refresher was passed here. One query; none for other attempts."""
    quiz = attempt.quiz
    if not attempt.passed or quiz.path_id is None or quiz.purpose == Purpose.PRE:
        return None
    keys = Path.objects.filter(pk=quiz.path_id).values("translation_key")
    return Certificate.objects.in_force().filter(learner_id=attempt.learner_id, path_key__in=keys).order_by("-cycle").first()
