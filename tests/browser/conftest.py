"""Pages of a real site in Debian's Chromium."""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.migrated import start_from_kept
from tests.serving import CHROMIUM_FLAGS, LiveSite, chromium_path, live_site, set_up

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[LiveSite]:
    folder = tmp_path_factory.mktemp("betang") / "site"
    # What all workers of this run have in common stands above what each has for itself.
    common = tmp_path_factory.getbasetemp().parent if worker_id != "master" else tmp_path_factory.getbasetemp()
    shutil.copytree(_site_in(common), folder)
    with live_site(folder) as site:
        yield site


def _site_in(common: Path) -> Path:
    """A site that is set up, to be copied: made by the worker that comes first, while the others wait."""
    site = common / "site"
    with (common / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.exists():
            half = common / "half-a-site"
            half.mkdir()
            start_from_kept(half / "betang.sqlite3")
            set_up(half)
            half.rename(site)
    return site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def people(live: LiveSite) -> dict[str, Any]:
    """People with something on their pages: a newcomer, somebody on the way, with a certificate, an officer, some in a quiz."""
    printed = live.manage("shell", "-v", "0", "-c", "from tests.browser.people import make_people; make_people()")
    return dict(json.loads(printed.splitlines()[-1]))


@pytest.fixture
def quiz_taker(people: dict[str, Any]) -> dict[str, str]:
    """Somebody whom no other test uses, in a quiz with one question of every kind."""
    return dict(people["quiz_takers"].pop())


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


def violations(page: Page, part: str = "html") -> list[str]:
    """What axe finds against WCAG 2.2 AA on this page or a part of it, one line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = page.evaluate("([part, values]) => axe.run(part, {runOnly: {type: 'tag', values}, resultTypes: ['violations']})", [part, tags])
    return [f"{page.url} {item['id']}: {node['html'][:160]}" for item in found["violations"] for node in item["nodes"]]
