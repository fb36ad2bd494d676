"""Seeding gives the site the address at which it is served."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from wagtail.models import Site

from lms.management.commands.seed import Command
from lms.management.site_address import bring_up_address

if TYPE_CHECKING:
    from modules.models import Home

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "https://betang.example.go.id", "https://belajar.example.go.id:8443"


def test_whole_addresses_of_pages_are_of_this_deployment_also_after_it_has_moved(home: Home, settings: Any) -> None:
    settings.BASE_URL = HERE
    assert [bring_up_address(), bring_up_address()] == [True, False]
    assert Site.objects.get().root_page.full_url == f"{HERE}/"
    settings.BASE_URL = ELSEWHERE
    assert bring_up_address()
    assert (Site.objects.get().hostname, Site.objects.get().port) == ("belajar.example.go.id", 8443)


def test_the_address_of_another_site_stays_with_it(home: Home, settings: Any) -> None:
    settings.BASE_URL = HERE
    Site.objects.create(hostname="betang.example.go.id", port=443, root_page=home)
    assert not bring_up_address()
    assert Site.objects.get(is_default_site=True).hostname == "localhost"


@pytest.mark.thorough
def test_seeding_brings_it_up_and_says_so(home: Home, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.BASE_URL, out = HERE, StringIO()
    monkeypatch.setattr(Command, "_content", lambda self: None)
    call_command("seed", stdout=out)
    assert f"site's address: {HERE}" in out.getvalue()
    assert Site.objects.get().hostname == "betang.example.go.id"
