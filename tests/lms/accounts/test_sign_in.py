"""Signing in and leaving: whichever way a name is written, and nothing told about names that nobody has."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import get_hasher
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.test import Client

from lms.accounts.models import User
from tests.lms.accounts.conftest import PIN, sign_in, without_marks_of_the_session

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "written",
    ["081234567890", "0812-3456-7890", "+62 812 3456 7890", "6281234567890", "(0812) 3456.7890", "peserta", "PESERTA", " Peserta "],
)
def test_a_person_signs_in_however_the_name_is_written(client: Client, person: User, written: str) -> None:
    response = sign_in(client, written)
    assert response.status_code == 302
    assert is_in(client)


def test_wrong_and_unknown_look_exactly_alike(person: User) -> None:
    pages = []
    for name in ("081234567890", "081300001111"):
        response = sign_in(Client(), name, "739164")
        assert response.status_code == 200
        pages.append(without_marks_of_the_session(response).replace(name, "NAME"))
    assert pages[0] == pages[1]


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "!unusable"}])
def test_inactive_people_and_people_without_a_pin_look_like_unknown_ones(person: User, change: dict[str, object]) -> None:
    User.objects.filter(pk=person.pk).update(**change)
    known, unknown = sign_in(Client(), "081234567890"), sign_in(Client(), "081300001111")
    assert known.status_code == unknown.status_code == 200
    assert known.context["form"].errors == unknown.context["form"].errors


@pytest.mark.parametrize("name", ["081234567890", "peserta", "081300001111", "tidak.ada"])
def test_the_same_work_is_done_for_known_and_unknown_names(
    person: User, name: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hasher = type(get_hasher())
    with patch.object(hasher, "encode", autospec=True, side_effect=hasher.encode) as hashing, django_assert_num_queries(3):
        # write the try down, count the tries before, look the person up
        assert authenticate(None, username=name, password="739164") is None
    assert hashing.call_count == 1


def test_a_right_pin_takes_back_what_was_counted(person: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(4):
        assert authenticate(None, username="peserta", password=PIN) == person


@pytest.mark.parametrize("name", ["", " ", "\x00", "a\x00b", "x" * 5000, "' OR 1=1 --", "😀", "peserta\n"])
def test_hostile_names_sign_nobody_in(client: Client, person: User, name: str) -> None:
    response = sign_in(client, name, "739164")
    assert response.status_code == 200
    assert not is_in(client)


def test_next_leads_only_to_our_own_pages(person: User) -> None:
    for target in ("/belajar/", "/saya/?a=1"):
        assert sign_in(Client(), "peserta", next=target).headers["Location"] == target
    for target in (
        "https://jahat.example/",
        "//jahat.example/",
        "\\\\jahat.example",
        "/\\jahat.example",
        "https:jahat.example",
        "javascript:alert(1)",
        " https://jahat.example",
        "http:///jahat.example",
        "//testserver@jahat.example/",
    ):
        assert sign_in(Client(), "peserta", next=target).headers["Location"] == "/belajar/", target


def test_staff_come_to_their_work_and_learners_to_their_learning(person: User) -> None:
    assert sign_in(Client(), "peserta").headers["Location"] == "/belajar/"
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert sign_in(Client(), "peserta").headers["Location"] == "/admin/"
    assert sign_in(Client(), "peserta", next="/saya/").headers["Location"] == "/saya/"


def test_next_survives_a_wrong_pin(client: Client, person: User) -> None:
    page = sign_in(client, "peserta", "739164", next="/saya/").content.decode()
    assert '<input type="hidden" name="next" value="/saya/">' in page


def test_signing_in_needs_the_form_of_this_site(person: User) -> None:
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client, "peserta").status_code == 403
    assert not is_in(client)


def test_a_new_session_id_is_given_at_signing_in(client: Client, person: User) -> None:
    client.get("/masuk/")
    session = client.session
    session["x"] = 1
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    sign_in(client, "peserta")
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_the_page_is_kept_nowhere_and_the_pin_is_not_sent_back(client: Client, person: User) -> None:
    response = sign_in(client, "peserta", "739164")
    assert "no-store" in response.headers["Cache-Control"]
    assert "739164" not in response.content.decode()


def test_somebody_signed_in_is_sent_on(as_learner: Client) -> None:
    assert as_learner.get("/masuk/?next=/saya/").headers["Location"] == "/saya/"


# Leaving ---------------------------------------------------------------------------------------------


def test_leaving_ends_the_session_and_clears_what_the_browser_kept(client: Client, person: User) -> None:
    sign_in(client, "peserta")
    old = client.session.session_key
    response = client.post("/keluar/")
    assert response.headers["Location"] == "/keluar/"
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert not Session.objects.filter(session_key=old).exists()
    assert "Clear-Site-Data" not in client.get("/keluar/").headers
    client.cookies["sessionid"] = old
    assert client.get("/saya/").status_code == 302


def test_changing_the_person_leads_to_signing_in(as_learner: Client) -> None:
    page = as_learner.get("/saya/").content.decode()
    assert 'name="next" value="/masuk/"' in page
    assert "Peserta Seruyan" in page
    assert as_learner.post("/keluar/", {"next": "/masuk/"}).headers["Location"] == "/masuk/"


def test_leaving_needs_a_post(as_learner: Client) -> None:
    assert as_learner.get("/keluar/").status_code == 200
    assert is_in(as_learner)


def test_leaving_leads_only_to_our_own_pages(as_learner: Client) -> None:
    assert as_learner.post("/keluar/", {"next": "//jahat.example/"}).headers["Location"] == "/keluar/"


def test_leaving_twice_is_leaving_once(as_learner: Client) -> None:
    assert [as_learner.post("/keluar/").status_code for _ in range(2)] == [302, 302]


# Changing the PIN ------------------------------------------------------------------------------------


def test_a_new_pin_ends_the_other_sessions_and_keeps_this_one(person: User) -> None:
    here, there = Client(), Client()
    sign_in(here, "peserta")
    sign_in(there, "peserta")
    response = here.post("/akun/sandi/", {"oldpassword": PIN, "password1": "739164"})
    assert response.headers["Location"] == "/saya/"
    assert here.get("/saya/").status_code == 200
    assert there.get("/saya/").status_code == 302
    assert sign_in(Client(), "peserta", PIN).status_code == 200


@pytest.mark.parametrize(("old", "new"), [("000001", "739164"), (PIN, "123456"), (PIN, "567890"), ("", "739164")])
def test_a_wrong_old_or_a_weak_new_pin_changes_nothing(client: Client, person: User, old: str, new: str) -> None:
    sign_in(client, "peserta")
    assert client.post("/akun/sandi/", {"oldpassword": old, "password1": new}).status_code == 200
    person.refresh_from_db()
    assert person.check_password(PIN)


def test_staff_are_told_of_the_longer_password_that_they_need(client: Client, person: User, superuser: User) -> None:
    pages = []
    for someone in (person, superuser):
        someone.set_password(PIN)
        someone.save()
        client.force_login(someone)
        pages.append(client.get("/akun/sandi/").content.decode())
    assert ["Enam angka yang sulit ditebak" in page for page in pages] == [True, False]
    assert ["Kata sandi paling sedikit 12 huruf." in page for page in pages] == [False, True]


def test_guessing_the_old_pin_in_an_open_session_is_counted(client: Client, person: User) -> None:
    sign_in(client, "peserta")
    for _ in range(5):
        client.post("/akun/sandi/", {"oldpassword": "739164", "password1": "864097"})
    client.post("/akun/sandi/", {"oldpassword": PIN, "password1": "864097"})
    person.refresh_from_db()
    assert person.check_password(PIN)


def test_a_deactivated_person_is_out_at_once(as_learner: Client, learner: User) -> None:
    User.objects.filter(pk=learner.pk).update(is_active=False)
    assert as_learner.get("/saya/").status_code == 302


@pytest.mark.parametrize("page", ["/admin/", "/admin/images/", "/admin/kantor/orang/"])
def test_a_learner_at_the_door_of_the_admin_is_told_and_not_sent_round_in_a_circle(client: Client, person: User, page: str) -> None:
    sign_in(client, "peserta", next=page)
    answer = client.get(page, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == "/belajar/"
    assert "tidak memiliki izin" in answer.content.decode()


def test_staff_who_are_signed_in_already_go_on_to_where_they_wanted_in_the_admin(client: Client, superuser: User) -> None:
    client.force_login(superuser)
    assert client.get("/masuk/", {"next": "/admin/images/"}).headers["Location"] == "/admin/images/"
