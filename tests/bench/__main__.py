"""``make bench``: what the site costs, beside nginx serving the same bytes and a bare Wagtail page, all in one run.

Prints Markdown tables. Figures that depend on the machine are given as ratios beside their absolute values.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.bench.asking import gzipped, requests_per_second
from tests.bench.attempt import attempt_of_ten
from tests.bench.nginx import nginx_serving
from tests.bench.plain_wagtail import plain_wagtail
from tests.serving import CHROMIUM_FLAGS, ROOT, LiveSite, chromium_path, environment, live_site, set_up

PAINTS = 5
#: 150 kbit/s, 800 ms: a phone at the edge of a village's signal.
SLOW = {"offline": False, "latency": 800, "downloadThroughput": 150 * 125, "uploadThroughput": 150 * 125}


def table(title: str, headings: list[str], rows: list[list[object]]) -> None:
    print(f"\n### {title}\n")
    print("| " + " | ".join(headings) + " |")
    print("|" + "---|" * len(headings))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    sys.stdout.flush()


def some_lesson(site: LiveSite) -> str:
    """The address of the longest lesson: the hardest case."""
    code = (
        "from modules.models import Lesson; from django.db.models.functions import Length; from django.db.models import TextField;"
        "from django.db.models.functions import Cast;"
        "print(Lesson.objects.live().annotate(size=Length(Cast('body', TextField()))).order_by('-size').first().get_url())"
    )
    return site.manage("shell", "--no-imports", "-c", code).strip().splitlines()[-1]


@dataclass(frozen=True)
class Visit:
    """A first visit: bytes as sent, headers included."""

    requests: int
    received: int
    scripts: int
    pictures: int


def first_visit(browser: Browser, url: str) -> Visit:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(url, wait_until="networkidle")
    context.close()
    scripts = sum(size for key, size in sizes.items() if kinds.get(key) == "Script")
    pictures = sum(kinds.get(key) == "Image" for key in sizes)
    return Visit(len(sizes), int(sum(sizes.values())), int(scripts), pictures)


def first_paint(browser: Browser, url: str) -> float:
    """Milliseconds to the first contentful paint on the slow line, median of a few visits with an empty cache."""
    return statistics.median(_one_paint(browser, url) for _ in range(PAINTS))


def _one_paint(browser: Browser, url: str) -> float:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    page.goto(url, wait_until="load", timeout=120_000)
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    context.close()
    return float(painted)


def weights(site: LiveSite, browser: Browser, lesson: str) -> None:
    rows: list[list[object]] = []
    pages = [
        ("home", "/"),
        ("path", "/jalur/kader/"),
        ("lesson (the longest)", lesson),
        ("guide", "/panduan/bujuk-rayu/"),
        ("help", "/bantuan/"),
    ]
    for name, path in pages:
        visit = first_visit(browser, site.url + path)
        size = len(gzipped(site.url + path))
        rows.append([name, size, visit.requests - visit.pictures, visit.scripts, visit.pictures, visit.received])
    headings = [
        "page",
        "HTML + CSS, gzip (bytes)",
        "requests but pictures",
        "script bytes",
        "pictures",
        "bytes in all, with headers and pictures",
    ]
    table("Weight of a first visit", headings, rows)


def speeds(site: LiveSite, browser: Browser, lesson: str, folder: Path) -> None:
    body = gzipped(site.url + lesson)
    with nginx_serving(body, folder) as nginx_url, plain_wagtail(folder / "plain-wagtail") as (bare, bare_pids):
        measured = {
            "nginx, the same bytes": requests_per_second(nginx_url, []),
            "lesson, kept": requests_per_second(site.url + lesson, site.pids),
            "lesson, rendered anew": requests_per_second(f"{site.url}{lesson}?anew=1", site.pids),
            "bare Wagtail page": requests_per_second(bare + "/", bare_pids),
        }
        bare_cpu = measured["bare Wagtail page"].cpu_ms
        rows = [
            [
                name,
                f"{one.per_second:.0f}",
                f"{one.cpu_ms:.2f}" if one.cpu_ms else "–",
                f"{one.cpu_ms / bare_cpu:.2f}" if one.cpu_ms and bare_cpu else "–",
            ]
            for name, one in measured.items()
        ]
        table("Requests per second, 8 connections, 2 workers", ["what", "requests/s", "CPU ms each", "of a bare Wagtail page's CPU"], rows)
        ours, theirs = first_paint(browser, site.url + lesson), first_paint(browser, nginx_url)
    print(
        f"\nFirst paint at 150 kbit/s, 800 ms: lesson {ours:.0f} ms, nginx with the same bytes {theirs:.0f} ms, ratio {ours / theirs:.2f}."
    )


def attempts(site: LiveSite) -> None:
    cost = attempt_of_ten(site)
    table(
        "An attempt of ten questions, opening to result",
        ["bytes down", "bytes up", "CPU ms, without the saves", "CPU ms a saved answer", "CPU ms of the hand-in"],
        [[cost.down, cost.up, f"{cost.cpu_ms:.1f}", f"{cost.save_ms:.2f}", f"{cost.hand_in_ms:.1f}"]],
    )


def in_process(site: LiveSite, module: str) -> None:
    """Parts that look inside the program run in a process of their own, on the same database."""
    subprocess.run([sys.executable, "-m", module], cwd=ROOT, env=environment(site.folder), check=True)


def main() -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="betang-bench-") as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        set_up(folder / "site")
        with live_site(folder / "site") as site:
            lesson = some_lesson(site)
            weights(site, browser, lesson)
            speeds(site, browser, lesson, folder)
            attempts(site)
            in_process(site, "tests.bench.inside")
        browser.close()
    print(f"\nMeasured in {time.monotonic() - began:.0f} s.")


if __name__ == "__main__":
    main()
