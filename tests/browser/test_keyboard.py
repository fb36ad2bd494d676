"""Everything by the keys alone: one sees where one is, nothing holds one fast, and Shift three times leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.keys import MOST_STOPS, answer_by_keys, by_menu, choose, go, go_to, tab, tab_to, type_into
from tests.browser.phones import PIN, a_phone, sign_in_as
from tests.browser.test_story import address_in_qr
from tests.serving import LiveSite

pytestmark = pytest.mark.browser

NAME = "Peserta Papan Ketik"
MOST_STEPS = 20


@pytest.fixture
def screen(browser: Browser, live: LiveSite) -> Iterator[Page]:
    # A page that rolls on to where the focus is can't be asked at once whether that is in sight.
    with a_phone(browser, live, reduced_motion="reduce") as page:
        yield page


@pytest.mark.parametrize("scripted", [True, False])
def test_from_the_first_page_to_a_verified_certificate_by_keys_alone(
    browser: Browser, live: LiveSite, people: dict[str, Any], tmp_path: Path, scripted: bool
) -> None:
    """Never a tap: Tab, Space, Enter, arrows, and what is typed. The path is short; its pages are those of every path."""
    with a_phone(browser, live, java_script_enabled=scripted, reduced_motion="reduce") as page:
        page.goto("/")
        by_menu(page, "/belajar/")
        go_to(page, "main a[href^='/daftar/']")
        sign_up_by_keys(page, f"0812 3456 78{10 + scripted}", scripted)
        expect(page).to_have_url(re.compile("/belajar/$"))
        go_to(page, f"a[href='/belajar/ikut/{people['short_path']}/']")
        go_to(page, "main form button.button")
        go_the_whole_way_by_keys(page, scripted)
        go_to(page, "main a.button[href^='/sertifikat/']")
        address = download_by_keys(page, tmp_path)
        go_to(page, "main a[href^='/C/']")
        assert urlparse(page.url).path == urlparse(address).path
        type_into(page, "input[name=nama]", NAME)
        go_to(page, "main form button")
        expect(page.get_by_role("status")).to_contain_text("Nama cocok")


def sign_up_by_keys(page: Page, number: str, scripted: bool) -> None:
    type_into(page, "input[name=name]", NAME)
    type_into(page, "input[name=phone]", number)
    tab_to(page, "select[name=audience]")
    choose(page, "orang tua atau pengasuh")
    (find_village if scripted else choose_village)(page)
    type_into(page, "input[name=password]", PIN)
    for name in ("is_adult", "consent"):
        tab_to(page, f"input[name={name}]")
        page.keyboard.press("Space")
    go_to(page, "main form button.button")
    type_into(page, "input[name=password]", PIN)
    go_to(page, "main form button.button")


def find_village(page: Page) -> None:
    type_into(page, "#find-village", "Persil Raya")
    expect(page.locator(".found button").first).to_be_visible()
    tab_to(page, ".found button")
    page.keyboard.press("Enter")
    expect(page.locator("select[name=village]")).to_be_focused()


def choose_village(page: Page) -> None:
    """Each press brings the next list."""
    for level, text in (("regency", "Kabupaten Seruyan"), ("district", "Seruyan Hilir"), ("village", "Persil Raya")):
        tab_to(page, f"select[name={level}]")
        choose(page, text)
        if level != "village":
            tab(page)
            go(page)


def go_the_whole_way_by_keys(page: Page, scripted: bool) -> None:
    """From step to step, by "Lanjut" on My learning, until the certificate is there."""
    for _ in range(MOST_STEPS):
        by_menu(page, "/belajar/")
        if page.get_by_role("link", name="Lihat sertifikat").count():
            return
        go_to(page, "main article a.button")
        if "/kuis/" in page.url:
            go_to(page, "main form .button")
            (hand_in_by_keys if scripted else hand_in_by_keys_without_script)(page)
            expect(page).to_have_url(re.compile("/hasil/"))
        elif scripted:
            expect(page.get_by_role("button", name="Selesai, lanjut")).to_be_visible()
            go_to(page, "[data-one-tap] form button")
        else:
            go_to(page, "main a[href^='/belajar/selesai/']")
            go_to(page, "main form button.button")
    raise AssertionError("the way did not end")


def hand_in_by_keys(page: Page) -> None:
    for _ in page.locator("fieldset.question").all():
        answer_by_keys(page, "[data-go-on]")
    expect(page.locator("[data-quiz-overview] li", has_text="belum")).to_have_count(0)
    go_to(page, "[data-hand-in]")


def hand_in_by_keys_without_script(page: Page) -> None:
    with page.expect_navigation():
        answer_by_keys(page, "button[name=review]")
    go_to(page, "main form button.button")


def download_by_keys(page: Page, folder: Path) -> str:
    """The address in the QR code of the PDF."""
    tab_to(page, "main a[href$='/unduh/']")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    waiting.value.save_as(folder / "sertifikat.pdf")
    return address_in_qr(folder / "sertifikat.pdf")


def test_the_first_stop_skips_to_the_content(screen: Page, people: dict[str, Any]) -> None:
    for address in ("/", "/masuk/", people["lessons"][0]):
        screen.goto(address)
        tab(screen)
        expect(screen.locator(".skip-link")).to_be_focused()
        expect(screen.locator(".skip-link")).to_be_in_viewport()
        screen.keyboard.press("Enter")
        expect(screen.locator("main")).to_be_focused()
        tab(screen)
        assert screen.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_no_page_holds_the_focus_fast(screen: Page, people: dict[str, Any], key: str) -> None:
    """From one end of the page to the other, each stop once and to be seen."""
    for address in ("/", "/jalur/orang-tua/", "/bantuan/", "/daftar/", "/glosarium/", "/cek/", *people["lessons"]):
        screen.goto(address)
        number = 0
        while not tab(screen, key)["none"]:
            number += 1
            assert number < MOST_STOPS, f"{address}: no end of stops"
        assert number > 8


def test_a_quiz_does_not_hold_the_focus_fast(screen: Page, people: dict[str, Any]) -> None:
    person = people["on_the_way"]
    sign_in_as(screen, person["login"])
    screen.goto(f"/kuis/percobaan/{person['attempt']}/")
    for number in range(1, 8):
        screen.evaluate("number => document.querySelectorAll('.overview button')[number - 1].click()", number)
        stops = 0
        while not tab(screen)["none"]:
            stops += 1
            assert stops < MOST_STOPS


# Leaving quickly ---------------------------------------------------------------------------------------------


@pytest.fixture
def sensitive(screen: Page, people: dict[str, Any]) -> Page:
    """A sensitive lesson, come to from another page; away is a page of our own here."""
    away = "<title>Cuaca</title><p>Cuaca hari ini</p>"
    screen.route("**/keluar-cepat/", lambda route: route.fulfill(body=away, content_type="text/html"))
    screen.goto("/tentang/")
    screen.goto(people["lessons"][0])
    expect(screen.locator("[data-quick-exit]")).to_be_visible()
    screen.wait_for_load_state("networkidle")
    return screen


def test_shift_three_times_leaves(sensitive: Page) -> None:
    for _ in range(3):
        sensitive.keyboard.press("Shift")
    expect(sensitive).to_have_title("Cuaca")
    sensitive.go_back()
    expect(sensitive).to_have_url(re.compile("/tentang/"))


def test_shift_for_capital_letters_does_not_leave(sensitive: Page) -> None:
    for key in ("Shift", "Shift+A", "Shift", "Shift+B", "Shift", "Shift+Tab"):
        sensitive.keyboard.press(key)
    expect(sensitive.locator("main")).to_be_visible()


def test_leaving_without_a_line_whitens_the_page(sensitive: Page) -> None:
    sensitive.context.set_offline(True)
    for _ in range(3):
        sensitive.keyboard.press("Shift")
    expect(sensitive.locator("body")).to_have_text("")
    expect(sensitive.locator(".blank")).to_be_visible()
