"""What the admin's first page tells somebody who cannot go on alone: a text that came back, a region that nobody entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from wagtail.models import Workflow

from lms.accounts.staff_groups import WORKFLOW
from tests.factories import make_lesson

if TYPE_CHECKING:
    from django.test import Client

    from tests.lms.reports.conftest import Office

HOME = "/admin/"


def test_a_trainer_reads_on_the_first_page_why_a_text_came_back(office: Office, client: Client) -> None:
    draft = make_lesson(office.quiz.module, 9, title="Draf saya", live=False, owner=office.trainer, has_unpublished_changes=True)
    draft.save_revision(user=office.trainer)
    client.force_login(office.trainer)
    assert "Pengajuan ke Persetujuan DPPA" in client.get(HOME).content.decode()
    state = Workflow.objects.get(name=WORKFLOW).start(draft, office.trainer)
    assert "Dikembalikan" not in client.get(HOME).content.decode()
    state.current_task_state.reject(user=office.admin, comment="Tambahkan satu contoh.")
    assert "Dikembalikan untuk diperbaiki:</strong> Tambahkan satu contoh." in client.get(HOME).content.decode()
    state.refresh_from_db()
    state.resume(office.trainer)
    assert "Dikembalikan" not in client.get(HOME).content.decode()


def test_who_publishes_is_shown_how_to_publish(office: Office, client: Client) -> None:
    make_lesson(office.quiz.module, 9, title="Draf saya", live=False, owner=office.admin, has_unpublished_changes=True)
    client.force_login(office.admin)
    page = client.get(HOME).content.decode()
    assert "lalu “Publikasi”" in page
    assert "Pengajuan ke" not in page


def test_staff_without_a_region_are_told_why_they_see_nobody(office: Office, client: Client) -> None:
    client.force_login(office.coordinator)
    assert "Wilayah tugas Anda belum diisi" not in client.get(HOME).content.decode()
    office.coordinator.scope = None
    office.coordinator.save()
    assert "Wilayah tugas Anda belum diisi" in client.get(HOME).content.decode()


def test_the_list_of_people_says_who_is_not_counted(office: Office, client: Client) -> None:
    client.force_login(office.admin)
    assert "tidak ikut dihitung" in client.get(reverse("office_people:index")).content.decode()
