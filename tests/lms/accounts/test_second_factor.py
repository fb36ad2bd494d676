"""Nobody works in the admin with a password alone."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings as django_settings
from django.core.cache import caches
from django.test import Client, override_settings

from lms.accounts.demo import ensure_demo_people
from lms.accounts.models import SignInFailure, User
from tests.lms.accounts.conftest import sign_in

if TYPE_CHECKING:
    from modules.models import Home

pytestmark = pytest.mark.django_db
PASSWORD = "kopi manis di teras"
SECRET = generate_totp_secret()


def code(step: int = 0) -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + step))


@pytest.fixture
def staff(superuser: User, home: Home) -> User:
    superuser.set_password(PASSWORD)
    superuser.save()
    return superuser


@pytest.fixture
def with_app(staff: User) -> User:
    TOTP.activate(staff, SECRET)
    return staff


def test_without_a_second_step_the_admin_leads_to_setting_one_up(client: Client, staff: User) -> None:
    sign_in(client, "superuser", PASSWORD)
    response = client.get("/admin/")
    assert response.headers["Location"] == "/akun/mfa/"
    page = client.get("/akun/mfa/").content.decode()
    assert 'class="notice notice-warn"' in page


def test_an_app_set_up_under_a_former_key_goes_on_working() -> None:
    sealed = get_adapter().encrypt(SECRET)
    with override_settings(SECRET_KEY="another-key", SECRET_KEY_FALLBACKS=[django_settings.SECRET_KEY]):
        assert get_adapter().decrypt(sealed) == SECRET
        sealed_since = get_adapter().encrypt(SECRET)
    with override_settings(SECRET_KEY="another-key"):
        assert get_adapter().decrypt(sealed_since) == SECRET


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/pages/", "/admin/images/", "/admin/reports/", "/admin/account/", "/admin/orang/1/kode/"]
)
def test_every_address_of_the_admin_is_guarded(client: Client, staff: User, address: str) -> None:
    client.force_login(staff)
    assert client.get(address).headers["Location"] == "/akun/mfa/"
    assert client.post(address).headers["Location"] == "/akun/mfa/"


def test_with_the_guard_off_a_password_would_be_enough(client: Client, staff: User, settings: object) -> None:
    settings.MFA_REQUIRED_FOR_ADMIN = False  # type: ignore[attr-defined]
    client.force_login(staff)
    assert client.get("/admin/").status_code == 200


def test_signing_in_asks_for_the_code_and_gives_no_session_before(client: Client, with_app: User) -> None:
    response = sign_in(client, "superuser", PASSWORD, next="/admin/")
    assert response.headers["Location"] == "/akun/mfa/authenticate/"
    assert "_auth_user_id" not in client.session
    assert client.get("/admin/").headers["Location"].startswith("/masuk/")
    assert client.get("/saya/").status_code == 302
    assert client.post("/akun/mfa/authenticate/", {"code": code()}).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_wrong_code_opens_nothing_and_guessing_is_counted_in_the_database(client: Client, with_app: User) -> None:
    sign_in(client, "superuser", PASSWORD)
    for _ in range(5):
        client.post("/akun/mfa/authenticate/", {"code": "000000"})
    assert SignInFailure.objects.count() == 5
    response = client.post("/akun/mfa/authenticate/", {"code": code()})
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_code_works_once(with_app: User) -> None:
    once = code()
    for client, status in ((Client(), 302), (Client(), 200)):
        sign_in(client, "superuser", PASSWORD)
        assert client.post("/akun/mfa/authenticate/", {"code": once}).status_code == status


@pytest.mark.parametrize(("dash", "later"), [("", 0), ("", 31), ("-", 0)])
def test_a_code_works_once_whichever_worker_is_asked_and_as_long_as_it_fits(with_app: User, dash: str, later: int) -> None:
    with time_machine.travel(datetime(2026, 11, 2, tzinfo=UTC), tick=False) as clock:
        once = code()
        enter(once, expected=302)
        caches["default"].clear()  # Another worker's memory.
        clock.shift(later)
        enter(once[:3] + dash + once[3:], expected=200)
        enter(code(1), expected=302)
        enter(code(), expected=200)


def enter(typed: str, *, expected: int) -> None:
    client = Client()
    sign_in(client, "superuser", PASSWORD)
    assert client.post("/akun/mfa/authenticate/", {"code": typed}).status_code == expected


def test_a_session_from_before_the_second_step_must_show_it_first(client: Client, staff: User) -> None:
    client.force_login(staff)
    TOTP.activate(staff, SECRET)
    assert client.get("/admin/pages/").headers["Location"] == "/akun/mfa/reauthenticate/?next=%2Fadmin%2Fpages%2F"
    client.post("/akun/mfa/reauthenticate/", {"code": code(), "next": "/admin/"})
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("address", ["", "webauthn/add/", "webauthn/", "recovery-codes/generate/", "totp/deactivate/"])
def test_a_session_from_before_the_second_step_changes_nothing_of_it(client: Client, with_app: User, address: str) -> None:
    """Who knows the password, and had a session open, could otherwise add a key of their own and come in with it."""
    client.force_login(with_app)
    client.post("/akun/pastikan/", {"password": PASSWORD})
    for response in (client.get(f"/akun/mfa/{address}"), client.post(f"/akun/mfa/{address}")):
        assert response.headers["Location"].startswith("/akun/mfa/reauthenticate/")


@pytest.fixture
def committed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the end of a transaction is done at once, within the request, as on a real site."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act, **_options: act())


def set_up(client: Client) -> str:
    """Set an app up; the code that was typed for it."""
    sign_in(client, "superuser", PASSWORD)
    client.post("/akun/pastikan/", {"password": PASSWORD})
    secret = client.get("/akun/mfa/totp/activate/").context["form"].secret
    typed: str = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    client.post("/akun/mfa/totp/activate/", {"code": typed})
    return typed


def test_who_has_just_set_the_app_up_is_not_asked_for_its_code_at_once(client: Client, staff: User, committed: None) -> None:
    set_up(client)
    assert client.get("/akun/mfa/recovery-codes/").status_code == 200
    assert client.get("/admin/").status_code == 200


def test_the_code_that_sets_the_app_up_is_used_up_with_it(client: Client, staff: User, committed: None) -> None:
    enter(set_up(client), expected=200)


def test_the_app_is_set_up_after_showing_the_password_again(client: Client, staff: User, committed: None) -> None:
    sign_in(client, "superuser", PASSWORD)
    assert client.get("/akun/mfa/totp/activate/").headers["Location"].startswith("/akun/pastikan/")
    client.post("/akun/pastikan/", {"password": PASSWORD})
    page = client.get("/akun/mfa/totp/activate/")
    secret = page.context["form"].secret
    done = client.post("/akun/mfa/totp/activate/", {"code": format_hotp_value(hotp_value(secret, int(time.time()) // 30))})
    assert done.headers["Location"] == "/akun/mfa/recovery-codes/"
    stored = Authenticator.objects.get(user=staff, type="totp").data["secret"]
    assert secret not in stored
    codes = client.get("/akun/mfa/recovery-codes/").content.decode()
    assert codes.count("<code>") == 10


def test_a_recovery_code_opens_the_door_once(client: Client, with_app: User) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    spare = RecoveryCodes.activate(with_app).get_unused_codes()[0]
    for visitor, status in ((client, 302), (Client(), 200)):
        sign_in(visitor, "superuser", PASSWORD)
        assert visitor.post("/akun/mfa/authenticate/", {"code": spare}).status_code == status


def test_the_admin_has_no_second_door(client: Client, staff: User) -> None:
    assert client.get("/admin/login/").headers["Location"] == "/masuk/?next=%2Fadmin%2F"
    response = client.post("/admin/login/", {"username": "superuser", "password": PASSWORD})
    assert response.status_code == 302
    assert "_auth_user_id" not in client.session
    assert client.get("/admin/password_reset/").status_code in (302, 404)


def test_learners_are_not_asked_for_a_second_step(client: Client, person: User) -> None:
    sign_in(client, "peserta")
    assert client.get("/saya/").status_code == 200
    assert client.get("/admin/").status_code in (302, 403)


def test_demo_people_are_exempt_only_where_they_are_allowed(client: Client, home: Home, regions: None) -> None:
    made = {user.username: (user, password) for user, password in ensure_demo_people()}
    password = made["super"][1]
    sign_in(client, "super", password)
    assert client.get("/admin/").status_code == 200
    with override_settings(DEMO_PEOPLE_ALLOWED=False):
        assert client.get("/admin/").headers["Location"].startswith(("/akun/mfa/", "/masuk/"))


def test_webauthn_and_every_page_of_the_second_step_renders(client: Client, with_app: User) -> None:
    sign_in(client, "superuser", PASSWORD)
    assert client.get("/akun/mfa/authenticate/").status_code == 200
    client.post("/akun/mfa/authenticate/", {"code": code()})
    assert client.get("/akun/mfa/webauthn/add/").status_code == 302
    client.post("/akun/pastikan/", {"password": PASSWORD})
    pages = (
        "/akun/mfa/",
        "/akun/mfa/webauthn/",
        "/akun/mfa/webauthn/add/",
        "/akun/mfa/totp/deactivate/",
        "/akun/mfa/recovery-codes/generate/",
    )
    for address in (*pages, "/akun/mfa/reauthenticate/", "/akun/pastikan/", "/akun/sandi/"):
        response = client.get(address)
        assert response.status_code == 200, address
        assert "no-store" in response.headers["Cache-Control"], address


def test_real_settings_demand_the_second_step() -> None:
    assert django_settings.MFA_REQUIRED_FOR_ADMIN
    assert not django_settings.MFA_PASSKEY_LOGIN_ENABLED
