"""Consent: which text, kept as proof; a new version asks again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lms.accounts import consent
from lms.accounts.consent import ConsentTextChanged, current_text, give_consent, load_consent_texts
from lms.accounts.models import Consent, ConsentText

if TYPE_CHECKING:
    from django.test import Client

    from lms.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def second_version(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {**consent._files(), ("id", 2): "Teks baru."}
    monkeypatch.setattr(consent, "_files", lambda: texts)


def test_loading_the_texts_twice_changes_nothing() -> None:
    assert load_consent_texts() == 1
    assert load_consent_texts() == 0
    assert ConsentText.objects.get().digest == ConsentText.digest_of(current_text().text)


def test_a_published_text_cannot_be_changed_in_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    load_consent_texts()
    monkeypatch.setattr(consent, "_files", lambda: {("id", 1): "Teks lain."})
    with pytest.raises(ConsentTextChanged):
        load_consent_texts()


def test_the_text_names_purpose_kinds_retention_and_rights() -> None:
    text = current_text().text
    for told in ("Untuk apa", "Data yang kami simpan", "Berapa lama", "Hak Anda", "menghapus", "NIK"):
        assert told in text


def test_agreeing_twice_is_agreeing_once(learner: User) -> None:
    give_consent(user=learner)
    assert Consent.objects.filter(user=learner).count() == 1


def test_the_database_keeps_one_consent_per_person_and_text(learner: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(user=learner, text=current_text())


def test_a_new_version_asks_at_the_next_personal_page_and_then_goes_on(as_learner: Client, learner: User, second_version: None) -> None:
    asked = as_learner.get("/saya/perbaiki/")
    assert asked.headers["Location"] == "/persetujuan/?next=%2Fsaya%2Fperbaiki%2F"
    page = as_learner.get(asked.headers["Location"]).content.decode()
    assert "Teks baru." in page
    assert as_learner.post("/persetujuan/", {"next": "/saya/perbaiki/"}).headers["Location"] == "/saya/perbaiki/"
    assert as_learner.get("/saya/perbaiki/").status_code == 200
    assert set(Consent.objects.filter(user=learner).values_list("text__version", flat=True)) == {1, 2}


def test_who_does_not_agree_can_still_see_take_and_delete_their_data(as_learner: Client, second_version: None) -> None:
    for address in ("/saya/", "/saya/unduh.json", "/saya/hapus/"):
        assert as_learner.get(address).status_code == 200


def test_agreeing_leads_only_to_our_own_pages(as_learner: Client) -> None:
    assert as_learner.post("/persetujuan/", {"next": "//jahat.example/"}).headers["Location"] == "/saya/"


def test_asking_costs_no_query_after_signing_in(client: Client, person: User) -> None:
    client.force_login(person)
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/akun/sandi/").status_code == 200
    assert not [query for query in queries if "accounts_consent" in query["sql"]]
