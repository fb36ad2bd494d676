"""From a record to the person and back to the list, and the words of what was answered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate
from lms.accounts.models import User
from modules.models import Enrolment
from quizzes.kinds import KINDS
from quizzes.models import Attempt
from tests.certificates.builders import sample_facts
from tests.lms.reports.conftest import SERUYAN, learners

if TYPE_CHECKING:
    from django.test import Client

    from tests.lms.reports.conftest import Office

RECORDS = [
    (Enrolment, "office_enrolments:inspect", "office_enrolments:index", "Keikutsertaan"),
    (Attempt, "office_attempts:inspect", "office_attempts:index", "Pengerjaan kuis"),
    (Certificate, "certificates_admin:show", "office_certificates:index", "Sertifikat"),
]


def somebody(office: Office) -> User:
    """With an enrolment, an attempt and a certificate as it is issued."""
    person = learners(office, 1, SERUYAN)[0]
    Certificate.objects.filter(learner=person).update(facts=sample_facts())
    return person


@pytest.mark.parametrize(("model", "one", "all_of_them", "called"), RECORDS)
def test_a_record_leads_to_its_person_and_to_the_list_it_is_called_after(
    model: Any, one: str, all_of_them: str, called: str, office: Office, client: Client
) -> None:
    person = somebody(office)
    client.force_login(office.coordinator)
    response = client.get(reverse(one, args=[model.objects.get(learner=person).pk]))
    page = " ".join(response.content.decode().split())
    assert f'<a href="{reverse("office_people:inspect", args=[person.pk])}">{person.name}</a>' in page
    assert f'href="{reverse(all_of_them)}"' in page.partition("<header")[2].partition("</header>")[0]
    assert page.partition("<h1")[2].partition(">")[2].lstrip().startswith(called)


@pytest.mark.parametrize(("model", "one"), [record[:2] for record in RECORDS])
def test_a_record_of_somebody_erased_leads_nowhere(model: Any, one: str, office: Office, client: Client) -> None:
    person = somebody(office)
    User.objects.filter(pk=person.pk).update(anonymised_at=timezone.now())
    client.force_login(office.admin)
    page = client.get(reverse(one, args=[model.objects.get(learner=person).pk])).content.decode()
    assert reverse("office_people:inspect", args=[person.pk]) not in page


def test_the_office_is_not_addressed_as_if_it_had_answered() -> None:
    choices = [{"id": "a", "text": "Catat"}, {"id": "b", "text": "Marah"}, {"id": "c", "text": "Dengar"}]
    content: Any = {"choices": choices, "key": ["a", "c"], "feedback": dict.fromkeys("abc", "")}
    given = [part.given for part in KINDS["multiple"].grade(content, ["a", "b"]).parts]
    assert given == ["dipilih", "dipilih", "tidak dipilih"]


def test_a_number_of_lessons_says_of_what_it_is(office: Office, client: Client) -> None:
    person = somebody(office)
    client.force_login(office.coordinator)
    page = client.get(reverse("office_enrolments:inspect", args=[Enrolment.objects.get(learner=person).pk])).content.decode()
    assert "<dt>Seluruh pelajaran</dt><dd>2</dd>" in page


def test_the_way_back_from_a_code_leads_to_the_person(office: Office, client: Client) -> None:
    person = learners(office, 1, SERUYAN)[0]
    client.force_login(office.coordinator)
    address = reverse("accounts_staff:issue_code", args=[person.pk])
    for page in (client.get(address), card := client.post(address)):
        assert f'href="{reverse("office_people:inspect", args=[person.pk])}"' in page.content.decode()
    assert re.search(r"sampai \d+ \w+ \d{4}, \d\d\.\d\d\.", card.content.decode())
