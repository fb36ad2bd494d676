"""One phone, several people, little data: what stays behind, what is fetched, what a tap does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.browser.people import REGIONAL_WORDS, SERUYAN
from tests.browser.phones import a_phone, change_person, sign_in_as
from tests.serving import LiveSite

pytestmark = pytest.mark.browser

LIGHT = 10 * 1024
#: A page whose picture is heavier than that.
HEAVY_PAGE = "/jalur/tokoh-adat/"
STORED = "[localStorage, sessionStorage].flatMap((store) => Object.keys(store))"


@pytest.fixture
def phone(browser: Browser, live: LiveSite) -> Iterator[Page]:
    with a_phone(browser, live) as page:
        yield page


@pytest.fixture
def phone_without_script(browser: Browser, live: LiveSite) -> Iterator[Page]:
    with a_phone(browser, live, java_script_enabled=False) as page:
        yield page


# Handing over ------------------------------------------------------------------------------------------------


def test_after_changing_person_back_shows_nothing_private(phone: Page, people: dict[str, Any]) -> None:
    person = people["certified"]
    sign_in_as(phone, person["login"])
    for address in ("/belajar/", "/saya/", f"/sertifikat/{person['certificate']}/"):
        phone.goto(address)
        expect(phone.locator("body")).to_contain_text(person["name"])
    change_person(phone)
    for _ in range(4):
        phone.go_back()
        expect(phone.locator("body")).not_to_contain_text(person["name"])
        expect(phone).to_have_url(re.compile("/masuk/"))


def test_after_changing_person_the_browser_holds_nothing_personal(phone: Page, people: dict[str, Any]) -> None:
    person = people["certified"]
    sign_in_as(phone, person["login"])
    phone.goto("/saya/")
    change_person(phone)
    assert phone.evaluate(STORED) == []
    assert phone.evaluate("caches.keys()") == []
    assert phone.evaluate("indexedDB.databases()") == []
    assert {cookie["name"] for cookie in phone.context.cookies()} <= {"csrftoken"}


def test_a_name_of_one_endless_word_makes_no_page_wider_than_the_phone(phone: Page, people: dict[str, Any]) -> None:
    sign_in_as(phone, people["newcomer"]["login"])
    phone.goto("/saya/")
    phone.evaluate("document.querySelector('.whose b').textContent = 'Y'.repeat(120)")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_going_back_fills_a_form_for_the_same_person_and_never_for_the_next(phone: Page, people: dict[str, Any]) -> None:
    person = people["newcomer"]
    typed = phone.locator("input[name=name], input[name=login]")
    phone.goto("/daftar/")
    typed.fill(person["name"])
    phone.goto("/tentang/")
    phone.go_back()
    expect(typed).to_have_value(person["name"])
    sign_in_as(phone, person["login"])
    change_person(phone)
    for address in ("/masuk/?next=/belajar/", "/masuk/", "/daftar/"):
        phone.go_back()
        expect(phone).to_have_url(re.compile(re.escape(address) + "$"))
        expect(typed).to_have_value("")


def test_a_public_page_is_the_same_for_who_is_signed_in(phone: Page, people: dict[str, Any]) -> None:
    """The name is painted over it, and goes with the person."""
    person = people["on_the_way"]
    address = person["lesson_address"]
    before = phone.goto(address)
    assert before is not None
    text = before.text()
    assert phone.context.cookies() == []
    sign_in_as(phone, person["login"])
    after = phone.goto(address)
    assert after is not None
    assert after.text() == text
    expect(phone.locator("[data-tap-state]")).to_contain_text("Peserta")
    phone.goto("/belajar/")
    change_person(phone)
    phone.goto(address)
    expect(phone.locator("body")).not_to_contain_text(person["name"])
    expect(phone.locator("[data-tap-state]")).to_be_empty()


def test_done_and_on_is_one_tap_with_script(phone: Page, people: dict[str, Any]) -> None:
    person = people["on_the_way"]
    sign_in_as(phone, person["login"])
    phone.goto(person["lesson_address"])
    phone.get_by_role("button", name="Selesai, lanjut").click()
    expect(phone).to_have_url(re.compile("/modul/(?!.*" + re.escape(person["lesson_address"].split("/")[-2]) + ")"))
    phone.goto(person["lesson_address"])
    expect(phone.locator("[data-tap-state]")).to_contain_text("selesai", ignore_case=True)


# Little data -------------------------------------------------------------------------------------------------


class Pictures:
    """The pictures that a page fetches, with what they weigh as files."""

    def __init__(self, page: Page, live: LiveSite) -> None:
        self.live, self.seen = live, set[str]()
        page.on("request", lambda request: self._see(request))

    def _see(self, request: Request) -> None:
        if request.resource_type == "image":
            self.seen.add(request.url)

    def heavy(self) -> list[str]:
        return [url for url in self.seen if weight(url, self.live) > LIGHT]


def weight(url: str, live: LiveSite) -> int:
    return (live.folder / url.removeprefix(f"{live.url}/")).stat().st_size


def go_through(page: Page, *addresses: str) -> None:
    for address in addresses:
        page.goto(address)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")


def switch_to_low_data(page: Page) -> None:
    page.goto("/tentang/")
    page.get_by_role("button", name="Hemat data: gambar hanya bila diketuk").click()
    expect(page.get_by_role("button", name="Hemat data menyala")).to_be_visible()


def test_low_data_fetches_no_heavy_picture_without_a_tap(phone: Page, live: LiveSite, people: dict[str, Any]) -> None:
    switch_to_low_data(phone)
    pictures = Pictures(phone, live)
    go_through(phone, "/", "/jalur/", HEAVY_PAGE, *people["lessons"])
    assert pictures.heavy() == []
    phone.goto(HEAVY_PAGE)
    phone.get_by_role("link", name=re.compile("Tampilkan gambar")).click()
    expect(phone.locator("main img[tabindex]")).to_be_visible()
    assert len(pictures.heavy()) == 1
    assert phone.url.endswith(HEAVY_PAGE)


def test_low_data_is_switched_off_again_in_place(phone: Page) -> None:
    switch_to_low_data(phone)
    phone.goto(HEAVY_PAGE)
    expect(phone.locator("[data-picture]")).to_have_count(1)
    phone.get_by_role("button", name="Hemat data menyala").click()
    expect(phone.locator("[data-picture]")).to_have_count(0)
    phone.reload()
    expect(phone.locator("[data-picture]")).to_have_count(0)
    expect(phone.locator("main img")).not_to_have_count(0)


def test_low_data_works_without_script(phone_without_script: Page, live: LiveSite, people: dict[str, Any]) -> None:
    page = phone_without_script
    switch_to_low_data(page)
    pictures = Pictures(page, live)
    for address in ("/", "/jalur/", HEAVY_PAGE, *people["lessons"]):
        page.goto(address)
    assert pictures.heavy() == []
    page.goto(HEAVY_PAGE)
    page.get_by_role("link", name=re.compile("Tampilkan gambar")).click()
    expect(page).to_have_url(re.compile("/media/"))


def test_the_heavy_page_is_heavy_without_low_data(phone: Page, live: LiveSite) -> None:
    """Otherwise the stories above show nothing."""
    pictures = Pictures(phone, live)
    go_through(phone, HEAVY_PAGE)
    assert pictures.heavy() != []


# A leader of one's own region --------------------------------------------------------------------------------


def test_the_words_of_a_leader_of_the_chosen_region_are_painted(phone: Page, people: dict[str, Any]) -> None:
    lesson = people["regional_lesson"]
    phone.goto(lesson)
    expect(phone.locator("main")).not_to_contain_text(REGIONAL_WORDS)
    phone.goto("/wilayah-saya/")
    phone.locator("select[name=regency]").select_option(SERUYAN)
    phone.get_by_role("button", name="Simpan wilayah").click()
    answer = phone.goto(lesson)
    assert answer is not None
    assert REGIONAL_WORDS not in answer.text()
    expect(phone.locator("[data-leader-message]").first).to_contain_text(REGIONAL_WORDS)


def test_they_are_painted_also_where_no_words_stood_before_any_heading(phone: Page, live: LiveSite, people: dict[str, Any]) -> None:
    def bare(route: Route) -> None:
        answer = route.fetch()
        shown = r'(<section class="leader".*?>)<h3>(.*?)</h3>.*?(<p><a href="/wilayah-saya/)'
        route.fulfill(response=answer, body=re.sub(shown, r"\1<h2>\2</h2>\3", answer.text(), flags=re.DOTALL))

    phone.context.add_cookies([{"name": "wilayah", "value": SERUYAN, "url": live.url}])
    phone.route(f"**{people['regional_lesson']}", bare)
    phone.goto(people["regional_lesson"])
    expect(phone.locator(".leader > h2 + [data-leader-message]")).to_contain_text(REGIONAL_WORDS)


def test_the_words_of_a_leader_of_the_region_are_a_page_without_script(phone_without_script: Page, people: dict[str, Any]) -> None:
    page = phone_without_script
    page.goto(people["regional_lesson"])
    page.locator("[data-choose-region]").first.click()
    page.locator("select[name=regency]").select_option(SERUYAN)
    page.locator("main button.button").click()
    expect(page.locator("main")).to_contain_text(REGIONAL_WORDS)
