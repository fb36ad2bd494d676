"""Which villages have nobody: regency by regency, then by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate
from lms.accounts.models import User
from tests.lms.reports.conftest import PALANGKA_RAYA, SERUYAN, learners, make_village
from tests.lms.reports.test_lists import count_queries

if TYPE_CHECKING:
    from django.test import Client

    from tests.lms.reports.conftest import Office

ADDRESS = "office_villages:index"


@pytest.fixture
def people(office: Office) -> None:
    """A certified person in one of two villages of Seruyan, and in the only one of Palangka Raya."""
    learners(office, 2, SERUYAN)
    learners(office, 2, PALANGKA_RAYA)


def table(page: Any) -> list[tuple[str, int, int]]:
    return [(row.region.code, row.share.part, row.share.whole) for row in page.context["regencies"]]


def named(page: Any) -> list[str]:
    return [village.name for village in page.context["villages"]]


def test_the_province_sees_each_regency_with_its_denominator(office: Office, people: None, client: Client) -> None:
    client.force_login(office.admin)
    page = client.get(reverse(ADDRESS))
    assert table(page) == [("62.07", 1, 2), ("62.71", 1, 1)]
    assert named(page) == []
    assert "2 dari 3" in page.content.decode()
    chosen = client.get(reverse(ADDRESS), {"kabupaten": "62.07"})
    assert (table(chosen), named(chosen)) == ([], ["Kuala Pembuang I"])
    full = client.get(reverse(ADDRESS), {"kabupaten": "62.71"})
    assert "Setiap desa/kelurahan sudah punya orang bersertifikat berlaku." in full.content.decode()


@pytest.mark.parametrize("chosen", ["", "?kabupaten=62.71", "?kabupaten=62.71&kecamatan=62.71.01", "?kecamatan=%00", "?desa=62.71.01.1001"])
def test_a_coordinator_sees_the_villages_of_own_regency_and_no_others(chosen: str, office: Office, people: None, client: Client) -> None:
    client.force_login(office.coordinator)
    page = client.get(reverse(ADDRESS) + chosen)
    assert (table(page), named(page)) == ([], ["Kuala Pembuang I"])
    assert "Pahandut" not in page.content.decode()


def test_who_left_or_lost_the_certificate_covers_no_village(office: Office, people: None, client: Client) -> None:
    client.force_login(office.admin)
    User.objects.filter(region=SERUYAN).update(is_active=False)
    Certificate.objects.filter(learner__region=PALANGKA_RAYA).update(revoked_at=timezone.now())
    assert table(client.get(reverse(ADDRESS))) == [("62.07", 0, 2), ("62.71", 0, 1)]


def test_staff_without_a_region_are_told_of_no_village(office: Office, people: None, client: Client) -> None:
    User.objects.filter(pk=office.coordinator.pk).update(scope=None)
    client.force_login(office.coordinator)
    page = client.get(reverse(ADDRESS))
    assert (table(page), named(page)) == ([], [])
    assert "Setiap desa" not in page.content.decode()


@pytest.mark.parametrize("query", ["", "?kabupaten=62.07"])
def test_queries_do_not_grow_with_people_or_villages(query: str, office: Office, people: None, client: Client) -> None:
    client.force_login(office.admin)
    few = count_queries(client, reverse(ADDRESS) + query)
    learners(office, 50, SERUYAN, start=10)
    for number in range(50):
        make_village(f"62.07.01.21{number:02}", f"Desa Nomor {number}.")
    assert count_queries(client, reverse(ADDRESS) + query) == few <= 30


def test_it_stands_in_the_menu_of_who_sees_certificates(office: Office, client: Client) -> None:
    client.force_login(office.coordinator)
    assert reverse(ADDRESS) in client.get("/admin/").content.decode()
    office.coordinator.groups.clear()
    assert client.get(reverse(ADDRESS)).status_code == 302
