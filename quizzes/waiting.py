"""Answers that came after the session had ended wait, sealed, in the same browser until the same person has signed in again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from quizzes.models import Attempt

_SALT = "quizzes.waiting"
_SECONDS = 24 * 60 * 60
#: Browsers keep cookies up to 4 KB.
_LONGEST = 3800


def _name(attempt: Attempt) -> str:
    return f"kuis-{attempt.pk.hex[:12]}"


def _where(attempt: Attempt) -> str:
    return reverse("quizzes:attempt", args=[attempt.pk])


def keep_waiting(request: HttpRequest, response: HttpResponse, attempt: Attempt, answers: Mapping[int, Any]) -> None:
    sealed = signing.dumps({"attempt": str(attempt.pk), "answers": {k: v for k, v in answers.items() if v}}, salt=_SALT, compress=True)
    if len(sealed) <= _LONGEST:
        response.set_cookie(
            _name(attempt), sealed, max_age=_SECONDS, path=_where(attempt), secure=request.is_secure(), httponly=True, samesite="Lax"
        )


def waiting_answers(request: HttpRequest, attempt: Attempt) -> dict[int, Any]:
    """The answers that wait for this attempt; whoever opens its page is its learner."""
    try:
        sealed = signing.loads(request.COOKIES.get(_name(attempt), ""), salt=_SALT, max_age=_SECONDS)
    except signing.BadSignature:
        return {}
    return {int(position): value for position, value in sealed["answers"].items()} if sealed["attempt"] == str(attempt.pk) else {}


def forget_waiting(request: HttpRequest, response: HttpResponse, attempt: Attempt) -> None:
    if _name(attempt) in request.COOKIES:
        response.delete_cookie(_name(attempt), path=_where(attempt))
