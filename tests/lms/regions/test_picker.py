"""The region picker's public data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regions")]


def test_the_children_of_a_region_are_listed(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        response = client.get("/wilayah/62.07.01.json")
    assert response.json() == [["62.07.01.1001", "Kuala Pembuang I"], ["62.07.01.2001", "Persil Raya"]]


def test_the_regencies_are_the_children_of_the_province(client: Client) -> None:
    assert [code for code, _ in client.get("/wilayah/62.json").json()] == ["62.07", "62.71"]


@pytest.mark.parametrize("code", ["99", "62.99", "62.07.99", "62.07.01.2001", "abc", "62.07.01.", "6207", "62.07/../62"])
def test_what_is_no_region_with_children_is_not_found(client: Client, code: str) -> None:
    assert client.get(f"/wilayah/{code}.json").status_code == 404


def test_a_village_is_found_by_a_part_of_its_name(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        found = client.get("/wilayah/cari.json?q=persil").json()
    assert found == [["62.07.01.2001", "Persil Raya, Seruyan Hilir, Kabupaten Seruyan"]]
    assert client.get("/wilayah/cari.json?q=RAYA").json() == found


@pytest.mark.parametrize(
    "query",
    [
        "Desa Persil Raya",
        "ds. persil",
        "persil seruyan",
        "Persil Raya, Seruyan Hilir, Kabupaten Seruyan",
        "persilraya",
        "persil raya seruyanhilir",
    ],
)
def test_a_village_is_found_as_people_name_it(client: Client, query: str) -> None:
    """With the word for what it is, with where it lies (many villages have the same name), and with or without a space."""
    assert [code for code, _ in client.get("/wilayah/cari.json", {"q": query}).json()] == ["62.07.01.2001"]


def test_the_regency_is_named_with_or_without_its_space(client: Client) -> None:
    for query in ("Pahandut Palangka Raya", "Pahandut palangkaraya"):
        assert [code for code, _ in client.get("/wilayah/cari.json", {"q": query}).json()] == ["62.71.01.1001"]


def test_a_village_elsewhere_is_not_found(client: Client) -> None:
    assert client.get("/wilayah/cari.json?q=persil palangka").json() == []


def test_only_villages_are_found(client: Client) -> None:
    assert client.get("/wilayah/cari.json?q=seruyan").json() == []
    assert [code for code, _ in client.get("/wilayah/cari.json?q=pahandut").json()] == ["62.71.01.1001"]


@pytest.mark.parametrize("query", ["", "p", " ", "%", "_", "' OR 1=1 --", "\x00", "x" * 5000, "😀😀"])
def test_hostile_and_short_queries_find_nothing(client: Client, query: str) -> None:
    assert client.get("/wilayah/cari.json", {"q": query}).json() == []


@pytest.mark.parametrize("address", ["/wilayah/62.07.json", "/wilayah/cari.json?q=persil"])
def test_the_answers_are_public_and_may_be_kept(client: Client, address: str) -> None:
    response = client.get(address)
    assert "public" in response.headers["Cache-Control"]
    assert not response.cookies
    assert client.post(address).status_code == 405


def test_the_script_is_at_most_three_kilobytes() -> None:
    script = settings.BASE_DIR / "lms" / "static" / "lms" / "js" / "region-picker.js"
    assert len(script.read_bytes()) <= 3 * 1024
