from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate
from modules.models import Lesson
from tests.factories import make_lesson
from tests.lms.reports.conftest import PALANGKA_RAYA, SERUYAN, learners, make_village
from tests.lms.reports.test_lists import count_queries

if TYPE_CHECKING:
    from django.test import Client

    from lms.accounts.models import User
    from tests.lms.reports.conftest import Office

HOME = "/admin/"


def panels(page: Any) -> dict[str, Any]:
    return {panel.name: panel for panel in page.context["panels"]}


def cards(page: Any) -> list[tuple[int, int | None]]:
    return [(card.part, card.whole) for card in panels(page)["today"].get_context_data()["cards"]]


def test_a_coordinator_opens_on_own_regency(office: Office, client: Client) -> None:
    learners(office, 4, SERUYAN)
    learners(office, 2, PALANGKA_RAYA)
    make_village("62.07.01.2002", "Sungai Undang")
    Certificate.objects.filter(learner__name="Orang 00000").update(valid_until=timezone.localdate() + datetime.timedelta(days=10))
    client.force_login(office.coordinator)
    page = client.get(HOME)
    text = page.content.decode()
    assert cards(page) == [(4, 4), (2, 4), (1, 2), (1, 3)]
    assert "Sungai Undang" in text
    assert "Persil Raya" not in text
    assert "Pahandut" not in text


def test_the_first_villages_without_anyone_lead_to_all_of_them(office: Office, client: Client) -> None:
    for number in range(20):
        make_village(f"62.07.01.21{number:02}", f"Desa Nomor {number}.")
    client.force_login(office.coordinator)
    text = client.get(HOME).content.decode()
    assert text.count("Desa Nomor") < 20
    assert f'<a href="{reverse("office_villages:index")}">Lihat semua desa' in text


def test_the_province_opens_on_what_waits(office: Office, client: Client) -> None:
    learners(office, 4, SERUYAN)
    lesson = Lesson.objects.first()
    assert lesson
    Lesson.objects.filter(pk=lesson.pk).update(review_institution="MUI")
    client.force_login(office.admin)
    page = client.get(HOME)
    assert cards(page) == [(0, None), (1, None), (4, 4), (2, 4), (0, 2), (1, 3)]
    report = client.get(reverse("reports_texts_to_review"))
    assert lesson.title in report.content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[lesson.pk]) in report.content.decode()


def test_a_trainer_opens_on_own_drafts(office: Office, client: Client) -> None:
    draft = make_lesson(office.quiz.module, 9, title="Draf saya", live=False, owner=office.trainer, has_unpublished_changes=True)
    make_lesson(office.quiz.module, 8, title="Draf orang lain", live=False, owner=office.admin, has_unpublished_changes=True)
    client.force_login(office.trainer)
    page = client.get(HOME)
    assert reverse("wagtailadmin_pages:edit", args=[draft.pk]) in page.content.decode()
    assert "Draf orang lain" not in page.content.decode()
    assert "uncovered" not in panels(page)


def test_only_who_publishes_sees_the_texts_to_review(office: Office, client: Client) -> None:
    for staff, expected in ((office.trainer, 302), (office.coordinator, 302), (office.admin, 200)):
        client.force_login(staff)
        assert client.get(reverse("reports_texts_to_review")).status_code == expected


def test_the_admin_speaks_of_betang_and_not_of_wagtail(office: Office, client: Client) -> None:
    client.force_login(office.admin)
    page = client.get(HOME).content.decode()
    assert "- Betang</title>" in page
    assert "lms/css/admin" in page
    for word in ("whats-new", "What's new in Wagtail", "editor guide", "releases.wagtail.org"):
        assert word not in page


@pytest.mark.thorough
@pytest.mark.parametrize("role", ["trainer", "coordinator", "admin"])
def test_queries_of_the_home_page_do_not_grow(role: str, office: Office, client: Client) -> None:
    staff: User = getattr(office, role)
    client.force_login(staff)
    learners(office, 10, SERUYAN)
    few = count_queries(client, HOME)
    learners(office, 990, SERUYAN, start=10)
    assert count_queries(client, HOME) == few <= 60
