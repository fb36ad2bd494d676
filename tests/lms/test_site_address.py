"""Seeding gives the site the address at which it is served."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from wagtail.models import Site

from lms.management.commands.seed import Command

if TYPE_CHECKING:
    from modules.models import Home

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
HERE, ELSEWHERE = "https://betang.example.go.id", "https://belajar.example.go.id:8443"


@pytest.fixture(autouse=True)
def _without_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Command, "_content", lambda self: None)


def seed() -> str:
    out = StringIO()
    call_command("seed", stdout=out)
    return out.getvalue()


def test_whole_addresses_of_pages_are_of_this_deployment_also_after_it_has_moved(home: Home, settings: Any) -> None:
    settings.BASE_URL = HERE
    assert f"site's address: {HERE}" in seed()
    assert Site.objects.get().root_page.full_url == f"{HERE}/"
    assert "site's address" not in seed()
    settings.BASE_URL = ELSEWHERE
    seed()
    assert (Site.objects.get().hostname, Site.objects.get().port) == ("belajar.example.go.id", 8443)


def test_the_address_of_another_site_stays_with_it(home: Home, settings: Any) -> None:
    settings.BASE_URL = HERE
    Site.objects.create(hostname="betang.example.go.id", port=443, root_page=home)
    assert "site's address" not in seed()
    assert Site.objects.get(is_default_site=True).hostname == "localhost"
