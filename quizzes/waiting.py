"""Answers that came after the session had ended wait, sealed, in the same browser until the same person has signed in again."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from cryptography.fernet import InvalidToken
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from lms.sealing import box
from quizzes.answered_pages import Kept, Page
from quizzes.models import Attempt

_PURPOSE = "quizzes.waiting"
_SECONDS = 24 * 60 * 60
#: Browsers keep cookies up to 4 KB.
_LONGEST = 3800


def _name(attempt: Attempt) -> str:
    return f"kuis-{attempt.pk.hex[:12]}"


def _where(attempt: Attempt) -> str:
    return reverse("quizzes:attempt", args=[attempt.pk])


def keep_waiting(request: HttpRequest, response: HttpResponse, attempt: Attempt, answers: Mapping[int, Any], page: Page) -> bool:
    """Whether they wait now; too many answers do not fit."""
    state = {"attempt": str(attempt.pk), "answers": {k: v for k, v in answers.items() if v}, "page": asdict(page)}
    sealed = box(_PURPOSE).encrypt(zlib.compress(json.dumps(state).encode())).decode()
    if len(sealed) > _LONGEST:
        return False
    response.set_cookie(
        _name(attempt), sealed, max_age=_SECONDS, path=_where(attempt), secure=request.is_secure(), httponly=True, samesite="Lax"
    )
    return True


def waiting_answers(request: HttpRequest, attempt: Attempt, kept: Mapping[int, Kept]) -> dict[int, Any]:
    """The answers that wait for this attempt and are not older than those kept; whoever opens its page is its learner."""
    state = _opened(request.COOKIES.get(_name(attempt), ""))
    if state is None or state["attempt"] != str(attempt.pk):
        return {}
    # A page that did not say how old it is must not hide what was saved since.
    page = Page(state["page"]["sequence"] or 0, _by_position(state["page"]["own"]))
    return page.changes(_by_position(state["answers"]), kept)


def _opened(sealed: str) -> dict[str, Any] | None:
    """None for nothing, for what is too old, and for what was not sealed here."""
    try:
        state: dict[str, Any] = json.loads(zlib.decompress(box(_PURPOSE).decrypt(sealed.encode(), ttl=_SECONDS)))
    except InvalidToken:
        return None
    return state


def _by_position(pairs: Mapping[str, Any]) -> dict[int, Any]:
    return {int(position): value for position, value in pairs.items()}


def forget_waiting(request: HttpRequest, response: HttpResponse, attempt: Attempt) -> None:
    if _name(attempt) in request.COOKIES:
        response.delete_cookie(_name(attempt), path=_where(attempt))
