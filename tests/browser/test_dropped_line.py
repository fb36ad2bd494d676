"""A quiz on a bad line: nothing that was answered is lost, nothing is kept twice, nothing is seen by the next person on the phone."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, Route, expect

from tests.browser.phones import a_phone, change_person, sign_in_as, sign_in_here
from tests.serving import CHROMIUM_FLAGS, LiveSite, chromium_path

pytestmark = pytest.mark.browser

SEALED = """new Promise((done) => {
  const asked = indexedDB.open("kuis");
  asked.onupgradeneeded = () => asked.result.createObjectStore("kuis");
  asked.onsuccess = () => {
    const all = asked.result.transaction("kuis").objectStore("kuis").getAll();
    all.onsuccess = () => {
      asked.result.close();
      done(all.result.map(({ sealed }) => String.fromCharCode(...new Uint8Array(sealed))).join());
    };
  };
})"""


@pytest.fixture
def phone(browser: Browser, live: LiveSite) -> Iterator[Page]:
    with a_phone(browser, live) as page:
        yield page


def nothing_waits(page: Page) -> None:
    page.wait_for_function(f"async () => await {SEALED} === ''")


def questions(page: Page) -> Locator:
    return page.locator("fieldset.question")


def state(page: Page) -> Locator:
    return page.locator("[data-save-state]")


def choose(page: Page, number: int, choice: int = 0) -> str:
    """Go to a question with choices and tick one; its value."""
    page.evaluate("number => document.querySelectorAll('.overview button')[number - 1].click()", number)
    field = questions(page).nth(number - 1).locator("input").nth(choice)
    # Read first: an answer that comes too late leads away from the page.
    value = field.get_attribute("value") or ""
    field.check()
    return value


def to_the_overview(page: Page) -> None:
    page.evaluate("document.querySelectorAll('fieldset.question').forEach(() => document.querySelector('[data-go-on]').click())")


def kept(live: LiveSite, person: dict[str, str]) -> dict[int, Any]:
    """What the server has of an attempt, position by position, as often as it has it."""
    with sqlite3.connect(f"file:{live.folder / 'betang.sqlite3'}?mode=ro", uri=True) as database:
        rows = database.execute(
            "SELECT position, value FROM quizzes_attemptanswer WHERE attempt_id = ?", [UUID(person["attempt"]).hex]
        ).fetchall()
    assert len({position for position, _value in rows}) == len(rows)
    return {position: json.loads(value) for position, value in rows}


def test_what_is_answered_without_a_line_waits_and_arrives(phone: Page, live: LiveSite, quiz_taker: dict[str, str]) -> None:
    """Positions 1 and 3 are a question with one choice and one of true or false."""
    sign_in_as(phone, quiz_taker["login"])
    phone.goto(quiz_taker["address"])
    first = choose(phone, 1)
    expect(state(phone)).to_contain_text("tersimpan")
    phone.context.set_offline(True)
    changed, third = choose(phone, 1, 1), choose(phone, 3)
    expect(state(phone)).to_contain_text("Belum terkirim (2)")
    expect(questions(phone).nth(2).locator("[data-answer-state]")).to_contain_text("Belum terkirim")
    assert kept(live, quiz_taker) == {1: first}
    phone.context.set_offline(False)
    phone.evaluate("dispatchEvent(new Event('online'))")
    expect(state(phone)).to_contain_text("Semua jawaban Anda tersimpan")
    expect(questions(phone).nth(2).locator("[data-answer-state]")).to_contain_text("Tersimpan")
    assert kept(live, quiz_taker) == {1: changed, 3: third}


def test_what_waits_outlives_the_page(phone: Page, live: LiveSite, quiz_taker: dict[str, str]) -> None:
    """The line is there for pages and not for answers, so that the page can be loaded again."""
    sign_in_as(phone, quiz_taker["login"])
    phone.goto(quiz_taker["address"])
    phone.route("**/jawaban/", lambda route: route.abort())
    first, third = choose(phone, 1), choose(phone, 3, 1)
    expect(state(phone)).to_contain_text("Belum terkirim (2)")
    phone.reload()
    expect(state(phone)).to_contain_text("Belum terkirim (2)")
    expect(questions(phone).nth(0).locator(f"input[value='{first}']")).to_be_checked()
    expect(questions(phone).nth(2).locator(f"input[value='{third}']")).to_be_checked()
    # What a page sends while it is left goes round the barrier, and may have arrived.
    assert kept(live, quiz_taker).items() <= {1: first, 3: third}.items()
    phone.unroute("**/jawaban/")
    phone.evaluate("dispatchEvent(new Event('online'))")
    expect(state(phone)).to_contain_text("Semua jawaban Anda tersimpan")
    assert kept(live, quiz_taker) == {1: first, 3: third}
    nothing_waits(phone)


def test_what_waits_outlives_a_phone_that_dies(browser: Browser, live: LiveSite, quiz_taker: dict[str, str], tmp_path: Path) -> None:
    """Right after the answer was given: nothing may have to be written out later."""
    with profile(browser, live, tmp_path) as phone:
        sign_in_as(phone, quiz_taker["login"])
        phone.goto(quiz_taker["address"])
        phone.context.set_offline(True)
        first, third = choose(phone, 1), choose(phone, 3, 1)
        expect(state(phone)).to_contain_text("Belum terkirim (2)")
        kill_browser_of(tmp_path)
    assert kept(live, quiz_taker) == {}
    with profile(browser, live, tmp_path) as phone:
        phone.goto(quiz_taker["address"])
        if "/masuk/" in phone.url:  # Whether a session outlives a browser that dies, is the browser's to say.
            sign_in_here(phone, quiz_taker["login"])
        expect(state(phone)).to_contain_text("Semua jawaban Anda tersimpan")
    assert kept(live, quiz_taker) == {1: first, 3: third}


@contextmanager
def profile(browser: Browser, live: LiveSite, folder: Path) -> Iterator[Page]:
    """A browser of its own that keeps what it is told in a folder."""
    options: dict[str, Any] = {"base_url": live.url, "locale": "id-ID", "executable_path": chromium_path(), "args": CHROMIUM_FLAGS}
    context = browser.browser_type.launch_persistent_context(folder, **options)
    try:
        yield context.pages[0]
    finally:
        with suppress(Error):
            context.close()


def kill_browser_of(folder: Path) -> None:
    listed = subprocess.run(["ps", "-ww", "-eo", "pid=,args="], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        if f"--user-data-dir={folder}" in line:
            os.kill(int(line.split()[0]), signal.SIGKILL)


def test_two_pages_of_one_quiz_are_told_what_is_kept(phone: Page, live: LiveSite, quiz_taker: dict[str, str]) -> None:
    """Both were opened at once and count alike; the one that answers after the other has handed in is told so."""
    sign_in_as(phone, quiz_taker["login"])
    phone.goto(quiz_taker["address"])
    other = phone.context.new_page()
    other.goto(quiz_taker["address"])
    for page, choice in ((phone, 0), (other, 1)):
        value = choose(page, 1, choice)
        expect(state(page)).to_contain_text("Semua jawaban Anda tersimpan")
        assert kept(live, quiz_taker) == {1: value}
    to_the_overview(other)
    other.locator("[data-hand-in]").click()
    expect(other).to_have_url(re.compile("/hasil/"))
    choose(phone, 1, 2)
    expect(phone).to_have_url(re.compile("/hasil/"))
    expect(phone.locator(".notice-warn")).to_contain_text("sudah dikumpulkan")


def test_handing_in_waits_for_the_line(phone: Page, live: LiveSite, quiz_taker: dict[str, str]) -> None:
    sign_in_as(phone, quiz_taker["login"])
    phone.goto(quiz_taker["address"])
    phone.context.set_offline(True)
    first = choose(phone, 1)
    to_the_overview(phone)
    phone.locator("[data-hand-in]").click()
    expect(state(phone)).to_contain_text("tidak ada sinyal", ignore_case=True)
    phone.context.set_offline(False)
    phone.locator("[data-hand-in]").click()
    expect(phone).to_have_url(re.compile("/hasil/"))
    assert kept(live, quiz_taker)[1] == first
    nothing_waits(phone)


def lose_the_receipt(route: Route) -> None:
    """The server does what it is asked; the phone never hears of it."""
    route.fetch(max_redirects=0)
    route.abort()


def test_a_line_that_only_looks_alive_does_not_take_the_page_away(phone: Page, live: LiveSite, quiz_taker: dict[str, str]) -> None:
    """A weak signal: the browser believes that it is online, and nothing comes through; then the receipt is lost on its way."""
    sign_in_as(phone, quiz_taker["login"])
    phone.goto(quiz_taker["address"])
    first = choose(phone, 1)
    to_the_overview(phone)
    phone.route("**/kumpulkan/", lambda route: route.abort())
    phone.locator("[data-hand-in]").click()
    expect(state(phone)).to_contain_text("Belum terkumpul")
    expect(phone).to_have_url(re.compile(quiz_taker["address"]))
    phone.unroute("**/kumpulkan/")
    phone.route("**/kumpulkan/", lose_the_receipt)
    phone.locator("[data-hand-in]").click()
    expect(state(phone)).to_contain_text("Belum terkumpul")
    assert kept(live, quiz_taker)[1] == first
    phone.unroute("**/kumpulkan/")
    phone.locator("[data-hand-in]").click()
    expect(phone).to_have_url(re.compile("/hasil/"))
    assert kept(live, quiz_taker)[1] == first


def test_what_was_chosen_for_a_pair_stands_below_the_list_in_full(phone: Page, quiz_taker: dict[str, str]) -> None:
    """The list itself shows one line, which 360 px cut; also after coming back."""
    sign_in_as(phone, quiz_taker["login"])
    phone.goto(quiz_taker["address"])
    phone.evaluate("document.querySelectorAll('.overview button')[3].click()")
    field, whole = questions(phone).nth(3).locator("select").first, questions(phone).nth(3).locator(".chosen").first
    expect(whole).to_be_hidden()
    field.select_option(index=1)
    chosen = field.evaluate("field => field.selectedOptions[0].textContent")
    expect(whole).to_have_text(chosen)
    expect(state(phone)).to_contain_text("Semua jawaban Anda tersimpan")
    phone.goto(quiz_taker["address"] + "#soal-4")
    phone.reload()
    expect(whole).to_have_text(chosen)


def test_what_is_answered_in_part_is_told_before_handing_in(phone: Page, quiz_taker: dict[str, str]) -> None:
    """A pair that was left open, a second step of a story that came into sight below the first."""
    sign_in_as(phone, quiz_taker["login"])
    phone.goto(quiz_taker["address"])
    choose(phone, 1)
    phone.evaluate("document.querySelectorAll('.overview button')[3].click()")
    questions(phone).nth(3).locator("select").first.select_option(index=1)
    choose(phone, 7)
    to_the_overview(phone)
    told = phone.locator(".overview li")
    expect(told.nth(0)).to_contain_text("✓ dijawab")
    expect(told.nth(3)).to_contain_text("belum lengkap")
    expect(told.nth(6)).to_contain_text("belum lengkap")
    expect(phone.locator("[data-quiz-overview] > p")).to_contain_text("soal belum dijawab atau belum lengkap")


def test_what_came_after_the_session_is_sent_by_the_page_that_shows_it(phone: Page, live: LiveSite, quiz_taker: dict[str, str]) -> None:
    """Handed in without a session, on a phone that keeps nothing itself: the server's own cookie has the answers."""
    sign_in_as(phone, quiz_taker["login"])
    phone.goto(quiz_taker["address"])
    phone.route("**/jawaban/", lambda route: route.abort())
    first = choose(phone, 1)
    end_session(phone)
    to_the_overview(phone)
    phone.locator("[data-hand-in]").click()
    expect(phone).to_have_url(re.compile("/masuk/"))
    expect(phone.locator(".notice-warn")).to_contain_text("Jawaban Anda menunggu")
    phone.evaluate("indexedDB.deleteDatabase('kuis')")
    phone.unroute("**/jawaban/")
    sign_in_here(phone, quiz_taker["login"])
    expect(phone).to_have_url(re.compile(quiz_taker["address"]))
    expect(state(phone)).to_contain_text("Semua jawaban Anda tersimpan")
    expect(phone.locator("[data-quiz-plain]").first).to_be_hidden()
    assert kept(live, quiz_taker)[1] == first


def test_that_handing_in_waits_is_said_until_the_line_is_back(phone: Page, quiz_taker: dict[str, str]) -> None:
    """Meanwhile the answer that waits is tried again and again, which is no news."""
    sign_in_as(phone, quiz_taker["login"])
    phone.goto(quiz_taker["address"])
    phone.context.set_offline(True)
    choose(phone, 1)
    to_the_overview(phone)
    expect(state(phone)).to_contain_text("Belum terkirim")
    phone.locator("[data-hand-in]").click()
    expect(state(phone)).to_contain_text("tidak ada sinyal", ignore_case=True)
    tries: list[str] = []
    phone.on("requestfailed", lambda request: tries.append(request.url))
    while len(tries) < 2:
        phone.wait_for_timeout(500)
        expect(state(phone)).to_contain_text("tidak ada sinyal", ignore_case=True)
    phone.context.set_offline(False)
    expect(state(phone)).to_contain_text("Semua jawaban Anda tersimpan")


def test_an_answer_changed_without_a_line_counts_when_the_page_is_handed_in(
    phone: Page, live: LiveSite, quiz_taker: dict[str, str]
) -> None:
    """The server has a newer answer than this page when it was made; the page's own is newer still, and it says so."""
    sign_in_as(phone, quiz_taker["login"])
    phone.goto(quiz_taker["address"])
    first = choose(phone, 1)
    expect(state(phone)).to_contain_text("Semua jawaban Anda tersimpan")
    phone.route("**/jawaban/", lambda route: route.abort())
    changed = choose(phone, 1, 1)
    expect(state(phone)).to_contain_text("Belum terkirim (1)")
    assert kept(live, quiz_taker) == {1: first}
    to_the_overview(phone)
    phone.locator("[data-hand-in]").click()
    expect(phone).to_have_url(re.compile("/hasil/"))
    assert kept(live, quiz_taker)[1] == changed != first


def test_an_answer_whose_receipt_is_lost_is_kept_once(phone: Page, live: LiveSite, quiz_taker: dict[str, str]) -> None:
    """The server has written it, the phone has not heard: it sends again and is told the same."""
    sign_in_as(phone, quiz_taker["login"])
    phone.goto(quiz_taker["address"])
    sent: list[str | None] = []

    def lose_the_first_answer(route: Route) -> None:
        sent.append(route.request.post_data)
        answer = route.fetch()
        if len(sent) == 1:
            route.abort()
        else:
            route.fulfill(response=answer)

    phone.route("**/jawaban/", lose_the_first_answer)
    value = choose(phone, 1)
    expect(state(phone)).to_contain_text("Belum terkirim (1)")
    assert kept(live, quiz_taker) == {1: value}
    expect(state(phone)).to_contain_text("Semua jawaban Anda tersimpan")
    assert len(sent) == 2
    assert sent[0] == sent[1]
    assert kept(live, quiz_taker) == {1: value}


def end_session(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")


def test_who_is_signed_out_in_the_middle_signs_in_and_goes_on(phone: Page, live: LiveSite, quiz_taker: dict[str, str]) -> None:
    sign_in_as(phone, quiz_taker["login"])
    phone.goto(quiz_taker["address"])
    first = choose(phone, 1)
    expect(state(phone)).to_contain_text("tersimpan")
    end_session(phone)
    third = choose(phone, 3)
    expect(state(phone)).to_contain_text("masuk lagi")
    assert kept(live, quiz_taker) == {1: first}
    phone.get_by_role("link", name="Masuk lagi").click()
    sign_in_here(phone, quiz_taker["login"])
    expect(phone).to_have_url(re.compile(quiz_taker["address"]))
    expect(state(phone)).to_contain_text("Semua jawaban Anda tersimpan")
    assert kept(live, quiz_taker) == {1: first, 3: third}


def test_who_is_signed_out_on_a_phone_that_can_keep_nothing_signs_in_and_goes_on(
    phone: Page, live: LiveSite, quiz_taker: dict[str, str]
) -> None:
    """Without https, as on a trainer's laptop in a hall, a browser seals nothing: the page goes to the server before the sign-in."""
    phone.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })")
    phone.on("dialog", lambda dialog: dialog.accept())
    sign_in_as(phone, quiz_taker["login"])
    phone.goto(quiz_taker["address"])
    first = choose(phone, 1)
    expect(state(phone)).to_contain_text("tersimpan")
    end_session(phone)
    third = choose(phone, 3)
    expect(state(phone)).to_contain_text("masuk lagi")
    phone.get_by_role("link", name="Masuk lagi").click()
    expect(phone).to_have_url(re.compile("/masuk/"))
    sign_in_here(phone, quiz_taker["login"])
    expect(phone).to_have_url(re.compile(quiz_taker["address"]))
    expect(state(phone)).to_contain_text("Semua jawaban Anda tersimpan")
    assert kept(live, quiz_taker) == {1: first, 3: third}


def test_the_next_person_on_the_phone_sees_nothing_of_what_waits(
    phone: Page, live: LiveSite, quiz_taker: dict[str, str], people: dict[str, Any]
) -> None:
    sign_in_as(phone, quiz_taker["login"])
    phone.goto(quiz_taker["address"])
    end_session(phone)
    value = choose(phone, 1)
    expect(state(phone)).to_contain_text("masuk lagi")
    sealed = phone.evaluate(SEALED)
    assert sealed
    assert value not in sealed
    other = people["newcomer"]
    sign_in_as(phone, other["login"])
    answer = phone.goto(quiz_taker["address"])
    assert answer is not None
    assert answer.status == 404
    expect(phone.locator("body")).not_to_contain_text(quiz_taker["name"])
    assert phone.evaluate(SEALED) == sealed
    assert kept(live, quiz_taker) == {}
    phone.goto("/belajar/")
    change_person(phone)
    assert phone.evaluate(SEALED) == sealed
    sign_in_here(phone, quiz_taker["login"])
    phone.goto(quiz_taker["address"])
    expect(state(phone)).to_contain_text("Semua jawaban Anda tersimpan")
    assert kept(live, quiz_taker) == {1: value}
