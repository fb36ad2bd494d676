"""Every template for readers and learners against WCAG 2.2 AA; and what is tapped is big."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser

from tests.browser.answering import answer
from tests.browser.inspecting import Inspector, shows
from tests.browser.phones import PIN, a_phone, sign_in_as
from tests.serving import LiveSite

pytestmark = pytest.mark.browser

PUBLIC = [
    "/", "/jalur/", "/jalur/orang-tua/", "/modul/", "/modul/kenali/", "/panduan/", "/panduan/gim-daring/", "/panduan/bila-anak-bercerita/",
    "/bantuan/", "/glosarium/", "/tokoh/", "/tentang/", "/cetak/", "/cetak/kartu-bicara/", "/cari/", "/cari/?q=gim", "/cari/?q=zzxxqq",
    "/pesan/jaga-anak/", "/pesan/jaga-anak/62.07/",
    "/wilayah-saya/", "/daftar/", "/masuk/", "/masuk/kode/", "/keluar/", "/cek/", "/cek/?kode=1",
]  # fmt: skip
NOT_FOUND = ["/tidak-ada-di-sini/", "/C/ABCDEFGHJKMNPQRSTVWXYZ1234"]


@pytest.fixture
def inspector(browser: Browser, live: LiveSite) -> Iterator[Inspector]:
    with a_phone(browser, live) as page:
        yield Inspector(page, live.url)


@shows(
    "modules/home.html", "modules/path_index.html", "modules/path.html", "modules/module_index.html", "modules/module.html",
    "modules/guide_index.html", "modules/guide.html", "modules/help.html", "modules/glossary.html", "modules/leader_index.html",
    "modules/plain_page.html", "modules/handout_index.html", "modules/handout.html", "modules/search.html", "modules/message.html",
    "modules/voices.html",
    "modules/my_region.html", "accounts/sign_up.html", "account/login.html", "accounts/use_code.html", "accounts/left.html",
    "certificates/check.html",
)  # fmt: skip
@pytest.mark.parametrize("address", PUBLIC)
def test_public_page_is_accessible(inspector: Inspector, address: str) -> None:
    inspector.look_at(address)
    assert inspector.found == []


@shows("modules/leader_page.html")
def test_a_leader_with_consent_is_shown_accessibly(inspector: Inspector, people: dict[str, Any]) -> None:
    inspector.look_at(people["leader_page"])
    assert inspector.page.get_by_role("heading", name="Tokoh Uji").count()
    assert inspector.found == []


@shows("404.html", "certificates/unknown.html")
def test_pages_for_what_is_not_there_are_accessible(inspector: Inspector) -> None:
    inspector.look_at(*NOT_FOUND, status=404)
    assert inspector.found == []


@shows("error_page.html")
def test_the_page_for_what_went_wrong_is_accessible(inspector: Inspector) -> None:
    inspector.look_at("/hemat-data/", status=405)
    assert inspector.found == []


@shows("modules/lesson.html")
def test_lessons_with_every_kind_of_block_are_accessible(inspector: Inspector, people: dict[str, Any]) -> None:
    inspector.look_at(*people["lessons"])
    assert inspector.found == []


def test_low_data_pages_are_accessible(inspector: Inspector, people: dict[str, Any]) -> None:
    inspector.page.context.add_cookies([{"name": "hemat", "value": "1", "url": inspector.home}])
    inspector.look_at("/", "/jalur/tokoh-adat/", *people["lessons"])
    assert inspector.found == []


def test_forms_with_errors_are_accessible(inspector: Inspector) -> None:
    for address in ("/daftar/", "/masuk/", "/masuk/kode/"):
        inspector.page.goto(address)
        inspector.page.locator("main button.button").last.click()
        inspector.page.locator("[data-error-summary]").wait_for()
        inspector.look()
    assert inspector.found == []


def test_a_code_that_does_not_fit_or_is_too_old_is_told_accessibly(inspector: Inspector) -> None:
    page = inspector.page
    page.goto("/masuk/kode/")
    for name, text in (("login", "bukan-siapa-siapa"), ("code", "ABCD-2345"), ("password", "739164")):
        page.locator(f"input[name={name}]").fill(text)
    page.locator("main button.button").last.click()
    page.locator("[data-error-summary]").wait_for()
    inspector.look()
    assert inspector.found == []


def test_too_many_wrong_pins_are_told_accessibly(inspector: Inspector) -> None:
    page = inspector.page
    page.goto("/masuk/")
    for _ in range(7):
        page.locator("input[name=login]").fill("terlalu-sering")
        page.locator("input[name=password]").fill("739164")
        page.locator("main button.button").last.click()
        page.locator("[data-error-summary]").wait_for()
    assert "menit" in (page.locator("[data-error-summary]").text_content() or "")
    inspector.look()
    assert inspector.found == []


@shows(
    "learning/overview.html", "learning/enrol.html", "accounts/my_data.html", "accounts/correct.html", "accounts/erase.html",
    "account/password_change.html", "accounts/agree.html", "accounts/leave.html",
)  # fmt: skip
def test_first_pages_of_a_newcomer_are_accessible(inspector: Inspector, people: dict[str, Any]) -> None:
    sign_in_as(inspector.page, people["newcomer"]["login"])
    inspector.look_at(
        "/belajar/",
        f"/belajar/ikut/{people['path']}/",
        "/saya/",
        "/saya/perbaiki/",
        "/saya/hapus/",
        "/akun/sandi/",
        "/persetujuan/",
        "/keluar/",
    )
    assert inspector.found == []


@shows("quizzes/not_theirs.html")
def test_being_led_to_somebody_elses_quiz_is_accessible(inspector: Inspector, people: dict[str, Any]) -> None:
    sign_in_as(inspector.page, people["newcomer"]["login"])
    inspector.look_at(f"/kuis/percobaan/{uuid4()}/", status=404)
    assert inspector.page.get_by_role("button", name="Ganti orang").count() == 2
    assert inspector.found == []


def test_being_asked_for_consent_anew_is_accessible(inspector: Inspector, people: dict[str, Any]) -> None:
    sign_in_as(inspector.page, people["asked_again"]["login"])
    inspector.page.goto("/belajar/")
    assert "/persetujuan/?next=" in inspector.page.url
    inspector.look()
    assert inspector.found == []


@shows("accounts/erased.html")
def test_deleting_an_account_is_accessible_to_the_end(inspector: Inspector, people: dict[str, Any]) -> None:
    page = inspector.page
    sign_in_as(page, people["leaving"]["login"])
    page.goto("/saya/hapus/")
    page.locator("main form button.button-danger").click()
    page.locator("[data-error-summary]").wait_for()
    inspector.look()
    page.locator("input[name=password]").fill(PIN)
    page.locator("input[name=sure]").check()
    page.locator("main form button.button-danger").click()
    page.wait_for_function("!document.querySelector('input[name=sure]')")
    inspector.look()
    assert inspector.found == []


@shows("learning/way.html", "learning/lesson_done.html", "quizzes/start.html", "quizzes/result.html", "quizzes/finish.html")
def test_pages_of_learning_are_accessible(inspector: Inspector, people: dict[str, Any]) -> None:
    person = people["on_the_way"]
    sign_in_as(inspector.page, person["login"])
    attempt = f"/kuis/percobaan/{person['attempt']}/"
    inspector.look_at(
        "/belajar/", f"/belajar/jalur/{people['path']}/", f"/belajar/selesai/{person['lesson']}/", person["lesson_address"],
        f"/kuis/{person['quiz']}/", f"/kuis/percobaan/{person['result']}/hasil/", f"{attempt}kumpulkan/",
    )  # fmt: skip
    assert inspector.found == []


@shows("quizzes/attempt.html")
def test_questions_of_every_kind_are_accessible_one_by_one(inspector: Inspector, people: dict[str, Any]) -> None:
    person, page = people["on_the_way"], inspector.page
    sign_in_as(page, person["login"])
    page.goto(f"/kuis/percobaan/{person['attempt']}/#soal-1")
    for question in page.locator("fieldset.question").all():
        inspector.look()
        answer(question)
        page.locator("[data-go-on]").click()
    inspector.look()
    assert inspector.found == []


def test_questions_are_accessible_where_no_script_arrives(inspector: Inspector, people: dict[str, Any]) -> None:
    person = people["on_the_way"]
    inspector.page.route("**/*.js", lambda route: route.abort())
    sign_in_as(inspector.page, person["login"])
    inspector.look_at(f"/kuis/percobaan/{person['attempt']}/")
    assert inspector.found == []


@shows("certificates/detail.html", "certificates/verify.html")
def test_certificate_pages_are_accessible(inspector: Inspector, people: dict[str, Any]) -> None:
    person = people["certified"]
    sign_in_as(inspector.page, person["login"])
    inspector.look_at("/belajar/", f"/sertifikat/{person['certificate']}/", f"/C/{person['code']}")
    inspector.page.locator("input[name=nama]").fill(person["name"])
    inspector.page.get_by_role("button", name="Cocokkan nama").click()
    inspector.look()
    assert inspector.found == []


def test_a_certificate_that_is_earned_and_not_given_yet_is_taken_accessibly(inspector: Inspector, people: dict[str, Any]) -> None:
    person, page = people["deserving"], inspector.page
    sign_in_as(page, person["login"])
    inspector.look_at("/belajar/", f"/belajar/jalur/{people['path']}/", f"/kuis/percobaan/{person['result']}/hasil/")
    page.get_by_role("button", name="Ambil sertifikat").click()
    page.get_by_role("heading", name="Sertifikat Anda").wait_for()
    assert inspector.found == []


@pytest.mark.parametrize("state", ["revoked", "replaced", "expired"])
def test_a_certificate_that_is_not_in_force_is_shown_accessibly(inspector: Inspector, people: dict[str, Any], state: str) -> None:
    person = people[state]
    sign_in_as(inspector.page, person["login"])
    inspector.look_at(f"/C/{person['code']}", f"/sertifikat/{person['certificate']}/")
    assert inspector.found == []


@shows("certificates/too_many.html")
def test_too_many_names_are_told_accessibly(inspector: Inspector, people: dict[str, Any]) -> None:
    page = inspector.page
    page.goto(f"/C/{people['expired']['code']}")
    for number in range(6):
        page.locator("input[name=nama]").fill(f"Bukan Namanya {number}")
        page.get_by_role("button", name="Cocokkan nama").click()
        page.wait_for_load_state()
        if number == 0:
            inspector.look()
    assert page.locator("input[name=nama]").count() == 0
    inspector.look()
    assert inspector.found == []
