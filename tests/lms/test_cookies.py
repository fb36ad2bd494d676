from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_cookie_with_a_nul_is_none_of_ours(client: Client) -> None:
    client.cookies["hemat"] = "1"
    answer = client.get("/belajar/", headers={"cookie": r'sessionid="abcdefgh\000"; hemat=1'})
    assert answer.wsgi_request.COOKIES == {"hemat": "1"}
    assert answer.status_code == 302
