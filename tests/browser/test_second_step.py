"""A member of staff sets up a passkey and comes in with it. Keys need a name for the site: `localhost`, not an address of numbers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import PIN, a_phone, change_person, sign_in_as
from tests.serving import LiveSite

pytestmark = pytest.mark.browser

FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def to_adding_a_key(page: Page, login: str) -> None:
    sign_in_as(page, login)
    page.goto("/akun/mfa/webauthn/add/")
    page.locator("input[name=password]").fill(PIN)
    page.get_by_role("button", name="Lanjut").click()


def test_an_officer_comes_in_with_a_passkey(browser: Browser, live: LiveSite, people: dict[str, Any]) -> None:
    officer = people["with_a_key"]["login"]
    with a_phone(browser, live, base_url=live.url.replace("127.0.0.1", "localhost")) as phone:
        devices = phone.context.new_cdp_session(phone)
        devices.send("WebAuthn.enable")
        devices.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})
        to_adding_a_key(phone, officer)
        phone.get_by_label("Nama kunci").fill("HP kantor")
        phone.get_by_role("button", name="Tambah kunci ini").click()
        expect(phone).to_have_url(re.compile("/akun/mfa/recovery-codes/"))
        phone.goto("/admin/")
        expect(phone).to_have_url(re.compile("/admin/$"))
        phone.goto("/saya/")
        change_person(phone)
        sign_in_as(phone, officer)
        expect(phone).to_have_url(re.compile("/akun/mfa/authenticate/"))
        phone.get_by_role("button", name="Pakai kunci").click()
        expect(phone).to_have_url(re.compile("/admin/$"))
        phone.goto("/admin/")
        expect(phone).to_have_url(re.compile("/admin/$"))


def test_a_key_that_cannot_be_used_is_told_in_words(browser: Browser, live: LiveSite, people: dict[str, Any]) -> None:
    with a_phone(browser, live) as phone:
        to_adding_a_key(phone, people["newcomer"]["login"])
        fault = phone.locator("[data-key-fault]")
        expect(fault).to_be_hidden()
        phone.get_by_role("button", name="Tambah kunci ini").click()
        expect(fault).to_be_visible()
