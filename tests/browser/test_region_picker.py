"""The lists of the region picker, which follow each other by script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

KOTAWARINGIN_BARAT, SERUYAN = "62.01", "62.07"


def test_a_late_answer_does_not_replace_the_districts_of_the_regency_that_is_chosen(phone: Page) -> None:
    late: list[Route] = []
    phone.route(f"**/wilayah/{KOTAWARINGIN_BARAT}.json", lambda route: late.append(route))
    phone.goto("/daftar/")
    phone.select_option("[name=regency]", KOTAWARINGIN_BARAT)
    phone.select_option("[name=regency]", SERUYAN)
    phone.locator("[name=district]").wait_for()
    with phone.expect_response(f"**/{KOTAWARINGIN_BARAT}.json") as answer:
        late[0].continue_()
    answer.value.finished()
    codes = phone.eval_on_selector_all("[name=district] option", "options => options.map((option) => option.value).filter(Boolean)")
    assert codes
    assert all(code.startswith(f"{SERUYAN}.") for code in codes)


def test_on_the_way_back_no_regency_is_chosen_from_which_no_list_follows(phone: Page) -> None:
    phone.goto("/daftar/")
    phone.select_option("[name=regency]", SERUYAN)
    phone.locator("[name=district]").wait_for()
    phone.goto("/")
    phone.go_back()
    assert bool(phone.input_value("[name=regency]")) == phone.locator("[name=district]").is_visible()
