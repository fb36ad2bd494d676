"""What stands on the pages of the office's work, where Wagtail's Indonesian has gaps or other words than ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from wagtail.log_actions import registry

from lms.images.models import CustomImage
from modules.models import ModuleIndex

if TYPE_CHECKING:
    from django.test import Client

    from lms.accounts.models import User
    from tests.lms.reports.conftest import Office


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("wagtailadmin_reports:site_history", ("Tindakan", "Tanggal dan jam", "Unduh XLSX")),
        ("wagtailimages:index", ("Terbaru", "Tampilan daftar")),
        ("wagtailusers_users:index", ("Nama masuk", "Hak akses", "Masuk terakhir")),
        ("wagtailusers_users:add", ("Kelompok", "Kata sandi", "Ulangi kata sandi", "perubahan yang belum disimpan")),
        ("wagtailadmin_account", ("Seperti perangkat", "Terang", "Kerapatan")),
    ],
)
def test_pages_of_the_office_speak_indonesian(
    address: str, words: tuple[str, ...], superuser: User, office: Office, client: Client
) -> None:
    client.force_login(superuser)
    page = client.get(reverse(address)).content.decode()
    assert [word for word in words if word not in page] == []


def test_the_log_names_all_acts_in_indonesian() -> None:
    acts = [str(label) for _action, label in registry.get_choices()]
    assert len(acts) > 50
    english = re.compile(r"workflow|comment|publish|restriction|copy|create|delete|move|task", re.IGNORECASE)
    assert [act for act in acts if english.search(act) and "API" not in act] == []


def test_pictures_are_called_so() -> None:
    assert str(CustomImage._meta.verbose_name_plural) == "gambar"


def test_a_trainer_finds_the_way_among_the_pages(office: Office, home: object, client: Client) -> None:
    client.force_login(office.trainer)
    listed = client.get(reverse("wagtailadmin_explore", args=[ModuleIndex.objects.get().pk])).content.decode()
    assert "Menjelajahi" in listed
    assert "dari 1 halaman" in listed
    lost = client.get("/admin/kantor/orang/999999/")
    assert lost.status_code == 404
    assert "Kembali ke ruang kerja" in lost.content.decode()
    assert "Wagtail" not in lost.content.decode().partition("<main")[2]
