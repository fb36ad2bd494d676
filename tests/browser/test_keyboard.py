"""Everything by the keys alone: one sees where one is, nothing holds one fast, and Shift three times leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import PIN, a_phone, sign_in_as
from tests.serving import LiveSite

pytestmark = pytest.mark.browser

MOST_STOPS = 250
#: What has the focus, and whether that is to be seen: on itself, on the card or the choice that it belongs to.
FOCUSED = """() => {
  const at = document.activeElement, box = at.closest(".choice");
  const ring = (element, part) => {
    const style = getComputedStyle(element, part);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  };
  return {
    none: at === document.body || at === document.documentElement,
    kind: at.type || at.tagName.toLowerCase(),
    html: at.outerHTML.slice(0, 160),
    seen: ring(at) || ring(at, "::after") || Boolean(box && ring(box)),
  };
}"""


@pytest.fixture
def screen(browser: Browser, live: LiveSite) -> Iterator[Page]:
    with a_phone(browser, live) as page:
        yield page


def focused(page: Page) -> dict[str, Any]:
    return dict(page.evaluate(FOCUSED))


def tab(page: Page, key: str = "Tab") -> dict[str, Any]:
    """On to the next stop, which must be seen."""
    page.keyboard.press(key)
    now = focused(page)
    assert now["none"] or now["seen"], f"{page.url}: focus is not seen on {now['html']}"
    return now


def tab_to(page: Page, selector: str) -> None:
    for _ in range(MOST_STOPS):
        tab(page)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{page.url}: {selector} is not reached")


def go(page: Page) -> None:
    """Enter, to another page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def answer_by_keys(page: Page) -> None:
    """One screen of a quiz: something at every stop, then on."""
    keys = {"radio": "Space", "checkbox": "Space", "select-one": "ArrowDown", "text": "x"}
    for _ in range(MOST_STOPS):
        now = tab(page)
        if page.evaluate("document.activeElement.matches('[data-go-on]')"):
            page.keyboard.press("Enter")
            return
        if now["kind"] in keys:
            page.keyboard.press(keys[now["kind"]])
    raise AssertionError("the way on is not reached")


def test_from_the_first_page_to_the_result_by_keys_alone(screen: Page, quiz_taker: dict[str, str]) -> None:
    screen.goto("/")
    tab_to(screen, ".menu summary")
    screen.keyboard.press("Enter")
    tab_to(screen, "a[href='/belajar/']")
    go(screen)
    expect(screen).to_have_url(re.compile("/masuk/"))
    tab_to(screen, "input[name=login]")
    screen.keyboard.type(quiz_taker["login"])
    tab_to(screen, "input[name=password]")
    screen.keyboard.type(PIN)
    tab_to(screen, "main button.button")
    go(screen)
    expect(screen).to_have_url(re.compile("/belajar/$"))
    tab_to(screen, "a[href^='/belajar/jalur/']")
    go(screen)
    tab_to(screen, ".way a[href^='/modul/']")
    go(screen)
    expect(screen.get_by_role("button", name="Selesai, lanjut")).to_be_visible()
    tab_to(screen, "[data-lesson-key] form button")
    go(screen)
    expect(screen).not_to_have_url(re.compile("/belajar/jalur/"))
    screen.goto(quiz_taker["address"])
    for _ in screen.locator("fieldset.question").all():
        answer_by_keys(screen)
    expect(screen.locator("[data-quiz-overview] li", has_text="belum")).to_have_count(0)
    tab_to(screen, "[data-hand-in]")
    go(screen)
    expect(screen).to_have_url(re.compile("/hasil/"))


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
