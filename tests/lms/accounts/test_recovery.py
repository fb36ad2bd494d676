"""A one-time code from an officer: own region only, once, for two days, and it tells nothing about who has an account."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import patch
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.hashers import get_hasher
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from wagtail.models import ModelLogEntry

from lms.accounts.models import SignInCode, SignInFailure, User
from lms.accounts.recovery import ALPHABET, CodeRefused, issue_code, redeem_code
from lms.accounts.throttling import TooManyMisses
from tests.factories import make_person
from tests.lms.accounts.conftest import PIN, sign_in

if TYPE_CHECKING:
    from modules.models import Home

pytestmark = pytest.mark.django_db
NEW = "739164"


def redeem(name: str, code: str, new: str = NEW) -> User:
    return redeem_code(identifier=name, code=code, new_password=new, address="10.0.0.1")


def test_a_person_gets_in_again_with_the_code_from_the_card(client: Client, person: User, officer: User, coordinators: None) -> None:
    issued = issue_code(user=person, acting_user=officer)
    response = client.post("/masuk/kode/", {"login": "0812-3456-7890", "code": str(issued).lower(), "password": NEW})
    assert response.headers["Location"] == "/masuk/"
    assert 'value="0812-3456-7890"' in client.get("/masuk/").content.decode()
    sign_in(client, "peserta", NEW)
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_code_has_eight_clear_signs_and_only_its_hash_is_kept(person: User, officer: User, coordinators: None) -> None:
    issued = issue_code(user=person, acting_user=officer)
    assert re.fullmatch(f"[{ALPHABET}]{{8}}", issued.code)
    assert not set("O0I1LU") & set(ALPHABET)
    assert issued.code not in str(SignInCode.objects.values().get())
    assert ModelLogEntry.objects.filter(action="accounts.issue_code", user=officer, object_id=str(person.pk)).count() == 1


def test_a_code_works_once(person: User, officer: User, coordinators: None) -> None:
    code = issue_code(user=person, acting_user=officer).code
    redeem("peserta", code)
    with pytest.raises(CodeRefused):
        redeem("peserta", code, "864097")
    person.refresh_from_db()
    assert person.check_password(NEW)


def test_a_new_code_makes_the_one_before_void(person: User, officer: User, coordinators: None) -> None:
    first, second = (issue_code(user=person, acting_user=officer).code for _ in range(2))
    with pytest.raises(CodeRefused):
        redeem("peserta", first)
    assert redeem("peserta", second) == person


def test_a_code_ends_after_two_days(person: User, officer: User, coordinators: None) -> None:
    with time_machine.travel(datetime(2026, 11, 2, tzinfo=UTC), tick=False) as clock:
        code = issue_code(user=person, acting_user=officer).code
        clock.shift(timedelta(hours=48, seconds=1))
        with pytest.raises(CodeRefused):
            redeem("peserta", code)


def test_a_code_is_for_one_person(person: User, other_learner: User, officer: User, coordinators: None) -> None:
    code = issue_code(user=person, acting_user=officer).code
    with pytest.raises(CodeRefused):
        redeem(other_learner.username, code)


def test_a_new_pin_ends_all_sessions(person: User, officer: User, coordinators: None) -> None:
    thief = Client()
    sign_in(thief, "peserta")
    redeem("peserta", issue_code(user=person, acting_user=officer).code)
    assert thief.get("/saya/").status_code == 302


def test_a_weak_new_pin_costs_no_code(client: Client, person: User, officer: User, coordinators: None) -> None:
    code = issue_code(user=person, acting_user=officer).code
    response = client.post("/masuk/kode/", {"login": "peserta", "code": code, "password": "123456"})
    assert "password" in response.context["form"].errors
    assert redeem("peserta", code) == person


def test_staff_need_a_long_password_with_a_code_too(client: Client, officer: User, superuser: User, coordinators: None) -> None:
    told = {"login": officer.username, "code": issue_code(user=officer, acting_user=superuser).code}
    for weak in (NEW, "kopi manis"):
        response = client.post("/masuk/kode/", {**told, "password": weak})
        assert list(response.context["form"].errors) == ["password"]
    assert client.post("/masuk/kode/", {**told, "password": "kopi manis di teras"}).status_code == 302
    officer.refresh_from_db()
    assert officer.check_password("kopi manis di teras")


def test_whether_a_secret_is_that_of_staff_is_told_only_with_the_code(client: Client, officer: User, coordinators: None) -> None:
    response = client.post("/masuk/kode/", {"login": officer.username, "code": "ABCDEFGH", "password": NEW})
    assert list(response.context["form"].errors) == ["code"]


def test_a_locked_account_is_opened_by_a_code(person: User, officer: User, coordinators: None) -> None:
    for name in ("peserta", "0812 3456 7890"):
        for _ in range(12):
            sign_in(Client(), name, "607183")
    redeem("peserta", issue_code(user=person, acting_user=officer).code)
    for name in ("peserta", "0812 3456 7890"):
        client = Client()
        sign_in(client, name, NEW)
        assert client.session["_auth_user_id"] == str(person.pk)


def test_a_code_opens_one_account_and_no_other(person: User, other_learner: User, officer: User, coordinators: None) -> None:
    for _ in range(5):
        sign_in(Client(), other_learner.username, "607183")
    redeem("peserta", issue_code(user=person, acting_user=officer).code)
    assert SignInFailure.objects.count() == 5


def test_guessing_codes_is_limited(person: User, officer: User, coordinators: None) -> None:
    code = issue_code(user=person, acting_user=officer).code
    for _ in range(5):
        with pytest.raises(CodeRefused):
            redeem("peserta", "ABCDEFGH")
    with pytest.raises(TooManyMisses):
        redeem("peserta", code)


def test_people_with_a_code_people_without_and_nobody_look_alike(
    person: User, other_learner: User, officer: User, coordinators: None
) -> None:
    issue_code(user=person, acting_user=officer)
    hasher, answers, work = type(get_hasher()), [], []
    for name in ("peserta", "lain", "tidak.ada"):
        with patch.object(hasher, "encode", autospec=True, side_effect=hasher.encode) as hashing:
            response = Client().post("/masuk/kode/", {"login": name, "code": "ABCDEFGH", "password": NEW})
        answers.append((response.status_code, response.context["form"].errors))
        work.append(hashing.call_count)
    assert answers[0] == answers[1] == answers[2]
    assert work == [1, 1, 1]


# Who may hand one out ---------------------------------------------------------------------------------


def test_a_coordinator_of_another_regency_may_not(person: User, outsider: User, coordinators: None) -> None:
    with pytest.raises(PermissionDenied):
        issue_code(user=person, acting_user=outsider)


def test_without_the_permission_nobody_may(person: User, officer: User, other_learner: User) -> None:
    for staff in (officer, other_learner):
        with pytest.raises(PermissionDenied):
            issue_code(user=person, acting_user=staff)


def test_staff_get_their_code_only_from_a_superuser(officer: User, superuser: User, coordinators: None) -> None:
    colleague = make_person("Rekan", username="rekan", scope_id="62.07", region_id="62.07.01.2001", groups=["Koordinator"])
    with pytest.raises(PermissionDenied):
        issue_code(user=colleague, acting_user=officer)
    with pytest.raises(PermissionDenied):
        issue_code(user=superuser, acting_user=officer)
    assert issue_code(user=colleague, acting_user=superuser)


def test_nobody_gives_themselves_a_code(superuser: User) -> None:
    with pytest.raises(PermissionDenied):
        issue_code(user=superuser, acting_user=superuser)


@pytest.fixture
def desk(client: Client, home: Home, officer: User, coordinators: None, settings: object) -> Client:
    settings.MFA_REQUIRED_FOR_ADMIN = False  # type: ignore[attr-defined]
    client.force_login(officer)
    return client


def code_on(response: Any) -> str | None:
    found = re.search(r'class="sign-in-code">([A-Z0-9]{4}-[A-Z0-9]{4})<', response.content.decode())
    return found and found[1]


def named(page: Any) -> dict[str, str]:
    """The form of the page, filled in by itself."""
    return {"form": re.search(r'name="form" value="([0-9a-f-]{36})"', page.content.decode())[1]}  # type: ignore[index]


def test_the_officer_prints_a_card_that_is_shown_once(desk: Client, person: User) -> None:
    address = f"/admin/orang/{person.pk}/kode/"
    assert "sign-in-code" not in desk.get(address).content.decode().split("</style>")[-1]
    assert not SignInCode.objects.exists()
    response = desk.post(address)
    code = code_on(response)
    assert code
    assert "no-store" in response.headers["Cache-Control"]
    assert redeem("peserta", code) == person
    assert code not in desk.get(address).content.decode()


def test_two_taps_make_one_code(desk: Client, person: User) -> None:
    address = f"/admin/orang/{person.pk}/kode/"
    form = named(desk.get(address))
    first, second = (code_on(desk.post(address, form)) for _ in range(2))
    assert first
    assert second == first
    assert SignInCode.objects.count() == ModelLogEntry.objects.filter(action="accounts.issue_code").count() == 1
    assert redeem("peserta", first) == person


def test_another_page_makes_another_code_and_a_page_whose_code_ended_says_so(desk: Client, person: User) -> None:
    address = f"/admin/orang/{person.pk}/kode/"
    old, new = (named(desk.get(address)) for _ in range(2))
    void, good = (code_on(desk.post(address, form)) for form in (old, new))
    assert void != good
    for form in (old, new):
        response = desk.post(address, form)
        assert code_on(response) == (good if form == new else None)
    assert redeem("peserta", str(good)) == person
    for form in (old, new):
        response = desk.post(address, form)
        assert code_on(response) is None
        assert "sudah dipakai atau tidak berlaku lagi" in response.content.decode()
        assert named(response)["form"] not in (old["form"], new["form"])
    assert SignInCode.objects.count() == 2


def test_the_same_page_makes_another_code_for_another_person_and_officer(
    person: User, officer: User, superuser: User, coordinators: None
) -> None:
    neighbour = make_person("Tetangga", username="tetangga", region_id="62.07.01.2001")
    form_id = uuid4()
    codes = {issue_code(user=u, acting_user=o, form_id=form_id).code for u in (person, neighbour) for o in (officer, superuser)}
    assert len(codes) == 4


def test_a_page_with_a_spoilt_name_makes_no_code(desk: Client, person: User) -> None:
    assert code_on(desk.post(f"/admin/orang/{person.pk}/kode/", {"form": "x"})) is None
    assert not SignInCode.objects.exists()


def test_the_card_says_what_this_person_must_choose(desk: Client, person: User, officer: User, superuser: User) -> None:
    desk.force_login(superuser)
    cards = [desk.post(f"/admin/orang/{someone.pk}/kode/").content.decode() for someone in (person, officer)]
    of_learner, of_staff = "Pilih PIN baru enam angka.", "Pilih kata sandi baru, paling sedikit 12 huruf."
    assert [(of_learner in card, of_staff in card) for card in cards] == [(True, False), (False, True)]


def test_a_person_of_another_regency_is_not_found(desk: Client, other_learner: User) -> None:
    assert desk.get(f"/admin/orang/{other_learner.pk}/kode/").status_code == 404
    assert desk.post(f"/admin/orang/{other_learner.pk}/kode/").status_code == 404
    assert desk.post("/admin/orang/999999/kode/").status_code == 404
    assert not SignInCode.objects.exists()


def test_a_learner_and_a_stranger_see_nothing_of_it(person: User, home: Home) -> None:
    address = f"/admin/orang/{person.pk}/kode/"
    assert Client().post(address).status_code == 302
    learner = Client()
    learner.force_login(person)
    assert learner.post(address).status_code in (302, 403, 404)
    assert not SignInCode.objects.exists()


def test_the_nightly_purge_deletes_what_is_of_no_use_and_nothing_else(person: User, officer: User, coordinators: None) -> None:
    with time_machine.travel(datetime(2026, 11, 2, tzinfo=UTC), tick=False) as clock:
        sign_in(Client(), "peserta", "607183")
        issue_code(user=person, acting_user=officer)
        clock.shift(timedelta(hours=23))
        call_command("purge_sign_ins")
        assert (SignInFailure.objects.count(), SignInCode.objects.count()) == (1, 1)
        clock.shift(timedelta(hours=26))
        for _ in range(2):
            call_command("purge_sign_ins")
            assert (SignInFailure.objects.count(), SignInCode.objects.count()) == (0, 0)
    assert User.objects.get(pk=person.pk).check_password(PIN)
