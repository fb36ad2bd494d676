"""The office's lists on its screens: whole at 1280 px, and nothing askew on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.phones import a_phone, sign_in_as
from tests.serving import LiveSite

pytestmark = pytest.mark.browser

LISTS = ("orang", "keikutsertaan", "pengerjaan-kuis", "sertifikat")


def overhang(page: Page, selector: str) -> int:
    return int(page.locator(selector).first.evaluate("part => part.scrollWidth - part.clientWidth"))


def test_all_columns_of_every_list_stand_on_a_screen_of_1280_px(browser: Browser, live: LiveSite, people: dict[str, Any]) -> None:
    with a_phone(browser, live, viewport={"width": 1280, "height": 800}) as page:
        sign_in_as(page, "dppa", live.people["dppa"])
        cut_off = []
        for name in LISTS:
            page.goto(f"/admin/kantor/{name}/")
            cut_off += [name] if overhang(page, ".office-rows") else []
        assert cut_off == []


def test_every_room_of_the_menu_is_named_in_full(browser: Browser, live: LiveSite) -> None:
    with a_phone(browser, live, viewport={"width": 1280, "height": 800}) as page:
        sign_in_as(page, "dppa", live.people["dppa"])
        page.goto("/admin/")
        labels = page.locator(".sidebar .menuitem-label")
        labels.first.wait_for()
        shortened = labels.evaluate_all("labels => labels.filter(e => e.scrollWidth > e.clientWidth).map(e => e.textContent)")
        assert shortened == []


def test_on_a_phone_the_words_of_both_buttons_stand_in_one_line(browser: Browser, live: LiveSite) -> None:
    with a_phone(browser, live) as page:
        sign_in_as(page, "dppa", live.people["dppa"])
        page.goto("/admin/kantor/orang/")
        middles = page.locator(".office-filter-acts .button").evaluate_all(
            """buttons => buttons.map(button => {
                const words = document.createRange();
                words.selectNodeContents(button);
                const {top, bottom} = words.getBoundingClientRect();
                return Math.round(top + bottom);
            })"""
        )
        assert len(set(middles)) == 1, middles


def test_on_a_phone_headings_of_small_tables_take_two_lines(browser: Browser, live: LiveSite) -> None:
    with a_phone(browser, live) as page:
        sign_in_as(page, "dppa", live.people["dppa"])
        page.goto("/admin/kantor/desa/")
        assert overhang(page, ".office-scroll") == 0


def test_on_a_phone_no_choice_runs_off_the_screen(browser: Browser, live: LiveSite) -> None:
    with a_phone(browser, live) as page:
        sign_in_as(page, "dppa", live.people["dppa"])
        page.goto("/admin/account/")
        ends = page.locator("main select").evaluate_all("fields => fields.map(field => field.getBoundingClientRect().right)")
        assert ends
        assert max(ends) <= 360


def test_on_a_phone_a_name_without_end_stays_on_the_screen(browser: Browser, live: LiveSite, people: dict[str, Any]) -> None:
    certificate = people["revoked"]["certificate"]
    live.manage(
        "shell",
        "-v",
        "0",
        "-c",
        f"from certificates.models import Certificate as C; C.objects.filter(pk='{certificate}').update(name='M' * 90)",
    )
    with a_phone(browser, live) as page:
        sign_in_as(page, "dppa", live.people["dppa"])
        page.goto(f"/admin/sertifikat/{certificate}/")
        assert overhang(page, "main") == 0
