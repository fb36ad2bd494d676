"""A learner goes from the home page to a certificate that anyone can verify: on a phone, with and without script."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from urllib.parse import urlparse

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.answering import answer, answer_all_without_script

pytestmark = pytest.mark.browser

STEPS_AT_MOST = 60
NAME = "Peserta Uji Ma'anyan"
PIN = "481926"


def sign_up(page: Page, phone: str) -> None:
    page.goto("/daftar/")
    page.locator("input[name=name]").fill(NAME)
    page.locator("input[name=phone]").fill(phone)
    page.locator("select[name=audience]").select_option("orang_tua")
    page.locator("input[name=password]").fill(PIN)
    page.locator("input[name=is_adult]").check()
    page.locator("input[name=consent]").check()


def sign_in(page: Page, secret: str) -> None:
    """After signing up the name stands there already; the PIN is asked once more."""
    page.locator("input[name=password]").fill(secret)
    page.locator("main button.button").last.click()
    expect(page).not_to_have_url(re.compile("/masuk/"))


def choose_village_without_script(page: Page) -> None:
    """The picker's steps: each press brings the next list, and what was typed stays."""
    page.locator("select[name=regency]").select_option("62.07")
    page.locator("button[value=district]").click()
    page.locator("select[name=district]").select_option("62.07.01")
    page.locator("button[value=village]").click()
    page.locator("select[name=village]").select_option("62.07.01.2005")


def choose_village_by_search(page: Page) -> None:
    """A few letters of the name; the lists above follow the village that is tapped."""
    page.get_by_label("Cari desa").press_sequentially("pematang lim")
    page.locator(".found button").first.click()
    expect(page.locator("select[name=village]")).to_have_value("62.07.01.2005")


def hand_in_without_script(page: Page) -> None:
    answer_all_without_script(page)
    page.get_by_role("button", name="Kumpulkan").click()
    page.get_by_role("button", name="Kumpulkan").click()


def hand_in_with_script(page: Page) -> None:
    """One question a screen; the overview before handing in."""
    page.wait_for_load_state()
    for fieldset in page.locator("fieldset.question").all():
        expect(fieldset).to_be_visible()
        answer(fieldset)
        page.locator("[data-go-on]").click()
    page.locator("[data-hand-in]").click()


def go_the_whole_way(page: Page, scripted: bool) -> None:
    """From step to step by "Lanjut", as the way shows it, until the certificate is there."""
    for _ in range(STEPS_AT_MOST):
        page.goto("/belajar/")
        if page.get_by_role("link", name="Lihat sertifikat").count():
            return
        page.get_by_role("link", name=re.compile("^Lanjut")).first.click()
        if "/kuis/" in page.url:
            page.locator("main .button").first.click()
            (hand_in_with_script if scripted else hand_in_without_script)(page)
            expect(page).to_have_url(re.compile("/hasil/"))
        elif scripted:
            page.get_by_role("button", name="Selesai, lanjut").click()
        else:
            page.get_by_role("link", name="Selesai, lanjut").click()
            page.get_by_role("button", name=re.compile("lanjut", re.IGNORECASE)).click()
    raise AssertionError("the way did not end")


def certificate_of(page: Page, folder: Path) -> Path:
    """The downloaded PDF."""
    page.goto("/belajar/")
    page.get_by_role("link", name="Lihat sertifikat").first.click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("Unduh")).click()
    pdf = folder / "sertifikat.pdf"
    waiting.value.save_as(pdf)
    return pdf


def address_in_qr(pdf: Path) -> str:
    """Read from a grey picture of the first page, as from a photocopy."""
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", "-singlefile", str(pdf), str(pdf.with_suffix(""))], check=True)
    found = zxingcpp.read_barcodes(Image.open(pdf.with_suffix(".png")))
    assert found, "no QR code found on the certificate"
    return str(found[0].text)


def verify(page: Page, address: str, name: str) -> None:
    page.goto(urlparse(address).path)
    expect(page.locator("main")).to_contain_text("berlaku", ignore_case=True)
    expect(page.locator("main")).not_to_contain_text(name)
    page.locator("input[name=nama]").fill(name)
    page.get_by_role("button", name="Cocokkan nama").click()
    expect(page.get_by_role("status")).to_contain_text("Nama cocok")


def earn_and_verify(page: Page, folder: Path, *, scripted: bool) -> None:
    page.locator("input[name=password]").fill(PIN)
    page.locator("main button.button").last.click()
    sign_in(page, PIN)
    page.goto("/jalur/orang-tua/")
    if not scripted:
        page.get_by_role("link", name="Ikuti jalur ini").click()
    page.get_by_role("button", name="Ikuti jalur ini").click()
    expect(page).to_have_url(re.compile("/belajar/jalur/"))
    go_the_whole_way(page, scripted)
    verify(page, address_in_qr(certificate_of(page, folder)), NAME)


def test_a_parent_earns_a_certificate_without_script(phone_without_script: Page, tmp_path: Path) -> None:
    sign_up(phone_without_script, "0812 3456 7801")
    choose_village_without_script(phone_without_script)
    earn_and_verify(phone_without_script, tmp_path, scripted=False)


def test_a_parent_earns_a_certificate_with_script(phone: Page, tmp_path: Path) -> None:
    errors: list[str] = []
    phone.on("pageerror", lambda error: errors.append(str(error)))
    phone.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    sign_up(phone, "0812 3456 7802")
    choose_village_by_search(phone)
    earn_and_verify(phone, tmp_path, scripted=True)
    assert errors == []
