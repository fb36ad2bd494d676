"""What the office sees, as far as it is ours, against WCAG 2.2 AA: the second step of signing in, our pages in the admin."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect

from tests.browser.inspecting import Inspector, shows
from tests.browser.phones import PIN, a_phone, sign_in_as
from tests.serving import LiveSite

pytestmark = pytest.mark.browser

OFFICE = [
    "/admin/", "/admin/kantor/orang/", "/admin/kantor/keikutsertaan/", "/admin/kantor/pengerjaan-kuis/", "/admin/kantor/sertifikat/",
    "/admin/kantor/desa/", "/admin/kantor/desa/?kabupaten=62.07", "/admin/kantor/perlu-ditinjau/", "/admin/snippets/quizzes/question/add/",
]  # fmt: skip


@pytest.fixture
def inspector(browser: Browser, live: LiveSite) -> Iterator[Inspector]:
    """By name: a key is for a host with one."""
    named = replace(live, url=live.url.replace("127.0.0.1", "localhost"))
    with a_phone(browser, named) as page:
        yield Inspector(page, named.url)


def press(page: Page, selector: str = "main form button.button") -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()


def plug_in_a_key(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}})


def show_again_that_it_is_me(inspector: Inspector) -> None:
    if "/akun/pastikan/" in inspector.page.url:
        inspector.look()
        inspector.page.locator("input[name=password]").fill(PIN)
        press(inspector.page)


@shows(
    "account/reauthenticate.html", "mfa/index.html", "mfa/totp/activate_form.html", "mfa/totp/deactivate_form.html",
    "mfa/recovery_codes/index.html", "mfa/recovery_codes/generate.html", "mfa/webauthn/add_form.html",
    "mfa/webauthn/authenticator_list.html", "mfa/webauthn/edit_form.html", "mfa/webauthn/authenticator_confirm_delete.html",
    "mfa/webauthn/reauthenticate.html", "mfa/reauthenticate.html", "mfa/authenticate.html",
)  # fmt: skip
def test_pages_of_the_second_step_are_accessible(inspector: Inspector, people: dict[str, Any]) -> None:
    page, login = inspector.page, people["guarded"]["login"]
    plug_in_a_key(page)
    sign_in_as(page, login)
    inspector.look_at("/akun/mfa/", "/akun/mfa/webauthn/")
    page.goto("/akun/mfa/totp/activate/")
    show_again_that_it_is_me(inspector)
    inspector.look()
    secret = page.locator(".totp-key").text_content() or ""
    page.locator("input[name=code]").fill("000000")
    press(page)
    inspector.look()
    page.locator("input[name=code]").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    press(page)
    assert page.locator(".recovery-codes code").count() > 5
    inspector.look()
    inspector.look_at("/akun/mfa/webauthn/add/")
    page.locator("input[name=name]").fill("Kunci uji")
    press(page, "#mfa_webauthn_add")
    page.goto("/akun/mfa/webauthn/")
    expect(page.locator("main")).to_contain_text("Kunci uji")
    inspector.look()
    for selector in ("main li a[href*='edit']", "main li a[href*='remove']"):
        page.goto("/akun/mfa/webauthn/")
        press(page, selector)
        inspector.look()
    inspector.look_at(
        "/akun/mfa/", "/akun/mfa/recovery-codes/", "/akun/mfa/recovery-codes/generate/", "/akun/mfa/totp/deactivate/",
        "/akun/mfa/reauthenticate/", "/akun/mfa/webauthn/reauthenticate/",
    )  # fmt: skip
    page.goto("/keluar/")
    press(page)
    page.goto("/masuk/")
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(PIN)
    press(page)
    assert "/akun/mfa/authenticate/" in page.url
    inspector.look()
    assert inspector.found == []


@shows(
    "wagtailadmin/home.html", "reports/list.html", "reports/texts_to_review.html", "reports/person.html", "reports/attempt.html",
    "reports/record.html", "reports/coverage.html",
    "accounts/sign_in_card.html", "certificates/admin/show.html", "certificates/admin/revoke.html",
    "certificates/admin/replace.html", "certificates/admin/render_again.html", "wagtailusers/users/edit.html",
    "quizzes/question_preview.html", "quizzes/admin/choose_kind.html",
)  # fmt: skip
def test_our_pages_in_the_admin_are_accessible(browser: Browser, live: LiveSite, people: dict[str, Any]) -> None:
    """What we add: what stands in the main part. The frame around it is Wagtail's."""
    with a_phone(browser, live) as page:
        sign_in_as(page, "super", live.people["super"])
        inspector = Inspector(page, live.url, "main")
        inspector.look_at(*OFFICE, *people["admin"])
        assert inspector.found == []
