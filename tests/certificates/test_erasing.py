"""A person is erased: nothing of ours names them, and the paper in somebody's hand can still be checked."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from django.core import serializers
from django.core.files.storage import storages

from certificates.changing import CertificateIsClosed, replace, revoke
from certificates.models import Certificate
from certificates.models.certificates import State
from certificates.rendering import _place, document_of, render_again
from lms.accounts.erasure import Outcome, erase

if TYPE_CHECKING:
    from django.test import Client

    from lms.accounts.models import User

NAME = "Ni'mah Ra'udah, S.Pd."


@pytest.fixture
def issued(certificate: Certificate) -> Certificate:
    certificate.name = NAME
    certificate.facts["name"] = NAME
    certificate.save()
    return certificate


@pytest.fixture
def erased(issued: Certificate) -> Certificate:
    document_of(issued)
    assert erase(user=issued.learner) is Outcome.ANONYMISED
    return Certificate.objects.get(pk=issued.pk)


def test_no_record_names_an_erased_person(erased: Certificate) -> None:
    rows = serializers.serialize("json", [erased, erased.learner])
    for part in ("Ni'mah", "Ra'udah", "nimahraudah"):
        assert part not in rows
    assert erased.name == erased.facts["name"] == "N***** R******* S****"


def test_everything_else_of_the_certificate_stays(issued: Certificate, erased: Certificate) -> None:
    changed = {key for key in erased.facts if erased.facts[key] != issued.facts.get(key)}
    assert changed == {"name", "name_hash"}
    for field in ("number", "code", "path_key", "region_code", "issued_on", "valid_until", "learner_id", "enrolment_id"):
        assert getattr(erased, field) == getattr(issued, field)
    assert erased.state() is State.VALID


def test_the_paper_is_checked_as_before(client: Client, erased: Certificate) -> None:
    address = f"/C/{erased.code}"
    page = client.get(address)
    assert page.context["finding"].masked_name == "N***** R******* S****"
    assert page.context["finding"].state is State.VALID
    for typed, fits in (("nimah raudah s.pd", True), ("Nimah", False), (erased.name, False), (erased.name_hash, False)):
        assert client.post(address, {"nama": typed}).context["matches"] is fits


def test_the_kept_file_goes_and_a_new_one_names_nobody(issued: Certificate, erased: Certificate) -> None:
    assert not storages["private"].exists(_place(issued))
    text = subprocess.run(["pdftotext", "-", "-"], input=document_of(erased), capture_output=True, check=True).stdout.decode()
    assert erased.number in text
    assert "Ra'udah" not in text.replace("’", "'")


def test_a_pdf_that_was_being_set_while_its_person_was_erased_is_not_kept(issued: Certificate, superuser: User) -> None:
    read_before = Certificate.objects.get(pk=issued.pk)
    erase(user=issued.learner)
    document_of(read_before)
    render_again(certificate=read_before, acting_user=superuser)
    assert not storages["private"].exists(_place(issued))


def test_where_the_file_cannot_be_deleted_nothing_is_erased(issued: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(name: str) -> None:
        raise OSError

    monkeypatch.setattr(storages["private"], "delete", away)
    with pytest.raises(OSError):  # noqa: PT011
        erase(user=issued.learner)
    issued.refresh_from_db()
    issued.learner.refresh_from_db()
    assert issued.name == NAME
    assert issued.learner.anonymised_at is None


def test_erasing_twice_keeps_the_first_hash(erased: Certificate) -> None:
    erase(user=erased.learner)
    assert Certificate.objects.get(pk=erased.pk).name_hash == erased.name_hash


def test_nobody_writes_a_new_name_but_it_can_be_revoked(erased: Certificate, superuser: User) -> None:
    with pytest.raises(CertificateIsClosed):
        replace(certificate=erased, acting_user=superuser, name="Orang Lain")
    assert revoke(certificate=erased, reason="Uji", acting_user=superuser).state() is State.REVOKED


def test_before_erasing_a_person_is_told_what_stays(client: Client, certificate: Certificate, outsider: User) -> None:
    client.force_login(certificate.learner)
    assert client.get("/saya/hapus/").context["has_certificate"]
    client.force_login(outsider)
    assert not client.get("/saya/hapus/").context["has_certificate"]
