"""Correcting what is kept about oneself; what one signs in with, only with the PIN."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from lms.accounts.models import SignInFailure, User
from lms.accounts.recovery import issue_code, redeem_code
from tests.lms.accounts.conftest import PIN, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected() -> dict[str, Any]:
    return {
        "name": "Nama Baru",
        "username": "peserta",
        "phone": "0813 0000 1111",
        "password": PIN,
        "email": "baru@contoh.id",
        "audience": "guru_sd",
        "workplace": "SD Negeri 1",
        "regency": "62.71",
        "district": "62.71.01",
        "village": "62.71.01.1001",
    }


def test_a_person_corrects_everything_that_is_theirs(at_home: Client, person: User, corrected: dict[str, Any]) -> None:
    assert at_home.post("/saya/perbaiki/", corrected).headers["Location"] == "/saya/"
    person.refresh_from_db()
    assert (person.name, person.phone, person.email, person.audience, person.workplace, person.region_id) == (
        "Nama Baru",
        "+6281300001111",
        "baru@contoh.id",
        "guru_sd",
        "SD Negeri 1",
        "62.71.01.1001",
    )
    entry = ModelLogEntry.objects.get(action="accounts.correct")
    assert set(entry.data["fields"]) == {"name", "phone", "email", "audience", "workplace", "region"}
    assert at_home.get("/saya/").status_code == 200


def test_rights_cannot_be_taken_by_adding_fields(at_home: Client, person: User, corrected: dict[str, Any]) -> None:
    at_home.post(
        "/saya/perbaiki/",
        {
            **corrected,
            "is_superuser": "on",
            "scope": "62",
            "is_demo": "on",
            "groups": "1",
            "is_active": "",
            "user": "1",
        },
    )
    person.refresh_from_db()
    assert (person.is_superuser, person.scope_id, person.is_demo, person.username, person.is_active) == (
        False,
        None,
        False,
        "peserta",
        True,
    )


def test_the_same_again_changes_nothing(at_home: Client, corrected: dict[str, Any]) -> None:
    for _ in range(2):
        at_home.post("/saya/perbaiki/", corrected)
    assert ModelLogEntry.objects.filter(action="accounts.correct").count() == 1


def test_somebody_elses_number_cannot_be_taken_and_trying_is_counted(
    at_home: Client, other_learner: User, corrected: dict[str, Any]
) -> None:
    User.objects.filter(pk=other_learner.pk).update(phone="+6281300001111")
    response = at_home.post("/saya/perbaiki/", corrected)
    assert "phone" in response.context["form"].errors
    assert SignInFailure.objects.count() == 1
    assert User.objects.get(username="peserta").name == "Peserta Seruyan"
    # Nor does the page show as one's own what was refused.
    assert response.wsgi_request.user.name == "Peserta Seruyan"


@pytest.mark.parametrize("phone", ["0813 0000 1111", ""])
@pytest.mark.parametrize("secret", ["", "739164"])
def test_the_number_is_changed_only_with_the_pin(at_home: Client, corrected: dict[str, Any], phone: str, secret: str) -> None:
    """The phone is shared: whoever finds the session open must not take the account along."""
    response = at_home.post("/saya/perbaiki/", {**corrected, "phone": phone, "password": secret})
    assert list(response.context["form"].errors) == ["password"]
    assert list(User.objects.filter(username="peserta").values_list("name", "phone")) == [("Peserta Seruyan", "+6281234567890")]
    assert SignInFailure.objects.count() == bool(secret)


@pytest.mark.parametrize(
    ("secret", "change"),
    [
        (PIN, {"phone": f"0813 {PIN} 11"}),
        ("081300001111", {}),
        ("siti.seruyan27", {"username": "Siti.Seruyan27"}),
    ],
)
def test_a_new_number_or_name_must_not_hold_the_pin(
    at_home: Client, person: User, corrected: dict[str, Any], secret: str, change: dict[str, str]
) -> None:
    person.set_password(secret)
    person.save()
    at_home.force_login(person)
    form = at_home.post("/saya/perbaiki/", {**corrected, "password": secret, **change}).context["form"]
    assert "Ganti PIN dulu" in str(form.errors["password"])
    assert list(User.objects.values_list("username", "phone").filter(pk=person.pk)) == [("peserta", "+6281234567890")]
    assert not SignInFailure.objects.exists()


@pytest.mark.parametrize("secret", ["123456", "peserta", "ab"])
def test_only_what_is_new_is_compared_with_the_pin(at_home: Client, person: User, corrected: dict[str, Any], secret: str) -> None:
    """A secret that an older rule or the office allowed lets its owner correct the number."""
    person.set_password(secret)
    person.save()
    at_home.force_login(person)
    assert at_home.post("/saya/perbaiki/", {**corrected, "password": secret}).headers["Location"] == "/saya/"
    assert User.objects.get(pk=person.pk).phone == "+6281300001111"


def test_everything_else_is_changed_without_the_pin(at_home: Client, corrected: dict[str, Any]) -> None:
    at_home.post("/saya/perbaiki/", {**corrected, "phone": "+62 812-3456-7890", "password": ""})
    assert User.objects.get(username="peserta").name == "Nama Baru"


def test_the_pin_stands_in_no_page(at_home: Client, corrected: dict[str, Any]) -> None:
    for more in ({"name": ""}, {"village": "", "step": "village"}):
        assert PIN not in at_home.post("/saya/perbaiki/", {**corrected, **more}).content.decode()


def test_the_number_one_signs_in_with_cannot_be_left_empty(at_home: Client, person: User, corrected: dict[str, Any]) -> None:
    assert at_home.post("/saya/perbaiki/", {**corrected, "phone": ""}).status_code == 302
    User.objects.filter(pk=person.pk).update(username="peserta-0a1b2c3d4e", phone="+6281234567890")
    assert "phone" in at_home.post("/saya/perbaiki/", {**corrected, "username": "", "phone": ""}).context["form"].errors


@pytest.fixture
def with_a_number_only(person: User) -> User:
    User.objects.filter(pk=person.pk).update(username="peserta-0a1b2c3d4e", phone="+6281234567890")
    return person


def test_who_has_lost_the_number_chooses_a_name_and_signs_in_with_it(
    at_home: Client, with_a_number_only: User, corrected: dict[str, Any]
) -> None:
    assert 'name="username"' in at_home.get("/saya/perbaiki/").content.decode()
    answer = at_home.post("/saya/perbaiki/", {**corrected, "phone": "", "username": "Siti.Seruyan27", "password": PIN})
    assert answer.headers["Location"] == "/saya/"
    with_a_number_only.refresh_from_db()
    assert (with_a_number_only.username, with_a_number_only.phone) == ("siti.seruyan27", None)
    assert "_auth_user_id" in sign_in_anew("siti.seruyan27").session
    assert at_home.get("/saya/perbaiki/").context["form"]["username"].value() == "siti.seruyan27"


def sign_in_anew(name: str) -> Client:
    client = Client()
    sign_in(client, name)
    return client


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"username": "siti", "password": ""}, ["password"]),
        ({"username": "siti", "password": "", "phone": "0812-3456-7890"}, ["password"]),
        ({"username": "siti", "password": "739164"}, ["password"]),
        ({"username": "si ti"}, ["username"]),
        ({"username": "palangka"}, ["username"]),
        ({"username": ""}, ["phone"]),
    ],
)
def test_a_name_is_chosen_with_the_pin_and_is_nobody_elses(
    at_home: Client, with_a_number_only: User, other_learner: User, corrected: dict[str, Any], change: dict[str, str], wrong: list[str]
) -> None:
    User.objects.filter(pk=other_learner.pk).update(username="palangka")
    answer = at_home.post("/saya/perbaiki/", {**corrected, "phone": "", **change})
    assert list(answer.context["form"].errors) == wrong
    with_a_number_only.refresh_from_db()
    assert (with_a_number_only.username, with_a_number_only.phone) == ("peserta-0a1b2c3d4e", "+6281234567890")


def test_a_chosen_name_is_corrected_with_the_pin_and_opens_the_account_from_then_on(at_home: Client, person: User, corrected: Any) -> None:
    elsewhere = sign_in_anew("peserta")
    shown = at_home.get("/saya/perbaiki/").content.decode()
    assert 'name="username" value="peserta"' in shown
    assert 'class="no-number"' not in shown
    answer = at_home.post("/saya/perbaiki/", {**corrected, "phone": "0812-3456-7890", "username": " Siti.Seruyan27 "})
    assert answer.headers["Location"] == "/saya/"
    person.refresh_from_db()
    assert (person.username, person.phone) == ("siti.seruyan27", "+6281234567890")
    assert "username" in ModelLogEntry.objects.get(action="accounts.correct").data["fields"]
    assert [sign_in_anew(name).session.has_key("_auth_user_id") for name in ("SITI.seruyan27", "081234567890", "peserta")] == [
        True,
        True,
        False,
    ]
    # Whoever is signed in elsewhere stays so: the PIN is the same.
    assert elsewhere.get("/saya/").status_code == 200


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"username": "siti", "password": ""}, "password"),
        ({"username": "siti", "password": "739164"}, "password"),
        ({"username": "si ti"}, "username"),
        ({"username": "081234567890"}, "username"),
        ({"username": "peserta-0a1b2c3d4e"}, "username"),
        ({"username": "Palangka"}, "username"),
        ({"username": ""}, "username"),
        ({"username": "", "phone": ""}, "username"),
    ],
)
def test_a_chosen_name_stays_where_the_new_one_cannot_be(
    at_home: Client, person: User, other_learner: User, corrected: dict[str, Any], change: dict[str, str], wrong: str
) -> None:
    User.objects.filter(pk=other_learner.pk).update(username="palangka")
    form = at_home.post("/saya/perbaiki/", {**corrected, **change}).context["form"]
    assert list(form.errors) == [wrong]
    # What was typed is still there.
    assert (form["username"].value(), form["name"].value()) == (change["username"], "Nama Baru")
    assert User.objects.values_list("username", "name").get(pk=person.pk) == ("peserta", "Peserta Seruyan")


def test_trying_names_is_counted_like_trying_numbers(at_home: Client, other_learner: User, corrected: dict[str, Any]) -> None:
    asked = {**corrected, "phone": "0812-3456-7890", "username": "lain"}
    answers = [at_home.post("/saya/perbaiki/", asked).context["form"].errors for _ in range(6)]
    assert [list(errors) for errors in answers] == [["username"]] * 5 + [["__all__"]]
    assert SignInFailure.objects.count() == 5


@pytest.mark.parametrize("name", ["peserta", " PESERTA", "nama.yang.lebih.panjang.dari.tiga.puluh", "siti@kantor"])
def test_the_name_that_one_has_needs_neither_pin_nor_rule(at_home: Client, person: User, corrected: dict[str, Any], name: str) -> None:
    """Staff are given their names by the office, which keeps to no such rule."""
    User.objects.filter(pk=person.pk).update(username=name.strip().lower())
    told = {**corrected, "username": name, "phone": "0812-3456-7890", "password": ""}
    assert at_home.post("/saya/perbaiki/", told).headers["Location"] == "/saya/"
    assert User.objects.values_list("username", "name").get(pk=person.pk) == (name.strip().lower(), "Nama Baru")


def test_the_other_number_is_what_is_refused_where_the_name_stays(at_home: Client, other_learner: User, corrected: dict[str, Any]) -> None:
    User.objects.filter(pk=other_learner.pk).update(phone="+6281300001111")
    assert list(at_home.post("/saya/perbaiki/", corrected).context["form"].errors) == ["phone"]


def test_an_officers_code_fits_the_corrected_name(at_home: Client, person: User, superuser: User, corrected: dict[str, Any]) -> None:
    code = issue_code(user=person, acting_user=superuser).code
    at_home.post("/saya/perbaiki/", {**corrected, "username": "siti"})
    assert redeem_code(identifier="siti", code=code, new_password="480273", address="203.0.113.9") == person


def test_correcting_works_in_steps_too(at_home: Client, corrected: dict[str, Any]) -> None:
    page = at_home.post("/saya/perbaiki/", {**corrected, "username": "siti", "village": "", "step": "village"}).content.decode()
    assert 'value="Nama Baru"' in page
    assert 'value="siti"' in page
    assert "Pahandut" in page
    assert not ModelLogEntry.objects.filter(action="accounts.correct").exists()
