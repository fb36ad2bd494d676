"""A phone of one's own: Betang on its home screen; and a browser that keeps whole pages in its memory, as phones do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import a_phone, sign_in_as
from tests.serving import CHROMIUM_FLAGS, LiveSite, chromium_path

pytestmark = pytest.mark.browser

#: Otherwise a browser offers nothing to somebody whom it has known for seconds.
AT_ONCE = "--bypass-app-banner-engagement-checks"
KEEPS_PAGES_NOT = "--disable-back-forward-cache"


@pytest.fixture
def own_phone(browser: Browser, live: LiveSite, tmp_path: Path) -> Iterator[Page]:
    """Not a private window, in which nothing can be installed, and with the memory for pages that is off in other stories."""
    context = browser.browser_type.launch_persistent_context(
        tmp_path,
        executable_path=chromium_path(),
        args=[*CHROMIUM_FLAGS, AT_ONCE],
        ignore_default_args=[KEEPS_PAGES_NOT],
        base_url=live.url,
        viewport={"width": 360, "height": 740},
        locale="id-ID",
    )
    context.set_default_timeout(10_000)
    yield context.pages[0]
    context.close()


# The home screen ---------------------------------------------------------------------------------------------


def test_my_learning_can_be_put_on_the_home_screen(own_phone: Page, people: dict[str, Any]) -> None:
    sign_in_as(own_phone, people["on_the_way"]["login"])
    own_phone.goto("/belajar/")
    devtools = own_phone.context.new_cdp_session(own_phone)
    manifest = devtools.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert json.loads(manifest["data"])["start_url"] == "/belajar/"
    assert devtools.send("Page.getInstallabilityErrors") == {"installabilityErrors": []}
    expect(own_phone.get_by_role("button", name="Tambahkan ke layar utama")).to_be_visible()


def test_a_public_page_offers_no_home_screen(own_phone: Page, people: dict[str, Any]) -> None:
    own_phone.goto(people["lessons"][0])
    devtools = own_phone.context.new_cdp_session(own_phone)
    errors = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error["errorId"] for error in errors] == ["no-manifest"]


def test_where_nothing_is_offered_the_page_says_what_to_tap(browser: Browser, live: LiveSite, people: dict[str, Any]) -> None:
    with a_phone(browser, live, java_script_enabled=False) as page:
        sign_in_as(page, people["certified"]["login"])
        for address in ("/belajar/", f"/sertifikat/{people['certified']['certificate']}/"):
            page.goto(address)
            expect(page.get_by_role("button", name="Tambahkan ke layar utama")).to_be_hidden()
            expect(page.locator(".home-screen")).to_contain_text("Hanya di HP pribadi")
            page.get_by_text("Apa yang diketuk").click()
            expect(page.get_by_text("Ketuk ⋮ di kanan atas.")).to_be_visible()


# Coming back -------------------------------------------------------------------------------------------------


def leave_a_lesson(page: Page, person: dict[str, Any]) -> None:
    sign_in_as(page, person["login"])
    page.goto(person["lesson_address"])
    expect(page.locator("[data-tap-state]")).to_contain_text("Peserta")
    page.evaluate("window.kept = true")
    page.goto("/tentang/")


def come_back(page: Page) -> None:
    """To the very page that was left, not to a new one from the same address."""
    page.go_back(wait_until="commit")
    page.wait_for_function("window.kept")


def test_a_page_that_the_browser_kept_names_nobody_who_has_left(own_phone: Page, people: dict[str, Any]) -> None:
    """As in a browser that does not know how to clear its memory when it is told so."""
    leave_a_lesson(own_phone, people["on_the_way"])
    own_phone.context.clear_cookies()
    own_phone.evaluate("localStorage.clear()")
    come_back(own_phone)
    expect(own_phone.locator("[data-tap-state]")).to_be_empty()
    expect(own_phone.get_by_role("link", name="Selesai, lanjut")).to_be_visible()
    expect(own_phone.locator("[name=csrfmiddlewaretoken]")).to_have_count(0)


def test_a_page_that_the_browser_kept_is_painted_for_who_is_signed_in_now(own_phone: Page, people: dict[str, Any]) -> None:
    leave_a_lesson(own_phone, people["on_the_way"])
    come_back(own_phone)
    expect(own_phone.locator("[data-tap-state]")).to_contain_text("Peserta")
    record = own_phone.locator("input[name=record]").get_attribute("value") or ""
    assert re.fullmatch("[0-9a-f]{8}-[0-9a-f-]{27}", record)
