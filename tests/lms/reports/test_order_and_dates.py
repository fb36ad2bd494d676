"""The order of the lists, and dates that were typed wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests.lms.reports.conftest import SERUYAN, learners, new_certificate, new_enrolment

if TYPE_CHECKING:
    from django.test import Client

    from tests.lms.reports.conftest import Office


def test_certificates_are_sorted_by_their_running_number_and_not_by_its_letters(office: Office, client: Client) -> None:
    people = learners(office, 4, SERUYAN)
    for person, number, year in ((people[1], 10, 2026), (people[3], 1, 2027)):
        enrolment = new_enrolment(office, person)
        enrolment.cycle = 2
        enrolment.save()
        new_certificate(enrolment, number, year=year, number=f"{number}/BETANG/{year}", cycle=2).save()
    client.force_login(office.coordinator)
    for order, expected in (("number", ["0", "2", "10", "1"]), ("-number", ["1", "10", "2", "0"])):
        page = client.get(reverse("office_certificates:index"), {"ordering": order})
        assert [row.number.partition("/")[0] for row in page.context["object_list"]] == expected


@pytest.mark.parametrize("query", ["", "?ordering=name"])
def test_names_in_capitals_stand_among_the_others(query: str, office: Office, client: Client) -> None:
    for person, name in zip(learners(office, 3, SERUYAN), ("SITI AMINAH", "Sari Dewi", "Tuti"), strict=True):
        person.name = name
        person.save()
    client.force_login(office.coordinator)
    page = client.get(reverse("office_people:index") + query)
    assert [row.name for row in page.context["object_list"]] == ["Sari Dewi", "SITI AMINAH", "Tuti"]


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["office_people", "office_enrolments", "office_attempts", "office_certificates"])
@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("dari=2026-06-30&sampai=2025-01-01", "Tanggal ini sebelum tanggal pertama. Tukar keduanya."),
        ("dari=0025-06-30", "Tulis tanggal antara tahun 2020 dan 2100."),
        ("sampai=20266-06-30", "Masukkan tanggal yang valid."),
    ],
)
def test_a_date_that_cannot_be_meant_is_told_beside_it(name: str, query: str, told: str, office: Office, client: Client) -> None:
    client.force_login(office.coordinator)
    assert told in client.get(f"{reverse(f'{name}:index')}?{query}").content.decode()
