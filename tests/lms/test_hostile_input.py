"""Whatever is sent to an address that a reader or learner can reach: an answer in words, at once, and never an error of the program."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from django.test import Client

from tests.lms.access_table import COMING_IN, MFA, OWN, PUBLIC
from tests.lms.access_world import World, make_world
from tests.lms.test_access_table import addresses, url_of

if TYPE_CHECKING:
    from modules.models import Home

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
REACHABLE = {row.name for row in (*PUBLIC, *COMING_IN, *OWN, *MFA)}
#: Of the processor: the machine of a test may be busy with other things.
MOST_SECONDS = 1.0
#: 100 KB; and a lone half of an emoji, a way round, control signs, words of the search engines.
TEXTS = [
    "\x00", "a\x00b" * 9, "x" * 100_000, "9" * 5000, "-1", "1e999", "nan", "\ud83d", "😀" * 200, "\u202eterbalik\u200f", "'\";--", "%_%",
    '" AND OR NOT NEAR(a b, 3) * ( ) ^ : { } -', '"', "*", "null", "[]", "[" * 100_000, "<script>", "\r\nX-Header: a",
    "kata-tanpa-garis-miring",
]  # fmt: skip
QUERIES = ["q", "kode", "topik", "next", "p", "page", "lesson", "utm_x"]
FIELDS = [
    "name", "phone", "username", "email", "audience", "workplace", "regency", "district", "village", "password", "step", "is_adult",
    "consent", "login", "code", "oldpassword", "password1", "sure", "next", "region", "topic", "hemat", "nama", "attempt", "position",
    "sequence",
    "own", "whole", "s1", "credential",
]  # fmt: skip
HEADERS = [
    {"HTTP_X_FORWARDED_FOR": "a, \x01, 999.1.1.1"}, {"HTTP_X_FORWARDED_HOST": "evil.example"}, {"HTTP_X_FORWARDED_PROTO": "gopher"},
    {"HTTP_RANGE": "bytes=999999-5"}, {"HTTP_IF_NONE_MATCH": '"\\"*,,'}, {"HTTP_IF_MODIFIED_SINCE": "Mon, 99 Foo 99999 99:99:99 GMT"},
    {"HTTP_ACCEPT_ENCODING": "br;q=x, gzip;q=;;"}, {"HTTP_ACCEPT_LANGUAGE": "%" * 900}, {"HTTP_REFERER": "http://[::1"},
    {"HTTP_ORIGIN": "http://[bad"}, {"HTTP_SAVE_DATA": "\xff"}, {"HTTP_HOST": "a:b:c"}, {"HTTP_HOST": ""},
    {"HTTP_COOKIE": "a=b; " * 1500}, {"HTTP_COOKIE": 'sessionid="aaaaaaaaaa\\000"; csrftoken="\\000"; wilayah="\\000"; hemat=\xff'},
]  # fmt: skip
FORM = "application/x-www-form-urlencoded"
BODIES = [
    ("application/json", b"{broken"), ("application/json", b"[" * 100_000), ("text/plain", b"x"), (f"{FORM}; charset=utf-16", b"a=b"),
    ("multipart/form-data", b"x"), ("multipart/form-data; boundary=b", b"--b\r\nbroken"), (FORM, b"a=%ff%fe%ed%a0%80&%00=%"),
    (FORM, b"&".join(b"a%d=1" % number for number in range(12_000))), (FORM, b"a=" + b"x" * 4_000_000),
    ("application/xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"),
]  # fmt: skip
PATHS = [
    "/%00", "/a%00b/", "/%ff%fe/", "/%c0%ae%c0%ae/", "//evil.example/", "/" + "a" * 3000 + "/", "/" + "a/" * 1500, "/xx/", "/media/%00",
    "/media/" + "a" * 3000, "/media/" + "%C3%A9" * 200 + ".jpg", "/media/..%2f..%2fetc/passwd", "/dokumen/99999999999999999999999/x",
    "/dokumen/1/%00", "/kuis/99999999999999999999999/", "/kuis/-1/", "/kuis/percobaan/xyz/", "/sertifikat/xyz/",
    "/sertifikat/00000000-0000-0000-0000-000000000000/unduh/", "/belajar/ikut/abc/", "/C/%00", "/C/%ff", "/C/" + "A" * 3000,
    "/C/%F0%9F%98%80", "/c/%0d%0a", "/pesan/a/99/", "/wilayah/99.json", "/cetak/%00.pdf", "/cetak/" + "a" * 2000 + ".pdf",
    "/akun/mfa/webauthn/keys/99999999999999999999999/remove/", "/sitemap.xml?p=99999999999999999999999",
]  # fmt: skip
OTHER_METHODS = ("head", "options", "put", "patch", "delete", "trace")


class Sender:
    """Sends something; keeps in mind what was answered with an error, late, or without a word."""

    def __init__(self) -> None:
        self.wrong: dict[str, str] = {}

    def __call__(self, client: Client, method: str, url: str, told: str = "", **sent: Any) -> None:
        begun = time.thread_time()
        with transaction.atomic():
            response = client.generic(method.upper(), url, **sent)
            transaction.set_rollback(True)
        if fault := _fault(response, method, time.thread_time() - begun):
            self.wrong.setdefault(f"{method} {url[:80]}: {fault}", told[:60])


def _fault(response: Any, method: str, seconds: float) -> str:
    if response.status_code >= 500:
        return str(response.status_code)
    if seconds > MOST_SECONDS:
        return f"more than {MOST_SECONDS} s"
    html = "text/html" in response.get("Content-Type", "") and "Content-Encoding" not in response and method != "head"
    if response.status_code >= 400 and html and '<html lang="id"' not in response.content.decode():
        return f"{response.status_code} without a word of ours"
    return ""


@pytest.fixture
def send() -> Sender:
    return Sender()


@pytest.fixture
def world(home: Home, regions: None) -> World:
    return make_world(home)


def reachable(world: World) -> Iterator[tuple[Client, str]]:
    """Each address with the browser of the learner to whom the samples belong, and of nobody."""
    for address in addresses():
        if address.key in REACHABLE and (url := url_of(world, address)):
            for role in ("anonymous", "learner"):
                yield _remembering_nothing(world.clients[role]), url


def _remembering_nothing(client: Client) -> Client:
    """What one answer sets must not be sent with the next."""
    fresh = Client(raise_request_exception=False)
    fresh.cookies.load({name: morsel.value for name, morsel in client.cookies.items() if name == "sessionid"})
    return fresh


def test_broken_texts_in_the_query_are_answered(world: World, send: Sender) -> None:
    for client, url in reachable(world):
        for text in TEXTS:
            shown = text.encode("utf-8", "surrogatepass")[:3000]
            query = "&".join(f"{name}={_percent(shown)}" for name in QUERIES)
            send(client, "get", url, text, QUERY_STRING=f"{query}&{query}"[:8000])
    assert send.wrong == {}


def _percent(raw: bytes) -> str:
    return "".join(f"%{byte:02X}" for byte in raw) if len(raw) < 300 else raw.decode("ascii", "replace").replace("\ufffd", "x")[:900]


def test_broken_texts_in_forms_are_answered(world: World, send: Sender) -> None:
    for client, url in reachable(world):
        for text in TEXTS:
            raw = "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass")) if len(text) < 3000 else text
            body = "&".join(f"{name}={raw}" for name in FIELDS).encode()[:2_000_000]
            send(client, "post", url, text, data=body, content_type=FORM)
    assert send.wrong == {}


def test_forms_of_another_shape_are_answered(world: World, send: Sender) -> None:
    upload = b"".join(
        b'--b\r\nContent-Disposition: form-data; name="%s"; filename="x.txt"\r\n\r\nhalo\r\n' % name.encode() for name in FIELDS
    )
    for client, url in reachable(world):
        send(client, "post", url, "a file for a text", data=upload + b"--b--\r\n", content_type="multipart/form-data; boundary=b")
        for kind, body in BODIES:
            send(client, "post", url, f"{kind} {body[:12]!r}", data=body, content_type=kind)
    assert send.wrong == {}


def test_forms_without_a_token_are_refused_in_words(world: World, send: Sender) -> None:
    for client, url in reachable(world):
        client.handler.enforce_csrf_checks = True
        client.cookies["csrftoken"] = "x" * 32
        for kind, body in (*BODIES, (FORM, b"csrfmiddlewaretoken=%00%ff")):
            send(client, "post", url, f"{kind} {body[:12]!r}", data=body, content_type=kind)
    assert send.wrong == {}


def test_broken_headers_and_cookies_are_answered(world: World, send: Sender) -> None:
    for client, url in reachable(world):
        for headers in HEADERS:
            send(client, "get", url, str(headers), **headers)
    assert send.wrong == {}


def test_other_methods_are_answered(world: World, send: Sender) -> None:
    for client, url in reachable(world):
        for method in OTHER_METHODS:
            send(client, method, url)
    assert send.wrong == {}


def test_broken_addresses_are_answered(world: World, send: Sender) -> None:
    for role in ("anonymous", "learner"):
        for path in PATHS:
            for method in ("get", "head", "post"):
                send(_remembering_nothing(world.clients[role]), method, path)
    assert send.wrong == {}


def test_a_way_on_that_is_no_address_is_forgotten(world: World) -> None:
    """Django would take a bare word for the name of a view."""
    for word in ("healthz", "kata", "null", "accounts:erase"):
        response = _remembering_nothing(world.clients["learner"]).post("/keluar/", {"next": word})
        assert response["Location"] == "/keluar/"


def test_the_address_of_a_button_says_what_to_do(client: Client) -> None:
    response = client.get("/hemat-data/")
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert re.search(r"<h1>[^<]+</h1><p>[^<]+</p>", response.content.decode())
