"""My data: see, download, delete. Correcting it: ``test_correcting``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from lms.accounts import erasure, personal_data
from lms.accounts.erasure import Outcome, StaffAccount, erase, register_evidence, register_purge
from lms.accounts.models import Consent, User
from tests.factories import make_module, make_path
from tests.lms.accounts.conftest import PIN, sign_in

if TYPE_CHECKING:
    from modules.models import Home

pytestmark = pytest.mark.django_db
OWN_PAGES = ("/saya/", "/saya/perbaiki/", "/saya/unduh.json", "/saya/hapus/", "/persetujuan/", "/akun/sandi/")


@pytest.fixture(autouse=True)
def _registries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasure, "_evidence", list(erasure._evidence))
    monkeypatch.setattr(erasure, "_purges", list(erasure._purges))
    monkeypatch.setattr(personal_data, "_sections", dict(personal_data._sections))


@pytest.mark.parametrize("address", OWN_PAGES)
def test_own_pages_are_for_people_signed_in_and_kept_nowhere(at_home: Client, address: str) -> None:
    response = at_home.get(address)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    stranger = Client().get(address)
    assert stranger.status_code == 302
    assert stranger.headers["Location"] == f"/masuk/?next={address}"
    assert "no-store" in stranger.headers["Cache-Control"]


def test_the_page_shows_everything_that_is_kept(at_home: Client) -> None:
    page = at_home.get("/saya/").content.decode()
    for told in ("Peserta Seruyan", "0812-3456-7890", "Persil Raya, Seruyan Hilir, Kabupaten Seruyan"):
        assert told in page
    assert "+6281234567890" not in page


def test_the_download_has_every_section_that_an_app_registered(at_home: Client, person: User) -> None:
    personal_data.register_section("Belajar", lambda user: [{"peserta": user.pk}])
    response = at_home.get("/saya/unduh.json")
    data = json.loads(response.content)
    assert data["Belajar"] == [{"peserta": person.pk}]
    assert "attachment" in response.headers["Content-Disposition"]
    assert "Peserta Seruyan" in response.content.decode()
    assert "argon2" not in response.content.decode()
    assert person.password not in response.content.decode()
    assert "peserta" in at_home.get("/saya/").content.decode()


def test_nothing_of_another_person_is_in_it(at_home: Client, other_learner: User) -> None:
    assert "Palangka" not in at_home.get("/saya/unduh.json").content.decode()


# Forgetting ------------------------------------------------------------------------------------------


def test_without_evidence_a_person_and_their_own_records_are_gone(at_home: Client, person: User) -> None:
    purged: list[int] = []
    register_purge(lambda user: purged.append(user.pk))
    pk = person.pk
    response = at_home.post("/saya/hapus/", {"password": PIN, "sure": "on"})
    assert response.status_code == 200
    assert response.headers["Clear-Site-Data"]
    assert purged == [pk]
    assert not User.objects.filter(pk=pk).exists()
    assert not Consent.objects.filter(user_id=pk).exists()
    assert at_home.get("/saya/").status_code == 302
    assert "Peserta Seruyan" not in str(list(ModelLogEntry.objects.values_list("label", "data")))
    assert ModelLogEntry.objects.filter(action="accounts.erase", object_id=str(pk)).count() == 1


def test_where_evidence_rests_on_a_person_only_the_name_goes(at_home: Client, person: User) -> None:
    forgotten: list[int] = []
    register_evidence(lambda user: True, lambda user: forgotten.append(user.pk))
    elsewhere = Client()
    sign_in(elsewhere, "peserta")
    at_home.post("/saya/hapus/", {"password": PIN, "sure": "on"})
    left = User.objects.get(pk=person.pk)
    assert forgotten == [person.pk]
    assert (left.phone, left.email, left.workplace, left.is_active) == (None, "", "", False)
    assert left.username.startswith("dihapus-")
    assert "Seruyan" not in left.name
    assert left.anonymised_at
    assert not left.has_usable_password()
    assert Consent.objects.filter(user=left).count() == 1
    assert left.region_id == "62.07.01.2001"
    assert elsewhere.get("/saya/").status_code == 302
    assert "_auth_user_id" not in Client().session
    assert sign_in(Client(), "081234567890").status_code == 200
    assert "Peserta Seruyan" not in str(list(ModelLogEntry.objects.values_list("label", "data")))


def test_a_record_that_others_need_keeps_the_row_without_the_name(home: Home, person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from modules.models import Enrolment

    monkeypatch.setattr(erasure, "_purges", [])
    monkeypatch.setattr(erasure, "_evidence", [])
    path = make_path(home, [make_module(home)])
    Enrolment.objects.create(learner=person, path=path, path_key=path.translation_key)
    assert erase(user=person, acting_user=person) is Outcome.ANONYMISED
    assert Enrolment.objects.get().learner.anonymised_at


def test_erasing_twice_is_erasing_once(person: User) -> None:
    register_evidence(lambda user: True, lambda user: None)
    assert erase(user=person) is Outcome.ANONYMISED
    before = User.objects.values().get(pk=person.pk)
    assert erase(user=person) is Outcome.ANONYMISED
    assert User.objects.values().get(pk=person.pk) == before


@pytest.mark.parametrize(("evidence", "outcome"), [(True, Outcome.ANONYMISED), (False, Outcome.DELETED)])
def test_of_two_erasures_at_once_the_second_changes_nothing(person: User, evidence: bool, outcome: Outcome) -> None:
    register_evidence(lambda user: evidence, lambda user: None)
    read_before = User.objects.get(pk=person.pk)
    assert erase(user=person) is outcome
    before = list(User.objects.values())
    assert erase(user=read_before) is outcome
    assert list(User.objects.values()) == before
    assert ModelLogEntry.objects.filter(action="accounts.erase").count() == 1


@pytest.mark.parametrize("evidence", [True, False])
def test_the_log_says_who_erased_somebody_else(person: User, superuser: User, evidence: bool) -> None:
    register_evidence(lambda user: evidence, lambda user: None)
    erase(user=person, acting_user=superuser)
    assert ModelLogEntry.objects.get(action="accounts.erase").user == superuser


@pytest.mark.parametrize("told", [{"password": "739164", "sure": "on"}, {"password": PIN}, {"sure": "on"}])
def test_without_the_pin_and_a_clear_yes_nothing_is_erased(at_home: Client, person: User, told: dict[str, str]) -> None:
    assert at_home.post("/saya/hapus/", told).context["form"].errors
    assert User.objects.filter(pk=person.pk, anonymised_at=None).exists()


def test_a_get_erases_nothing(at_home: Client, person: User) -> None:
    at_home.get("/saya/hapus/")
    assert User.objects.filter(pk=person.pk).exists()


def test_staff_cannot_erase_themselves(client: Client, superuser: User) -> None:
    superuser.set_password("kopi manis di teras")
    superuser.save()
    with pytest.raises(StaffAccount):
        erase(user=superuser)
    sign_in(client, "superuser", "kopi manis di teras")
    assert client.post("/saya/hapus/", {"password": "kopi manis di teras", "sure": "on"}).context["form"].errors
    assert User.objects.filter(pk=superuser.pk).exists()


@pytest.mark.parametrize("address", ["/saya/perbaiki/", "/saya/hapus/", "/persetujuan/", "/akun/sandi/", "/keluar/"])
def test_forms_from_elsewhere_are_refused(person: User, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    assert client.post(address, {"password": PIN, "sure": "on"}).status_code == 403


@pytest.mark.parametrize("address", ["/saya/", "/saya/unduh.json"])
def test_pages_for_reading_take_no_post(at_home: Client, address: str) -> None:
    assert at_home.post(address).status_code == 405
