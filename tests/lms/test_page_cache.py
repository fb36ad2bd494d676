"""Public pages are kept as they go out, and never shown after something was published."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from lms.page_cache import GENERATION, PageCacheMiddleware, edition, forget_pages

pytestmark = pytest.mark.django_db


class Site:
    """A view that counts how often it is asked."""

    def __init__(self, **headers: str) -> None:
        self.asked = 0
        self.headers = {"Cache-Control": "public, max-age=300", **headers}
        self.body = b"halaman " * 500
        self.cookie = False
        self.status = 200

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.asked += 1
        response = HttpResponse(self.body, headers=self.headers, status=self.status)
        if self.cookie:
            response.set_cookie("a", "b")
        return response


def ask(site: Site, path: str = "/modul/", method: str = "get", **extra: Any) -> HttpResponse:
    request = getattr(RequestFactory(), method)(path, **extra)
    return PageCacheMiddleware(site)(request)


def test_the_second_request_does_not_reach_the_view_and_gets_the_same_bytes() -> None:
    site = Site()
    first, second = ask(site), ask(site)
    assert site.asked == 1
    assert first.content == second.content == site.body
    assert first["ETag"] == second["ETag"]


def test_a_process_reads_a_kept_page_once(monkeypatch: pytest.MonkeyPatch) -> None:
    site, read = Site(), []
    ask(site)
    real = caches["pages"].get
    monkeypatch.setattr(caches["pages"], "get", lambda key, *rest: read.append(key) or real(key, *rest))
    for _ in range(3):
        assert ask(site).content == site.body
    assert site.asked == 1
    assert len([key for key in read if key != GENERATION]) == 1


@pytest.mark.parametrize("change", ["private", "cookie", "status", "vary", "json"])
def test_what_is_not_the_same_for_everyone_is_not_kept(change: str) -> None:
    site = Site()
    if change == "private":
        site.headers["Cache-Control"] = "no-store"
    elif change == "vary":
        site.headers["Vary"] = "Cookie"
    elif change == "json":
        site.headers["Content-Type"] = "application/json"
    elif change == "cookie":
        site.cookie = True
    else:
        site.status = 404
    ask(site)
    ask(site)
    assert site.asked == 2


@pytest.mark.parametrize("path", ["/modul/?halaman=2", "/modul/?q=x", "/cari/?utm_a=1&q=x", "/cari/?q=x&utm_a=1", "/cek/?fbclid=1&kode="])
def test_a_query_that_may_change_the_page_is_not_kept(path: str) -> None:
    site = Site()
    ask(site, path)
    ask(site, path)
    assert site.asked == 2


def test_a_post_is_never_answered_from_what_is_kept() -> None:
    site = Site()
    ask(site)
    ask(site, method="post")
    assert site.asked == 2


def test_publishing_begins_anew_even_for_a_page_rendered_before_it() -> None:
    site = Site()

    class Slow(Site):
        def __call__(self, request: HttpRequest) -> HttpResponse:
            forget_pages()  # somebody publishes while this page is being made
            return super().__call__(request)

    ask(site)
    forget_pages()
    ask(site)
    assert site.asked == 2
    slow = Slow()
    ask(slow, "/lambat/")
    ask(slow, "/lambat/")
    assert slow.asked == 2


def test_another_version_of_the_program_serves_nothing_that_an_older_one_made(settings: Any, tmp_path: Path) -> None:
    """Another word in a template is enough."""
    site, settings.BASE_DIR = Site(), tmp_path
    template = tmp_path / "templates" / "a.html"
    template.parent.mkdir()
    for words in ("Lama", "Lama", "Baru"):
        template.write_text(words)
        edition.cache_clear()
        ask(site)
    edition.cache_clear()
    assert site.asked == 2


@pytest.mark.parametrize(("accepts", "unpack"), [("br, gzip", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)])
def test_each_encoding_is_kept_by_itself_and_unpacks_to_the_page(accepts: str, unpack: Any) -> None:
    site = Site()
    headers = {"HTTP_ACCEPT_ENCODING": accepts}
    for _ in range(2):
        response = ask(site, **headers)
        assert unpack(response.content) == site.body
    assert site.asked == 1
    assert "Accept-Encoding" in response["Vary"]
    assert "Cookie" not in response["Vary"]


def test_low_data_readers_get_their_own_page() -> None:
    site = Site()
    ask(site)
    ask(site, HTTP_SAVE_DATA="on")
    ask(site, HTTP_COOKIE="hemat=1")
    assert site.asked == 2


@pytest.mark.parametrize(
    ("headers", "kept_by_all"),
    [
        ({}, True),
        ({"HTTP_SAVE_DATA": "on"}, True),
        ({"HTTP_COOKIE": "hemat=1"}, False),
        ({"HTTP_COOKIE": "hemat=0", "HTTP_SAVE_DATA": "on"}, False),
        ({"HTTP_COOKIE": "hemat=1", "HTTP_SAVE_DATA": "on"}, True),
        ({"HTTP_COOKIE": "hemat=x; wilayah=62.07"}, True),
    ],
)
def test_no_cache_in_front_hands_to_others_what_one_readers_switch_made(headers: dict[str, str], kept_by_all: bool) -> None:
    site = Site()
    etag = ask(site, **headers)["ETag"]
    for response in (ask(site, **headers), ask(site, HTTP_IF_NONE_MATCH=etag, **headers)):
        assert ("public" in response["Cache-Control"]) is kept_by_all
        assert ("private" in response["Cache-Control"]) is not kept_by_all
        assert "max-age=300" in response["Cache-Control"]


def test_a_page_with_a_query_goes_out_like_a_kept_one() -> None:
    site = Site()
    etag = ask(site, "/modul/?x=1", HTTP_ACCEPT_ENCODING="br")["ETag"]
    response = ask(site, "/modul/?x=1", HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=etag)
    assert response.status_code == 304
    assert response["Vary"] == "Accept-Encoding, Save-Data"


def test_the_length_is_told_for_those_who_ask_for_the_head_alone() -> None:
    site = Site()
    assert ask(site, method="head")["Content-Length"] == str(len(site.body))


def test_a_reader_who_has_the_page_gets_304_without_a_body() -> None:
    site = Site()
    etag = ask(site)["ETag"]
    response = ask(site, HTTP_IF_NONE_MATCH=etag)
    assert response.status_code == 304
    assert response.content == b""
    assert response["ETag"] == etag
    assert ask(site, HTTP_IF_NONE_MATCH='"lain"').status_code == 200


def test_hosts_do_not_share_pages() -> None:
    site = Site()
    ask(site, HTTP_HOST="satu.test")
    ask(site, HTTP_HOST="dua.test")
    assert site.asked == 2


def test_ports_and_ways_of_writing_a_host_make_no_pages_of_their_own(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["satu.test"]
    site = Site()
    for host in ("satu.test", "SATU.test", "satu.test:1", "satu.test:65535", "satu.test."):
        ask(site, HTTP_HOST=host)
    assert site.asked == 1
    ask(site, HTTP_HOST="lain.test")
    ask(site, HTTP_HOST="lain.test")
    assert site.asked == 3


def test_an_editors_preview_is_neither_kept_nor_answered_from_what_is_kept() -> None:
    site = Site()
    ask(site)
    request = RequestFactory().get("/modul/")
    request.is_dummy = True  # type: ignore[attr-defined]
    PageCacheMiddleware(site)(request)
    assert site.asked == 2


def test_a_query_that_nobody_reads_shares_the_page() -> None:
    site = Site()
    ask(site)
    ask(site, "/modul/?utm_source=wa&fbclid=1")
    assert site.asked == 1


@pytest.mark.parametrize(
    ("accepts", "sent"), [("br;q=0, gzip", "gzip"), ("gzip;q=0", ""), ("gzip;q=0.5", "gzip"), ("br;q=1.0", "br"), ("bro", "")]
)
def test_an_encoding_that_the_browser_refuses_is_not_sent(accepts: str, sent: str) -> None:
    assert ask(Site(), HTTP_ACCEPT_ENCODING=accepts).get("Content-Encoding", "") == sent
