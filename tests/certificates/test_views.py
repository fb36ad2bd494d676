from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Permission
from wagtail.models import ModelLogEntry

from certificates.changing import replace
from certificates.models import Certificate, State

if TYPE_CHECKING:
    from django.test import Client

    from lms.accounts.models import User


@pytest.fixture(autouse=True)
def _plain(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of the source; the consent and the second factor are tested where they live."""
    settings.LANGUAGE_CODE = "en"
    settings.MFA_REQUIRED_FOR_ADMIN = False
    monkeypatch.setattr("lms.accounts.personal.has_current_consent", lambda request: True)


def give(user: User, *codenames: str) -> None:
    user.user_permissions.add(*Permission.objects.filter(codename__in=[*codenames, "access_admin"]))


def test_a_learner_sees_and_downloads_their_certificate(as_learner: Client, certificate: Certificate) -> None:
    page = as_learner.get(f"/sertifikat/{certificate.pk}/")
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert certificate.number in page.content.decode()
    file = as_learner.get(f"/sertifikat/{certificate.pk}/unduh/")
    assert file.status_code == 200
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"].startswith('attachment; filename="sertifikat-')
    assert file["Content-Disposition"].isascii()
    assert "no-store" in file["Cache-Control"]
    assert file.content.startswith(b"%PDF-1.7")


def test_what_is_shared_names_nobody(as_learner: Client, certificate: Certificate) -> None:
    page = as_learner.get(f"/sertifikat/{certificate.pk}/")
    address = urlsplit(page.context["whatsapp"])
    text = parse_qs(address.query)["text"][0]
    assert address.netloc == "wa.me"
    assert certificate.verification_url in text
    assert "Seruyan" not in text
    assert str(certificate.pk) not in text


@pytest.mark.parametrize("address", ["/sertifikat/{}/", "/sertifikat/{}/unduh/"])
def test_nobody_else_sees_it(client: Client, certificate: Certificate, other_learner: User, address: str) -> None:
    address = address.format(certificate.pk)
    assert client.get(address).status_code == 302
    client.force_login(other_learner)
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 405


def test_staff_of_the_region_with_the_right_may_download(client: Client, certificate: Certificate, officer: User, outsider: User) -> None:
    address = f"/sertifikat/{certificate.pk}/unduh/"
    client.force_login(officer)
    assert client.get(address).status_code == 404
    for person, code in ((officer, 200), (outsider, 404)):
        give(person, "view_certificate")
        client.force_login(person)
        assert client.get(address).status_code == code


# The office -----------------------------------------------------------------------------------------------

ACTS = {"cabut": {"reason": "Salah orang"}, "ganti": {"name": "Nama Benar"}, "buat-ulang": {}}


def act(certificate: Certificate, name: str = "") -> str:
    return f"/admin/sertifikat/{certificate.pk}/{name}/" if name else f"/admin/sertifikat/{certificate.pk}/"


@pytest.mark.parametrize("name", ["", *ACTS])
def test_acts_are_for_staff_of_the_region_with_the_right(
    client: Client, certificate: Certificate, officer: User, outsider: User, name: str
) -> None:
    address = act(certificate, name)
    assert client.get(address).status_code == 302
    give(officer)
    client.force_login(officer)
    assert client.get(address).status_code in (302, 403)
    for person, code in ((officer, 200), (outsider, 404)):
        give(person, "revoke_certificate")
        client.force_login(person)
        assert client.get(address).status_code == code
    client.force_login(officer)
    assert client.put(address).status_code == 405
    assert Certificate.objects.get() == certificate
    assert not ModelLogEntry.objects.exclude(action="certificates.issue").filter(action__startswith="certificates").exists()


def test_viewing_is_not_changing(client: Client, certificate: Certificate, officer: User) -> None:
    give(officer, "view_certificate")
    client.force_login(officer)
    page = client.get(act(certificate))
    assert page.status_code == 200
    assert b"/cabut/" not in page.content
    assert client.post(act(certificate, "cabut"), ACTS["cabut"]).status_code in (302, 403)
    certificate.refresh_from_db()
    assert certificate.revoked_at is None


def test_revoking_asks_for_a_reason(client: Client, certificate: Certificate, superuser: User) -> None:
    client.force_login(superuser)
    answer = client.post(act(certificate, "cabut"), {"reason": ""})
    assert b"Write why the certificate is revoked." in answer.content
    assert client.post(act(certificate, "cabut"), ACTS["cabut"]).status_code == 302
    certificate.refresh_from_db()
    assert certificate.state() is State.REVOKED
    assert b"Salah orang" in client.get(act(certificate)).content


def test_a_name_is_corrected_once_however_often_the_form_is_sent(client: Client, certificate: Certificate, superuser: User) -> None:
    client.force_login(superuser)
    answers = [client.post(act(certificate, "ganti"), ACTS["ganti"]) for _ in range(3)]
    new = Certificate.objects.get(name="Nama Benar")
    assert {answer["Location"] for answer in answers} == {act(new)}
    assert Certificate.objects.count() == 2
    assert new.number in client.get(act(certificate)).content.decode()


def test_a_closed_certificate_says_so(client: Client, certificate: Certificate, superuser: User) -> None:
    replace(certificate=certificate, name="Nama Benar", acting_user=superuser)
    client.force_login(superuser)
    answer = client.post(act(certificate, "cabut"), ACTS["cabut"], follow=True)
    assert b"Nothing has been changed" in answer.content
    certificate.refresh_from_db()
    assert certificate.revoked_at is None


def test_the_pdf_is_made_again_with_the_same_bytes(client: Client, certificate: Certificate, superuser: User) -> None:
    client.force_login(superuser)
    before = client.get(f"/sertifikat/{certificate.pk}/unduh/").content
    assert client.post(act(certificate, "buat-ulang")).status_code == 302
    assert client.get(f"/sertifikat/{certificate.pk}/unduh/").content == before


def test_the_office_can_edit_its_settings(client: Client, superuser: User, home: object) -> None:
    client.force_login(superuser)
    page = client.get("/admin/settings/certificates/certificatesettings/", follow=True)
    assert page.status_code == 200
    assert b"number_pattern" in page.content
