"""Pages of a real site in Debian's Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.serving import CHROMIUM_FLAGS, LiveSite, chromium_path, live_site

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    with live_site(tmp_path_factory.mktemp("betang")) as site:
        yield site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def phone(browser: Browser, live: LiveSite) -> Iterator[Page]:
    """A page on a small phone, 360 px wide."""
    context = browser.new_context(base_url=live.url, viewport={"width": 360, "height": 740}, locale="id-ID")
    yield context.new_page()
    context.close()


@pytest.fixture
def phone_without_script(browser: Browser, live: LiveSite) -> Iterator[Page]:
    context = browser.new_context(base_url=live.url, viewport={"width": 360, "height": 740}, locale="id-ID", java_script_enabled=False)
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA on this page, one line each."""
    page.evaluate(AXE)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", tags)
    return [f"{page.url} {item['id']}: {node['html'][:160]}" for item in found["violations"] for node in item["nodes"]]
