"""What people do with a phone in more than one story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.serving import LiveSite

PIN = "481926"


@contextmanager
def a_phone(browser: Browser, live: LiveSite, **options: Any) -> Iterator[Page]:
    """A page of a browser that has never been here."""
    context = browser.new_context(**{"base_url": live.url, "locale": "id-ID", "viewport": {"width": 360, "height": 740}, **options})
    context.set_default_timeout(10_000)
    try:
        yield context.new_page()
    finally:
        context.close()


def sign_in_as(page: Page, login: str, secret: str = PIN) -> None:
    page.goto("/masuk/")
    sign_in_here(page, login, secret)


def sign_in_here(page: Page, login: str, secret: str = PIN) -> None:
    """On the sign-in page, wherever it leads then."""
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(secret)
    page.locator("main button.button").last.click()
    expect(page).not_to_have_url(re.compile("/masuk/"))


def change_person(page: Page) -> None:
    page.get_by_role("button", name="Ganti orang").click()
    expect(page).to_have_url(re.compile("/masuk/"))
