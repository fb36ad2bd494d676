"""Every template against WCAG 2.2 AA: light and dark, on 320, 360 and 1280 px, all unfolded; and what is tapped is big."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.answering import answer
from tests.browser.conftest import violations
from tests.browser.phones import PIN, a_phone, sign_in_as
from tests.serving import LiveSite

pytestmark = pytest.mark.browser

SCHEMES = ("light", "dark")
WIDTHS = (320, 360, 1280)
HEIGHT = 740

PUBLIC = [
    "/", "/jalur/", "/jalur/orang-tua/", "/modul/", "/modul/kenali/", "/panduan/", "/panduan/gim-daring/", "/panduan/bila-anak-bercerita/",
    "/bantuan/", "/glosarium/", "/tokoh/", "/tentang/", "/cetak/", "/cetak/kartu-bicara/", "/cari/", "/cari/?q=gim", "/cari/?q=zzxxqq",
    "/pesan/jaga-anak/62.07/", "/wilayah-saya/", "/daftar/", "/masuk/", "/masuk/kode/", "/keluar/", "/cek/", "/cek/?kode=1",
]  # fmt: skip
NOT_FOUND = ["/tidak-ada-di-sini/", "/C/ABCDEFGHJKMNPQRSTVWXYZ1234"]
OPEN_EVERYTHING = "document.querySelectorAll('details').forEach((fold) => { fold.open = true })"
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
#: What is tapped and lower than 48 px, of what can be seen.
TOO_LOW = """() => {
  const targets = document.querySelectorAll(".button, .button-plain, .button-danger, label.choice, .picture-tap, .help-strip a, select");
  const height = (target) => target.getBoundingClientRect().height;
  return [...targets].filter((target) => target.checkVisibility() && height(target) < 48)
    .map((target) => `${target.className} "${target.textContent.trim().slice(0, 40)}" ${height(target)}`);
}"""


class Inspector:
    """Looks at pages in one browser window and remembers what is wrong with them."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home
        self.found: list[str] = []
        page.on("pageerror", lambda error: self.found.append(f"{page.url} script: {error}"))
        page.on("console", lambda message: self._refused(message.text))

    def _refused(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.found.append(f"{self.page.url} {text[:300]}")

    def look_at(self, *addresses: str, status: int = 200) -> None:
        for address in addresses:
            response = self.page.goto(address)
            assert response is not None
            assert (response.status, self.page.url.removeprefix(self.home)) == (status, address)
            self.look()

    def look(self) -> None:
        """At the page as it stands."""
        page = self.page
        page.set_viewport_size({"width": 320, "height": HEIGHT})
        self._sizes()
        page.evaluate(OPEN_EVERYTHING)
        self._sizes()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                self.found += [f"{scheme} {width}: {line}" for line in violations(page)]

    def _sizes(self) -> None:
        if self.page.evaluate(TOO_WIDE):
            self.found.append(f"{self.page.url} is wider than 320 px")
        self.found += [f"{self.page.url} lower than 48 px: {target}" for target in self.page.evaluate(TOO_LOW)]


@pytest.fixture
def inspector(browser: Browser, live: LiveSite) -> Iterator[Inspector]:
    with a_phone(browser, live) as page:
        yield Inspector(page, live.url)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_page_is_accessible(inspector: Inspector, address: str) -> None:
    inspector.look_at(address)
    assert inspector.found == []


def test_pages_for_what_is_not_there_are_accessible(inspector: Inspector) -> None:
    inspector.look_at(*NOT_FOUND, status=404)
    assert inspector.found == []


def test_lessons_with_every_kind_of_block_are_accessible(inspector: Inspector, people: dict[str, Any]) -> None:
    inspector.look_at(*people["lessons"])
    assert inspector.found == []


def test_low_data_pages_are_accessible(inspector: Inspector, people: dict[str, Any]) -> None:
    inspector.page.context.add_cookies([{"name": "hemat", "value": "1", "url": inspector.home}])
    inspector.look_at("/", people["lessons"][0])
    assert inspector.found == []


def test_forms_with_errors_are_accessible(inspector: Inspector) -> None:
    for address in ("/daftar/", "/masuk/", "/masuk/kode/"):
        inspector.page.goto(address)
        inspector.page.locator("main button.button").last.click()
        inspector.page.locator("[data-error-summary]").wait_for()
        inspector.look()
    assert inspector.found == []


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


def test_pages_of_learning_are_accessible(inspector: Inspector, people: dict[str, Any]) -> None:
    person = people["on_the_way"]
    sign_in_as(inspector.page, person["login"])
    attempt = f"/kuis/percobaan/{person['attempt']}/"
    inspector.look_at(
        "/belajar/", f"/belajar/jalur/{people['path']}/", f"/belajar/selesai/{person['lesson']}/", person["lesson_address"],
        f"/kuis/{person['quiz']}/", f"/kuis/percobaan/{person['result']}/hasil/", f"{attempt}kumpulkan/",
    )  # fmt: skip
    assert inspector.found == []


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


def test_certificate_pages_are_accessible(inspector: Inspector, people: dict[str, Any]) -> None:
    person = people["certified"]
    sign_in_as(inspector.page, person["login"])
    inspector.look_at("/belajar/", f"/sertifikat/{person['certificate']}/", f"/C/{person['code']}")
    inspector.page.locator("input[name=nama]").fill(person["name"])
    inspector.page.get_by_role("button", name="Cocokkan nama").click()
    inspector.look()
    assert inspector.found == []


def test_pages_of_the_second_factor_are_accessible(inspector: Inspector, people: dict[str, Any]) -> None:
    page = inspector.page
    sign_in_as(page, people["officer"]["login"])
    inspector.look_at("/akun/mfa/")
    page.goto("/akun/mfa/totp/activate/")
    if "/akun/pastikan/" in page.url:
        inspector.look()
        page.locator("input[name=password]").fill(PIN)
        page.locator("main button.button").last.click()
    inspector.look_at("/akun/mfa/totp/activate/", "/akun/mfa/webauthn/", "/akun/mfa/webauthn/add/")
    assert inspector.found == []


OFFICE = [
    "/admin/", "/admin/kantor/orang/", "/admin/kantor/keikutsertaan/", "/admin/kantor/pengerjaan-kuis/", "/admin/kantor/sertifikat/",
    "/admin/kantor/perlu-ditinjau/",
]  # fmt: skip


def test_our_pages_in_the_admin_are_accessible(browser: Browser, live: LiveSite, people: dict[str, Any]) -> None:
    """What we add: what stands in the main part. The frame around it is Wagtail's."""
    with a_phone(browser, live, viewport={"width": 1280, "height": 900}) as page:
        sign_in_as(page, "dppa", live.people["dppa"])
        found = []
        for address in OFFICE:
            response = page.goto(address)
            assert response is not None
            assert response.ok
            found += violations(page, "main")
        assert found == []
