"""Revoking, replacing, setting again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wagtail.models import ModelLogEntry

from certificates.changing import CertificateIsClosed, CertificateIsOwn, replace, revoke
from certificates.facts import LOOK
from certificates.issuing import issue_certificate
from certificates.models import Certificate, CertificateSettings, State
from certificates.rendering import document_of, render_again

if TYPE_CHECKING:
    from lms.accounts.models import User

pytestmark = pytest.mark.usefixtures("that_day")


def test_revoking_keeps_the_row_and_its_reason(certificate: Certificate, superuser: User) -> None:
    revoke(certificate=certificate, reason="Salah orang", acting_user=superuser)
    revoke(certificate=certificate, reason="Lagi", acting_user=superuser)
    certificate.refresh_from_db()
    assert certificate.state() is State.REVOKED
    assert certificate.revoked_because == "Salah orang"
    assert ModelLogEntry.objects.filter(action="certificates.revoke", user=superuser).count() == 1


def test_a_revoked_certificate_is_not_given_anew(certificate: Certificate, superuser: User) -> None:
    revoke(certificate=certificate, reason="Salah orang", acting_user=superuser)
    assert issue_certificate(enrolment=certificate.enrolment) == certificate
    with pytest.raises(CertificateIsClosed):
        replace(certificate=certificate, name="Baru", acting_user=superuser)


def test_a_misspelt_name_is_corrected_by_a_new_certificate(certificate: Certificate, superuser: User) -> None:
    new = replace(certificate=certificate, name="Peserta Seruyan, S.Pd.", acting_user=superuser)
    assert replace(certificate=certificate, name="Lain", acting_user=superuser) == new
    certificate.refresh_from_db()
    assert certificate.replaced_by == new
    assert certificate.state() is State.REPLACED
    assert new.state() is State.VALID
    assert (new.sequence, new.facts["name"], new.name) == (2, "Peserta Seruyan, S.Pd.", "Peserta Seruyan, S.Pd.")
    assert new.code != certificate.code
    assert new.facts["verify_url"].endswith(new.code)
    assert certificate.facts["name"] == "Peserta Seruyan"
    assert new.valid_until == certificate.valid_until
    assert issue_certificate(enrolment=certificate.enrolment) == new
    with pytest.raises(CertificateIsClosed):
        revoke(certificate=certificate, reason="x", acting_user=superuser)
    assert document_of(new) != document_of(certificate)


def test_a_replacement_is_set_as_certificates_are_today(certificate: Certificate, superuser: User) -> None:
    """Also of one that was given before they said how."""
    assert LOOK.items() <= certificate.facts.items()
    certificate.facts = {name: fact for name, fact in certificate.facts.items() if name not in LOOK}
    certificate.save()
    assert LOOK.items() <= replace(certificate=certificate, acting_user=superuser, name="Nama Betul").facts.items()


def test_a_replacement_is_signed_by_who_signs_today(certificate: Certificate, superuser: User) -> None:
    """What was learnt stays, who answers for the paper is of the day on its face."""
    CertificateSettings.objects.create(signatory_name="Pejabat Baru", city="Sampit")
    old, new = certificate.facts, replace(certificate=certificate, name="Nama Benar", acting_user=superuser).facts
    assert (old["signatory"]["name"], new["signatory"]["name"], new["city"]) == ("", "Pejabat Baru", "Sampit")
    kept = ("path", "jp_words", "modules", "final_score", "started", "completed", "region", "valid_until")
    assert [new[key] for key in kept] == [old[key] for key in kept]
    certificate.refresh_from_db()
    assert certificate.facts == old


def test_nobody_changes_their_own(certificate: Certificate, learner: User) -> None:
    with pytest.raises(CertificateIsOwn):
        revoke(certificate=certificate, reason="x", acting_user=learner)
    with pytest.raises(CertificateIsOwn):
        replace(certificate=certificate, name="Nama Lain", acting_user=learner)
    certificate.refresh_from_db()
    assert certificate.state() is State.VALID


def test_a_pdf_that_cannot_be_set_again_leaves_the_kept_one(
    certificate: Certificate, superuser: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(facts: object) -> bytes:
        raise OSError

    before = document_of(certificate)
    monkeypatch.setattr("certificates.rendering.render", broken)
    with pytest.raises(OSError):  # noqa: PT011
        render_again(certificate=certificate, acting_user=superuser)
    assert document_of(certificate) == before
    assert not ModelLogEntry.objects.filter(action="certificates.render_again").exists()
