"""Who lives in no region is the province's: a member of staff who learns too, a person brought in by import."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from certificates.models import Certificate
from lms.accounts.models import User
from lms.accounts.permissions import may_give_code
from tests.lms.reports.conftest import PALANGKA_RAYA, SERUYAN, learners
from tests.lms.reports.test_export import downloaded
from tests.lms.reports.test_lists import LISTS, names, shares

if TYPE_CHECKING:
    from django.test import Client

    from tests.lms.reports.conftest import Office

NAME = "Orang 00500"


@pytest.fixture
def person(office: Office) -> User:
    learners(office, 4, SERUYAN)
    learners(office, 2, PALANGKA_RAYA)
    made = learners(office, 1, SERUYAN, start=500)[0]
    User.objects.filter(pk=made.pk).update(region=None)
    facts = {"code_grouped": "", "path": "", "jp_number": 1, "office_short": "", "completed": "2026-11-02"}
    Certificate.objects.filter(learner=made).update(facts=facts)
    return User.objects.get(pk=made.pk)


def one_page(name: str, person: User) -> str:
    if name == "office_certificates":
        return reverse("certificates_admin:show", args=[person.certificates.get().pk])
    rows = {"office_people": person, "office_enrolments": person.enrolments.first(), "office_attempts": person.attempts.first()}
    return reverse(f"{name}:inspect", args=[rows[name].pk])


@pytest.mark.parametrize("name", LISTS)
def test_the_province_has_them_in_list_detail_and_export(name: str, office: Office, person: User, client: Client) -> None:
    client.force_login(office.admin)
    assert NAME in names(client.get(reverse(f"{name}:index")))
    assert client.get(one_page(name, person)).status_code == 200
    assert NAME in downloaded(client, name, "csv").decode()
    assert NAME not in names(client.get(reverse(f"{name}:index") + "?kabupaten=62.07"))


@pytest.mark.parametrize("name", LISTS)
def test_a_regency_has_them_nowhere(name: str, office: Office, person: User, client: Client) -> None:
    client.force_login(office.coordinator)
    assert NAME not in names(client.get(reverse(f"{name}:index")))
    assert client.get(one_page(name, person)).status_code == 404
    assert NAME not in downloaded(client, name, "csv").decode()


@pytest.mark.parametrize("role", ["admin", "superuser"])
def test_numbers_of_people_and_of_villages_stay_those_of_the_regions(
    role: str, office: Office, person: User, superuser: User, client: Client
) -> None:
    client.force_login(superuser if role == "superuser" else office.admin)
    assert shares(client.get(reverse("office_people:index"))) == [(3, 6), (6, 6), (2, 3)]
    assert shares(client.get(reverse("office_certificates:index")))[0] == (2, 3)


def test_the_province_hands_them_a_code(office: Office, person: User) -> None:
    assert may_give_code(office.admin, person)
    assert not may_give_code(office.coordinator, person)
