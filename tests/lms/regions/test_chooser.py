from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from lms.accounts.staff_groups import ADMIN, COORDINATOR, ensure_groups
from lms.regions.models import Region
from modules.models import Leader
from tests.factories import make_person

if TYPE_CHECKING:
    from django.test import Client

    from modules.models import Home

CHOOSE = "region_chooser:choose_results"


@pytest.fixture
def office(home: Home, regions: None, client: Client, settings: Any) -> Client:
    settings.MFA_REQUIRED_FOR_ADMIN = False
    ensure_groups(home)
    client.force_login(make_person("DPPA", username="dppa", scope_id="62", groups=[ADMIN]))
    return client


def found(client: Client, **asked: str) -> list[str]:
    return [region.code for region in client.get(reverse(CHOOSE), asked).context["results"]]


def test_a_region_is_found_by_any_words_of_where_it_lies(office: Client) -> None:
    assert found(office, q="persil") == ["62.07.01.2001"]
    assert found(office, q="pahandut") == ["62.71.01", "62.71.01.1001"]
    assert found(office, q="seruyan persil") == ["62.07.01.2001"]
    assert found(office, q="pahandut", level="4") == ["62.71.01.1001"]
    assert found(office, q="tidak ada") == []


def test_regions_that_bear_the_name_come_before_those_that_lie_in_them(office: Client) -> None:
    assert found(office, q="seruyan")[:2] == ["62.07", "62.07.01"]


def test_a_region_is_named_with_what_it_lies_in(office: Client) -> None:
    words = "Desa Persil Raya, Kecamatan Seruyan Hilir, Kabupaten Seruyan"
    assert words in office.get(reverse(CHOOSE), {"q": "persil"}).text
    chosen = office.get(reverse("region_chooser:chosen", args=["62.07.01.2001"]))
    assert chosen.json()["result"]["title"] == words
    assert Region.objects.get(code="62").in_words == "Kalimantan Tengah"


@pytest.mark.parametrize("model", ["leader", "leadermessage", "helpchannel"])
def test_the_editors_forms_have_the_chooser_and_no_list_of_all(model: str, office: Client) -> None:
    page = office.get(reverse(f"wagtailsnippets_modules_{model}:add")).text
    assert reverse("region_chooser:choose") in page
    assert "Persil Raya" not in page


def test_what_was_chosen_is_kept(office: Client) -> None:
    fields = {"kind": "adat", "role": "Damang", "name": "Contoh", "region": "62.07.01", "institution": "", "languages": ""}
    response = office.post(reverse("wagtailsnippets_modules_leader:add"), {**fields, "consent_for": "", "portrait": ""})
    assert response.status_code == 302
    leader = Leader.objects.get()
    assert leader.region_id == "62.07.01"
    page = office.get(reverse("wagtailsnippets_modules_leader:edit", args=[leader.pk])).text
    assert "Kecamatan Seruyan Hilir, Kabupaten Seruyan" in page


def test_nobody_makes_a_region_there(office: Client) -> None:
    before = Region.objects.count()
    office.post(reverse("region_chooser:create"), {"code": "62.99", "name": "Baru", "level": "kota"})
    assert Region.objects.count() == before


def test_the_list_costs_the_same_for_many_regions(office: Client, django_assert_max_num_queries: Any) -> None:
    office.get(reverse(CHOOSE))
    with django_assert_max_num_queries(12):
        office.get(reverse(CHOOSE))


def test_who_writes_nothing_chooses_nothing(office: Client) -> None:
    office.force_login(make_person("Koordinator", username="koor", scope_id="62.07", groups=[COORDINATOR]))
    assert office.get(reverse(CHOOSE)).status_code == 302
