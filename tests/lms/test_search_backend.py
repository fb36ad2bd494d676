from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from tests.factories import make_module

if TYPE_CHECKING:
    from django.test import Client

    from lms.accounts.models import User
    from modules.models import Home

pytestmark = pytest.mark.django_db
PLACES = [
    "wagtailadmin_pages:search",
    "wagtailadmin_choose_page_search",
    "wagtailimages:index",
    "wagtaildocs:index",
    "wagtailsnippets_quizzes_question:list",
]


@pytest.mark.parametrize("typed", ['129"', '"', '"129" "', 'modul"satu', "modul' OR *"])
@pytest.mark.parametrize("place", PLACES)
def test_staff_may_search_for_any_signs(client: Client, superuser: User, home: Home, settings: Any, place: str, typed: str) -> None:
    settings.MFA_REQUIRED_FOR_ADMIN = False
    client.force_login(superuser)
    assert client.get(reverse(place), {"q": typed}).status_code == 200


def test_words_beside_a_quotation_mark_are_found(client: Client, superuser: User, home: Home, settings: Any) -> None:
    settings.MFA_REQUIRED_FOR_ADMIN = False
    client.force_login(superuser)
    make_module(home, "U1", title="Kenali pemerasan", lessons=0)
    assert "Kenali pemerasan" in client.get(reverse("wagtailadmin_pages:search"), {"q": 'pemerasan"'}).text
