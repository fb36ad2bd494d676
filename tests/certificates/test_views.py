from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path as File
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import Permission
from wagtail.models import ModelLogEntry

from certificates.changing import replace
from certificates.issuing import renew
from certificates.models import Certificate, CertificateSettings, State
from lms.accounts.models import User
from quizzes.models import Attempt, Quiz
from tests.certificates.builders import NOON, complete, enrol, make_certified_path, office_picture, pass_quiz

if TYPE_CHECKING:
    from django.test import Client

    from modules.models import Home, Path


@pytest.fixture(autouse=True)
def _plain(english: None, settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of the source; the consent and the second factor are tested where they live."""
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


@pytest.mark.parametrize(
    ("purpose", "passed", "revoked", "shown"),
    [("post", True, False, True), ("post", True, True, False), ("post", False, False, False), ("pre", True, False, False)],
)
def test_the_result_that_earned_a_certificate_leads_to_it(
    as_learner: Client, certificate: Certificate, purpose: str, passed: bool, revoked: bool, shown: bool
) -> None:
    attempt = pass_quiz(certificate.path, certificate.learner, purpose, number=2)
    Attempt.objects.filter(pk=attempt.pk).update(passed=passed)
    if revoked:
        Certificate.objects.update(revoked_at=NOON)
    page = as_learner.get(f"/kuis/percobaan/{attempt.pk}/hasil/").content.decode()
    assert (f"/sertifikat/{certificate.pk}/" in page) is shown


def test_the_result_of_a_refresher_leads_to_the_renewal(as_learner: Client, certificate: Certificate) -> None:
    """While the certificate of before is in force as well."""
    near_the_end = datetime.combine(certificate.valid_until, time(5), UTC) - timedelta(days=20)
    refresher = pass_quiz(certificate.path, certificate.learner, "refresher_12m", at=near_the_end)
    with time_machine.travel(near_the_end):
        renewal = renew(certificate=certificate)
        as_learner.force_login(certificate.learner)
        page = as_learner.get(f"/kuis/percobaan/{refresher.pk}/hasil/").content.decode()
    assert f"/sertifikat/{renewal.pk}/" in page
    assert f"/sertifikat/{certificate.pk}/" not in page


def take(path: Path) -> str:
    return f"/sertifikat/ambil/{path.translation_key}/"


@pytest.mark.usefixtures("enrolment")
def test_where_the_offices_picture_is_lost_the_learner_is_told_and_takes_it_later(
    as_learner: Client, path: Path, tmp_path: File, caplog: pytest.LogCaptureFixture
) -> None:
    picture = office_picture(tmp_path / "lambang.png")
    CertificateSettings.objects.create(emblem=picture)
    place, kept = File(picture.file.path), File(picture.file.path).read_bytes()
    place.unlink()
    page = as_learner.post(take(path), follow=True)
    assert page.redirect_chain == [(f"/belajar/jalur/{path.translation_key}/", 302)]
    assert "the office must mend its settings first" in page.content.decode()
    assert f"picture {picture.pk} cannot be set" in caplog.text
    assert not Certificate.objects.exists()
    place.write_bytes(kept)
    assert as_learner.post(take(path))["Location"] == f"/sertifikat/{Certificate.objects.get().pk}/"


@pytest.mark.parametrize("change", [{"revoked_at": NOON}, {"valid_until": NOON.date() - timedelta(days=1)}])
def test_what_is_no_longer_in_force_is_not_what_was_taken(
    as_learner: Client, certificate: Certificate, path: Path, change: dict[str, Any]
) -> None:
    """Two taps give one certificate; one that was revoked is not given again."""
    assert as_learner.put(take(path)).status_code == 405
    assert as_learner.post(take(path))["Location"] == as_learner.post(take(path))["Location"] == f"/sertifikat/{certificate.pk}/"
    Certificate.objects.update(**change)
    assert as_learner.post(take(path))["Location"] == f"/belajar/jalur/{path.translation_key}/"
    assert Certificate.objects.count() == 1


@pytest.mark.parametrize("page", ["/belajar/", "/belajar/jalur/{}/"])
def test_no_certificate_is_offered_before_it_is_earned(as_learner: Client, path: Path, learner: User, page: str) -> None:
    begun = enrol(path, learner)
    address = page.format(path.translation_key)
    assert take(path) not in as_learner.get(address).content.decode()
    begun.delete()
    complete(path, learner)
    assert take(path) in as_learner.get(address).content.decode()


@pytest.mark.usefixtures("certificate")
def test_a_certificate_of_another_path_or_person_is_not_what_was_taken(
    as_learner: Client, home: Home, path: Path, other_learner: User
) -> None:
    other = make_certified_path(home, slug="ot")
    assert as_learner.post(take(other))["Location"] == f"/belajar/jalur/{other.translation_key}/"
    as_learner.force_login(other_learner)
    assert as_learner.post(take(path))["Location"] == f"/belajar/jalur/{path.translation_key}/"


def test_what_is_shared_names_nobody(as_learner: Client, certificate: Certificate) -> None:
    page = as_learner.get(f"/sertifikat/{certificate.pk}/")
    address = urlsplit(page.context["whatsapp"])
    text = parse_qs(address.query)["text"][0]
    assert address.netloc == "wa.me"
    assert "+" not in address.query, "some telephones show it instead of a space"
    assert certificate.verification_url in text
    assert "Seruyan" not in text
    assert str(certificate.pk) not in text


def test_the_refresher_is_linked_when_the_end_is_near(client: Client, certificate: Certificate, path: Path, learner: User) -> None:
    def links() -> bool:
        client.force_login(learner)
        return f'href="/kuis/{quiz.pk}/"' in client.get(f"/sertifikat/{certificate.pk}/").content.decode()

    quiz = Quiz.objects.create(title="Penyegaran", purpose="refresher_12m", path=path, locale=path.locale)
    end = datetime.combine(certificate.valid_until, time(12), UTC)
    assert not links()
    for days, expected in ((-61, False), (-60, True), (1, True)):
        with time_machine.travel(end + timedelta(days=days)):
            assert links() is expected
    with time_machine.travel(end):
        pass_quiz(path, learner, "refresher_12m", at=end)
        renew(certificate=certificate)
        assert not links()


@pytest.mark.parametrize("address", ["/sertifikat/{}/", "/sertifikat/{}/unduh/"])
def test_nobody_else_sees_it(client: Client, certificate: Certificate, other_learner: User, address: str) -> None:
    address = address.format(certificate.pk)
    assert client.get(address).status_code == 302
    client.force_login(other_learner)
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 405


def test_staff_with_a_password_alone_download_no_paper_of_others(
    client: Client, certificate: Certificate, officer: User, settings: Any
) -> None:
    give(officer, "view_certificate")
    client.force_login(officer)
    settings.MFA_REQUIRED_FOR_ADMIN = True
    assert client.get(f"/sertifikat/{certificate.pk}/unduh/")["Location"] == "/akun/mfa/"
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    assert client.get(f"/sertifikat/{certificate.pk}/unduh/")["Location"].startswith("/akun/mfa/reauthenticate/")
    User.objects.filter(pk=officer.pk).update(is_demo=True)
    settings.DEMO_PEOPLE_ALLOWED = False
    assert client.get(f"/sertifikat/{certificate.pk}/unduh/").status_code == 302
    settings.DEMO_PEOPLE_ALLOWED = True
    assert client.get(f"/sertifikat/{certificate.pk}/unduh/").status_code == 200


def test_ones_own_paper_needs_no_second_step_of_staff_neither(client: Client, certificate: Certificate, settings: Any) -> None:
    give(certificate.learner, "view_certificate")
    client.force_login(certificate.learner)
    settings.MFA_REQUIRED_FOR_ADMIN = True
    assert client.get(f"/sertifikat/{certificate.pk}/unduh/").status_code == 200


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
    assert f'<a href="{act(certificate)}">{certificate.number}</a>' in client.get(act(new)).content.decode()


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
    assert ModelLogEntry.objects.filter(action="certificates.render_again", user=superuser, object_id=str(certificate.pk)).count() == 1


@pytest.mark.parametrize("name", ["cabut", "ganti"])
def test_ones_own_certificate_is_changed_by_a_colleague(client: Client, certificate: Certificate, learner: User, name: str) -> None:
    learner.is_superuser = True
    learner.save()
    client.force_login(learner)
    for answer in (client.get(act(certificate, name)), client.post(act(certificate, name), ACTS[name])):
        assert answer.status_code == 403
        assert b"This certificate is your own. Ask a colleague" in answer.content
    page = client.get(act(certificate)).content
    assert b"/cabut/" not in page
    assert b"/ganti/" not in page
    assert Certificate.objects.get().state() is State.VALID


@pytest.mark.parametrize("name", ["12345678", "...", "Siti \u202eanimA"])
def test_a_corrected_name_follows_the_rules_of_names(client: Client, certificate: Certificate, superuser: User, name: str) -> None:
    client.force_login(superuser)
    page = client.post(act(certificate, "ganti"), {"name": name})
    assert page.status_code == 200
    assert page.context["form"].errors["name"]
    assert b'autocomplete="off"' in page.content
    assert Certificate.objects.get() == certificate


def test_the_office_can_edit_its_settings(client: Client, superuser: User, home: object) -> None:
    client.force_login(superuser)
    page = client.get("/admin/settings/certificates/certificatesettings/", follow=True)
    assert page.status_code == 200
    assert b"number_pattern" in page.content
