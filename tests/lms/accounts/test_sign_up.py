"""Signing up, and that it tells nobody who has an account."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from wagtail.models import ModelLogEntry

from lms.accounts import registration
from lms.accounts.consent import current_text
from lms.accounts.models import Consent, SignInFailure, User
from lms.accounts.registration import AlreadyRegistered, NewPerson, register
from tests.lms.accounts.conftest import PIN, sign_in, without_marks_of_the_session

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = pytest.mark.django_db


def sign_up(client: Client, answers: dict[str, Any], **changes: Any) -> HttpResponse:
    return client.post("/daftar/", {**answers, **changes})


def errors_of(response: Any) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)


def test_a_person_signs_up_signs_in_and_signs_out(client: Client, answers: dict[str, Any]) -> None:
    response = sign_up(client, answers)
    assert response.status_code == 302
    assert response.headers["Location"] == "/masuk/"
    assert 'value="0812-3456-7890"' in client.get("/masuk/").content.decode()
    assert sign_in(client, "0812 3456 7890", next="/saya/").headers["Location"] == "/saya/"
    assert "Peserta Baru" in client.get("/saya/").content.decode()
    assert client.post("/keluar/").status_code == 302
    assert client.get("/saya/").status_code == 302


@pytest.mark.parametrize("address", ["/daftar/", "/saya/perbaiki/"])
def test_only_what_may_be_left_empty_is_called_so(client: Client, person: User, address: str) -> None:
    """A number or a sign-in name, the number's PIN, the three lists of one village: each is needed, or by another one."""
    if address != "/daftar/":
        client.force_login(person)
    labels = re.findall(r'<label for="id_(\w+)">([^\n]*)</label>', client.get(address).content.decode())
    assert {"phone", "regency", "district", "village", "password"} < dict(labels).keys()
    assert [name for name, label in labels if "(boleh kosong)" in label] == ["workplace", "email"]


def test_what_was_told_is_kept_with_consent_and_audit_row(client: Client, answers: dict[str, Any]) -> None:
    sign_up(client, answers, email="a@contoh.id")
    user = User.objects.get(phone="+6281234567890")
    assert (user.name, user.audience, user.workplace, user.region_id, user.email) == (
        "Peserta Baru",
        "kader",
        "Posyandu Melati",
        "62.07.01.2001",
        "a@contoh.id",
    )
    assert user.adult_declared_at
    consent = Consent.objects.get(user=user)
    assert (consent.text, consent.channel, consent.helped_by) == (current_text(), "online", None)
    assert ModelLogEntry.objects.filter(action="accounts.register", object_id=str(user.pk)).count() == 1


def test_a_person_without_a_number_chooses_a_name_to_sign_in_with(client: Client, answers: dict[str, Any]) -> None:
    sign_up(client, answers, phone="", username="Siti.Seruyan27")
    assert User.objects.get().username == "siti.seruyan27"
    assert sign_in(client, "SITI.seruyan27").status_code == 302
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "   "),
        ("name", "12345"),
        ("name", "Siti 3201234567890001"),
        ("name", "Siti\u202eitiS"),
        ("name", '=HYPERLINK("http://x";"klik") Ayu'),
        ("phone", "12345"),
        ("phone", "0812-FLOWERS"),
        ("audience", ""),
        ("audience", "menteri"),
        ("village", ""),
        ("village", "62.07"),
        ("village", "99.99.99.9999"),
        ("email", "bukan-alamat"),
        ("password", ""),
        ("password", "123456"),
        ("password", "kopi"),
        ("is_adult", ""),
        ("consent", ""),
    ],
)
def test_a_bad_answer_is_told_in_words_and_everything_typed_stays(client: Client, answers: dict[str, Any], field: str, value: str) -> None:
    told = {key: answer for key, answer in {**answers, field: value}.items() if not (key in ("is_adult", "consent") and not answer)}
    response = client.post("/daftar/", told)
    assert response.status_code == 200
    assert field in errors_of(response)
    page = response.content.decode()
    for kept in ("name", "phone", "workplace"):
        if field != kept:
            assert f'value="{answers[kept]}"' in page
    assert not User.objects.exists()


def test_a_number_or_a_name_is_needed(client: Client, answers: dict[str, Any]) -> None:
    assert "phone" in errors_of(sign_up(client, answers, phone=""))


@pytest.mark.parametrize("name", ["ab", "1siti", "siti seruyan", "siti@x", "081234567890", "peserta-abc123", "x" * 31])
def test_a_name_that_looks_like_a_number_or_is_ours_is_refused(client: Client, answers: dict[str, Any], name: str) -> None:
    assert "username" in errors_of(sign_up(client, answers, phone="", username=name))


def test_error_messages_are_free_of_blame_and_of_english(client: Client, answers: dict[str, Any]) -> None:
    response = client.post("/daftar/", {})
    words = " ".join(message for messages in errors_of(response).values() for message in messages)
    assert not re.search(r"tidak valid|wajib diisi|error|terlarang|maaf|required|invalid", words, re.IGNORECASE)


# Steps without script --------------------------------------------------------------------------------


def test_the_next_list_opens_on_the_same_page_and_keeps_what_was_typed(client: Client, answers: dict[str, Any]) -> None:
    first = client.post("/daftar/", {**answers, "district": "", "village": "", "step": "district"})
    page = first.content.decode()
    assert first.status_code == 200
    assert not first.context["form"].is_bound
    assert "Seruyan Hilir" in page
    assert 'class="error-summary"' not in page
    for kept in ("Peserta Baru", "0812-3456-7890", "Posyandu Melati", PIN):
        assert f'value="{kept}"' in page
    assert page.count('value="on" checked') + page.count(" checked>") == 2
    second = client.post("/daftar/", {**answers, "village": "", "step": "village"}).content.decode()
    assert "Persil Raya" in second
    assert not User.objects.exists()


def test_changing_the_regency_empties_the_lists_below(client: Client, answers: dict[str, Any]) -> None:
    page = client.post("/daftar/", {**answers, "regency": "62.71", "step": "district"}).content.decode()
    assert "Pahandut" in page
    assert "Persil Raya" not in page


def test_a_village_found_by_name_needs_no_lists(client: Client, answers: dict[str, Any]) -> None:
    sign_up(client, answers, regency="", district="")
    assert User.objects.get().region_id == "62.07.01.2001"


# Nobody learns who has an account --------------------------------------------------------------------


def test_a_taken_number_looks_exactly_like_a_new_one(answers: dict[str, Any], person: User) -> None:
    taken, new = Client(), Client()
    first = sign_up(taken, answers)
    second = sign_up(new, answers, phone="0813-0000-1111")
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    page, other = taken.get("/masuk/"), new.get("/masuk/")
    assert page.status_code == other.status_code
    assert without_marks_of_the_session(page) == without_marks_of_the_session(other).replace("0813-0000-1111", "0812-3456-7890")
    assert sorted(taken.cookies) == sorted(new.cookies)


def test_a_taken_sign_in_name_looks_exactly_like_a_new_one(answers: dict[str, Any], person: User) -> None:
    first = sign_up(Client(), answers, phone="", username=person.username)
    second = sign_up(Client(), answers, phone="", username="belum.ada")
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])


def test_signing_up_again_changes_nothing_of_the_account_and_the_old_pin_still_opens_it(
    client: Client, answers: dict[str, Any], person: User
) -> None:
    before = User.objects.filter(pk=person.pk).values().get()
    sign_up(client, answers, name="Orang Lain", password="607183")
    assert User.objects.filter(pk=person.pk).values().get() == before
    sign_in(client, "081234567890", PIN)
    assert client.session["_auth_user_id"] == str(person.pk)


def test_signing_up_hashes_once_whether_the_number_is_taken_or_not(answers: dict[str, Any], person: User) -> None:
    for phone in ("0812-3456-7890", "0813-0000-1111"):
        with patch.object(registration, "make_password", wraps=make_password) as hashing:
            sign_up(Client(), answers, phone=phone)
        assert hashing.call_count == 1


def test_asking_for_many_numbers_by_signing_up_is_counted(answers: dict[str, Any], person: User) -> None:
    sign_up(Client(), answers)
    assert SignInFailure.objects.count() == 1
    sign_up(Client(), answers, phone="0813-0000-1111")
    assert SignInFailure.objects.count() == 1


def test_a_form_sent_five_times_makes_one_person(client: Client, answers: dict[str, Any]) -> None:
    places = {sign_up(client, answers).headers["Location"] for _ in range(5)}
    assert places == {"/masuk/"}
    assert User.objects.count() == 1


# The act ---------------------------------------------------------------------------------------------


def test_a_taken_name_leaves_nothing_behind(person: User) -> None:
    with pytest.raises(AlreadyRegistered):
        register(person=NewPerson(name="Dua", phone=person.phone), password=PIN, is_adult=True)
    assert Consent.objects.count() == 1
    assert User.objects.count() == 1


def test_without_consent_there_is_no_person(regions: None) -> None:
    with patch.object(registration, "give_consent", side_effect=RuntimeError), pytest.raises(RuntimeError):
        register(person=NewPerson(name="Satu", phone="+6281300001111"), password=PIN, is_adult=True)
    assert not User.objects.exists()


def test_nobody_under_eighteen_is_registered(regions: None) -> None:
    with pytest.raises(ValueError, match="adults"):
        register(person=NewPerson(name="Satu"), password=PIN, is_adult=False)


def test_an_officer_who_helped_stands_in_the_proof(officer: User) -> None:
    user = register(
        person=NewPerson(name="Satu", phone="+6281300001111"), password=PIN, is_adult=True, channel="officer", acting_user=officer
    )
    assert Consent.objects.get(user=user).helped_by == officer


def test_a_signed_in_person_is_not_asked_to_sign_up(as_learner: Client) -> None:
    assert as_learner.get("/daftar/").headers["Location"] == "/saya/"


def test_the_address_to_go_on_to_survives_signing_up(client: Client, answers: dict[str, Any]) -> None:
    assert sign_up(client, answers, next="/belajar/").headers["Location"] == "/masuk/?next=%2Fbelajar%2F"
    assert sign_up(client, answers, next="https://jahat.example/").headers["Location"] == "/masuk/"


def test_the_page_is_kept_nowhere(client: Client, regions: None) -> None:
    assert "no-store" in client.get("/daftar/").headers["Cache-Control"]


def test_a_form_from_elsewhere_is_refused(answers: dict[str, Any]) -> None:
    assert Client(enforce_csrf_checks=True).post("/daftar/", answers).status_code == 403
    assert not User.objects.exists()


def test_only_get_and_post_are_answered(client: Client, regions: None) -> None:
    assert client.put("/daftar/").status_code == 405
