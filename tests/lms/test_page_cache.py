"""Public pages are kept as they go out, and never shown after something was published."""

from __future__ import annotations

import gzip
from typing import Any

import brotli
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from lms.page_cache import PageCacheMiddleware, forget_pages

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
