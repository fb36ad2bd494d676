from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from lms.wsgi import application

if TYPE_CHECKING:
    from modules.models import Home

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _open_connection() -> Iterator[None]:
    """Else a request closes the test's own connection, and every page is the one for what went wrong."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def asked(method: str, path: str) -> tuple[str, dict[str, str], bytes]:
    """Status, headers and body as a server gets them."""
    got: dict[str, str] = {}

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        got.update(headers, status=status)

    body = b"".join(application(RequestFactory().generic(method, path).environ, start_response))
    return got.pop("status"), got, body


@pytest.mark.parametrize(("path", "status"), [("/", "200 OK"), ("/healthz", "200 OK"), ("/tak-ada/", "404 Not Found")])
def test_head_is_answered_with_the_headers_of_get_alone(home: Home, path: str, status: str) -> None:
    got, whole, body = asked("GET", path)
    head, headers, nothing = asked("HEAD", path)
    assert (got, head) == (status, status)
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
