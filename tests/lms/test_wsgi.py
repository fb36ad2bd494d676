from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.signals import request_finished
from django.test import RequestFactory

from lms.wsgi import application

if TYPE_CHECKING:
    from modules.models import Home

pytestmark = pytest.mark.django_db


def asked(method: str, path: str) -> tuple[dict[str, str], bytes]:
    """Headers and body as a server gets them."""
    got: dict[str, str] = {}

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        got.update(headers)

    return got, b"".join(application(RequestFactory().generic(method, path).environ, start_response))


@pytest.mark.parametrize("path", ["/", "/healthz", "/tak-ada/"])
def test_head_is_answered_with_the_headers_of_get_alone(home: Home, path: str) -> None:
    whole, body = asked("GET", path)
    headers, nothing = asked("HEAD", path)
    assert body
    assert nothing == b""
    assert headers["Content-Length"] == whole["Content-Length"] == str(len(body))


def test_an_answer_without_its_body_is_ended_too(home: Home) -> None:
    """Else a file stays open, and a connection to the database is never given back."""
    ended: list[object] = []

    def note(**kwargs: Any) -> None:
        ended.append(kwargs)

    request_finished.connect(note)
    try:
        asked("HEAD", "/healthz")
    finally:
        request_finished.disconnect(note)
    assert len(ended) == 1
