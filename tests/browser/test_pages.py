"""Every public page of the site map: small, few requests, ours alone, the same for everyone; and no link that leads nowhere."""

from __future__ import annotations

import gzip
import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest
from playwright.sync_api import Browser, Request

from tests.browser.phones import a_phone
from tests.serving import LiveSite

pytestmark = pytest.mark.browser

#: What fits in the first ten packets of a connection.
FIRST_ROUND_TRIP = 14 * 1024
MOST_REQUESTS = 6


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    sent: bytes
    text: str


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: Any) -> None:
        return None


def fetch(address: str, **headers: str) -> Answer:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip", **headers})
    try:
        response = urllib.request.build_opener(_Stay).open(request, timeout=30)
    except urllib.error.HTTPError as refused:
        response = refused
    with response:
        sent = response.read()
    body = gzip.decompress(sent) if response.headers.get("Content-Encoding") == "gzip" else sent
    return Answer(response.status, response.headers, sent, body.decode(errors="replace"))


@pytest.fixture(scope="module")
def pages(live: LiveSite) -> dict[str, Answer]:
    """Every page of the site map, as it is sent."""
    addresses = re.findall(r"<loc>([^<]+)</loc>", fetch(f"{live.url}/sitemap.xml").text)
    assert len(addresses) > 100
    return {address: fetch(address) for address in addresses}


def test_every_public_page_arrives_in_the_first_round_trip(pages: dict[str, Answer]) -> None:
    """The style sheets are in the page, so this is both."""
    assert not [address for address, page in pages.items() if 'rel="stylesheet"' in page.text]
    assert {address: len(page.sent) for address, page in pages.items() if len(page.sent) > FIRST_ROUND_TRIP} == {}


def test_every_public_page_may_be_kept_and_sets_no_cookie(pages: dict[str, Answer]) -> None:
    for address, page in pages.items():
        assert page.status == 200, address
        assert page.headers["ETag"], address
        assert "public" in page.headers["Cache-Control"], address
        assert "max-age" in page.headers["Cache-Control"], address
        assert page.headers["Set-Cookie"] is None, address
        assert "cookie" not in page.headers.get("Vary", "").lower(), address


def test_a_page_that_the_reader_still_has_is_not_sent_again(pages: dict[str, Answer]) -> None:
    for address, page in list(pages.items())[::10]:
        again = fetch(address, **{"If-None-Match": page.headers["ETag"]})
        assert (again.status, again.sent) == (304, b""), address


def test_every_public_page_needs_few_requests_and_no_other_site(browser: Browser, live: LiveSite, pages: dict[str, Answer]) -> None:
    """Each as on a first visit: nothing is taken from the browser's store. One is counted for the mark in the tab, seen sooner or later."""
    with a_phone(browser, live) as page:
        page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        asked: list[Request] = []
        page.on("request", lambda request: asked.append(request))
        for address in pages:
            asked.clear()
            page.goto(address)
            assert [request.url for request in asked if not request.url.startswith((live.url, "data:"))] == []
            needed = [request.url for request in asked if request.resource_type != "image" and "/img/" not in request.url]
            assert len(needed) + 1 <= MOST_REQUESTS, needed
        assert page.context.cookies() == []


def _links(address: str, text: str) -> set[str]:
    found = re.findall(r"""(?:href|src|srcset)="([^"\s]+)[^"]*\"""", text)
    return {urljoin(address, unescape(one)) for one in found if not one.startswith(("data:", "tel:", "mailto:"))}


def test_every_link_of_every_public_page_leads_somewhere(live: LiveSite, pages: dict[str, Answer]) -> None:
    """What needs a sign-in leads there; leaving quickly leads away; both are somewhere."""
    links = {link for address, page in pages.items() for link in _links(address, page.text) if link.startswith(live.url)}
    answers = {address: pages.get(address) or fetch(address) for address in {urldefrag(link).url for link in links}}
    assert {address: answer.status for address, answer in answers.items() if answer.status not in (200, 302)} == {}
    for address, answer in answers.items():
        if answer.status == 302:
            assert re.match(rf"({re.escape(live.url)})?/masuk/", answer.headers["Location"]) or address.endswith("/keluar-cepat/"), address
    nowhere = [link for link in links if (part := urldefrag(link).fragment) and f'id="{part}"' not in answers[urldefrag(link).url].text]
    assert nowhere == []
