"""Public pages kept as they go out: compressed, with an ETag, shared by all processes.

A response is kept when its view calls it public (``Cache-Control: public``) and it sets no cookie. What a kept page is made for
is its whole key: host, path, language of the path, low-data mode, encoding, the day (consents end at midnight), the program itself.
A query that may change the page makes one that is not kept here, but goes out in the same way. Publishing anything begins a new
generation, so that a page rendered before it is never served after it.
"""

from __future__ import annotations

import gzip
import hashlib
import uuid
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import brotli
import django
import wagtail
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.request import split_domain_port
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from lms.low_data import switched_by_hand, wants_low_data

#: Seconds for which a browser or a CDN may show a public page without asking again.
FRESH_FOR = 5 * 60
#: And for how long after that it may show it once more while it asks. Never where there are numbers to call or a leader's words.
STALE_FOR = 60 * 60
GENERATION = "generation"
KEPT_HEADERS = (
    "Cache-Control",
    "Content-Language",
    "Content-Security-Policy",
    "Content-Type",
    "ETag",
    "Link",
    "Permissions-Policy",
    "Vary",
    "X-Frame-Options",
    "X-Robots-Tag",
)
#: A query string that changes nothing is no reason for a page of its own; others are not kept at all.
IGNORED_QUERY = ("utm_", "fbclid")
MAKES_PAGES = (".py", ".html", ".css", ".js", ".svg", ".mo")


def make_public(response: HttpResponse, *, may_be_stale: bool = True) -> HttpResponse:
    """The same for everyone, to be kept by caches: here, in front, and in the browser."""
    stale = {"stale_while_revalidate": STALE_FOR} if may_be_stale else {}
    patch_cache_control(response, public=True, max_age=FRESH_FOR, **stale)
    return response


@cache
def edition() -> str:
    """Changes with whatever makes pages: our files, Django, Wagtail, a few settings. A new version serves nothing that an older one made.

    Read once a process, by content: several machines must agree, whenever each of them was brought up to date.
    """
    folders = (settings.BASE_DIR / name for name in ("templates", "lms", "modules", "certificates"))
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.suffix in MAKES_PAGES)
    parts = [django.__version__, wagtail.__version__, settings.BASE_URL, settings.QUICK_EXIT_URL]
    parts += [repr(settings.CONTENT_SECURITY_POLICY), repr(settings.PERMISSIONS_POLICY), settings.X_FRAME_OPTIONS]
    parts += [f"{file.relative_to(settings.BASE_DIR)} {_digest(file)}" for file in files]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def current_generation() -> str:
    cache = caches["pages"]
    return str(cache.get(GENERATION) or cache.get_or_set(GENERATION, lambda: uuid.uuid4().hex, None))


def forget_pages() -> None:
    """What is taught has changed: no page kept so far is served any more."""
    caches["pages"].set(GENERATION, uuid.uuid4().hex, None)


def _kept(key: str) -> dict[str, Any] | None:
    try:
        return _found(key) if key else None
    except KeyError:
        return None


@lru_cache(maxsize=300)
def _found(key: str) -> dict[str, Any]:
    """The page of this key, read once by each process (300 are about 4 MB), since what a key holds never changes.

    Raises:
        KeyError: there is none; so this is asked again the next time.
    """
    kept: dict[str, Any] | None = caches["pages"].get(key)
    if kept is None:
        raise KeyError(key)
    return kept


def _encoding(request: HttpRequest) -> str:
    """The best encoding that the browser takes; one with a weight of nought it refuses."""
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "").replace(" ", "").split(",")
    return next((encoding for encoding in ("br", "gzip") if any(_takes(each, encoding) for each in accepted)), "")


def _takes(offer: str, encoding: str) -> bool:
    name, _semicolon, weight = offer.partition(";q=")
    return name == encoding and weight.rstrip("0.") != "" if weight else name == encoding


def _compressed(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return bytes(brotli.compress(body, quality=9))
    return gzip.compress(body, 9, mtime=0) if encoding == "gzip" else body


def _asks_for_a_page(request: HttpRequest) -> bool:
    return request.method in ("GET", "HEAD") and not getattr(request, "is_dummy", False)


def _query_changes_nothing(request: HttpRequest) -> bool:
    """Every single parameter must be one that no view reads: a page kept for a query that did count would be shown to all."""
    query = request.META.get("QUERY_STRING", "")
    return all(name.startswith(IGNORED_QUERY) for name, _value in parse_qsl(query, keep_blank_values=True))


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not getattr(request, "is_preview", False)
        and "public" in response.get("Cache-Control", "")
        and "cookie" not in response.get("Vary", "").lower()
        # Data are made quickly, and there are more addresses of them (each village is one) than pages that are worth keeping.
        and response.get("Content-Type") != "application/json"
    )


def _answer(request: HttpRequest, kept: dict[str, Any]) -> HttpResponse:
    headers, asked = kept["headers"], request.META.get("HTTP_IF_NONE_MATCH")
    etags = parse_etags(asked) if asked else []
    if "*" in etags or headers["ETag"] in etags or f"W/{headers['ETag']}" in etags:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(kept["body"], headers={"Content-Length": str(len(kept["body"]))})
    for name, value in headers.items():
        response.headers[name] = value
    if switched_by_hand(request):  # A cache in front knows nothing of the switch, and would hand this page to others.
        patch_cache_control(response, private=True)
    if response.status_code == 304:
        response.headers.pop("Content-Encoding", None)
        response.headers.pop("Content-Type", None)
    return response


def _key(request: HttpRequest, encoding: str) -> str:
    """A made-up port is no reason for a page of its own.

    Raises:
        DisallowedHost: the host is none of ours.
    """
    address = f"{request.scheme} {split_domain_port(request.get_host())[0]} {request.path}"
    what = f"{timezone.localdate()} {address} {wants_low_data(request)} {encoding}"
    return f"{current_generation()}:{edition()}:{hashlib.sha256(what.encode()).hexdigest()}"


class PageCacheMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _asks_for_a_page(request):
            return self.get_response(request)
        encoding = _encoding(request)
        try:
            key = _key(request, encoding) if _query_changes_nothing(request) else ""
        except DisallowedHost:  # Refused further in, where the refusal gets its policies.
            return self.get_response(request)
        kept = _kept(key)
        if kept is None:
            response = self.get_response(request)
            if not _may_be_kept(request, response):
                return response
            kept = self._keepable(response, encoding)
            if key:
                caches["pages"].set(key, kept)
        return _answer(request, kept)

    def _keepable(self, response: HttpResponse, encoding: str) -> dict[str, Any]:
        body = _compressed(response.content, encoding)
        patch_vary_headers(response, ("Accept-Encoding", "Save-Data"))
        response.headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
        headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
        if encoding:
            headers["Content-Encoding"] = encoding
        return {"body": body, "headers": headers}
