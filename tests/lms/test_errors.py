"""Answers that are no page of the site, and what the log says of them."""

import logging
from typing import Any

import pytest
from django.test import Client

from lms.quiet_log import RefusalsInOneLine

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_a_wrong_method_is_answered_in_words_of_the_length_that_is_told(client: Client, encoding: str) -> None:
    response = client.get("/hemat-data/", headers={"accept-encoding": encoding})
    assert response.status_code == 405
    assert int(response.headers["Content-Length"]) == len(response.content) > 0


def test_a_request_for_the_server_itself_breaks_nothing(client: Client) -> None:
    """``OPTIONS *`` names no address."""
    assert client.generic("OPTIONS", "*").status_code == 404


def test_the_log_has_one_line_of_a_refusal_and_none_of_an_address_that_nobody_has(
    client: Client, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.ALLOWED_HOSTS = ["betang.example.go.id"]
    assert client.get("/wp-login.php", headers={"host": "betang.example.go.id"}).status_code == 404
    assert client.get("/", headers={"host": "10.0.0.7"}).status_code == 400
    (console,) = [handler for handler in logging.getLogger().handlers if any(isinstance(one, RefusalsInOneLine) for one in handler.filters)]
    (line,) = [logging.Formatter().format(record) for record in caplog.records if console.filter(record)]
    assert line.startswith("Invalid HTTP_HOST header: '10.0.0.7'")
    assert "\n" not in line


def test_the_log_keeps_the_traceback_of_our_own_fault() -> None:
    fault = logging.makeLogRecord({"name": "django.request", "exc_info": (ValueError, ValueError("x"), None)})
    assert RefusalsInOneLine().filter(fault)
    assert fault.exc_info
