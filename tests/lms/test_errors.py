"""Answers that are no page of the site."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_a_wrong_method_is_answered_in_words_of_the_length_that_is_told(client: Client, encoding: str) -> None:
    response = client.get("/hemat-data/", headers={"accept-encoding": encoding})
    assert response.status_code == 405
    assert int(response.headers["Content-Length"]) == len(response.content) > 0


def test_a_request_for_the_server_itself_breaks_nothing(client: Client) -> None:
    """``OPTIONS *`` names no address."""
    assert client.generic("OPTIONS", "*").status_code == 404
