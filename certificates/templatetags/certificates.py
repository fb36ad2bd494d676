"""What a page of an app below shows of certificates."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django import template

from certificates.issuing import is_earned, newest_in_force
from certificates.models import Certificate
from modules.models import Path
from quizzes.models import Attempt, Purpose

register = template.Library()


class Earned(NamedTuple):
    """What a passed post-test or refresher brought: a certificate, or the right to one that the worker has not given yet."""

    path_key: UUID
    to_take: bool
    certificate: Certificate | None


@register.simple_tag
def earned_with(attempt: Attempt) -> Earned | None:
    """None for other attempts, without a query."""
    quiz = attempt.quiz
    if not attempt.passed or quiz.path_id is None or quiz.purpose == Purpose.PRE:
        return None
    path_key = Path.objects.values_list("translation_key", flat=True).get(pk=quiz.path_id)
    to_take = is_earned(attempt.learner, path_key)
    return Earned(path_key, to_take, None if to_take else newest_in_force(attempt.learner, path_key))
