"""Pictures are for everyone; documents and originals go through views that ask, however the address is written."""

from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from lms.compression import CompressText
from lms.media import POLICY, media


@pytest.fixture
def stored() -> None:
    for name in ("images/a.png", "documents/rahasia.txt", "original_images/b.jpg", "original_images/c.svg"):
        path = Path(settings.MEDIA_ROOT) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["images/a.png", "original_images/c.svg"])
def test_a_public_picture_is_handed_out_kept_and_can_do_nothing(stored: None, path: str) -> None:
    response = media(RequestFactory().get("/"), path)
    assert "immutable" in response["Cache-Control"]
    assert response["Content-Security-Policy"] == POLICY
    response.close()


@pytest.mark.parametrize(
    "path",
    [
        "documents/rahasia.txt",
        "/documents/rahasia.txt",
        "./documents/rahasia.txt",
        "images/../documents/rahasia.txt",
        "images//../documents/rahasia.txt",
        "original_images/b.jpg",
        "../secret_key",
        "images/",
    ],
)
def test_what_is_closed_stays_closed_however_it_is_written(stored: None, path: str) -> None:
    with pytest.raises(Http404):
        media(RequestFactory().get("/"), path)


@pytest.fixture
def film(db: None) -> bytes:
    path = Path(settings.MEDIA_ROOT) / "media" / "film.webm"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(range(256)) * 8)
    return path.read_bytes()


def through_compression(**headers: str) -> HttpResponse:
    def view(request: HttpRequest) -> HttpResponse:
        return media(request, "media/film.webm")  # type: ignore[return-value]

    request = RequestFactory().get("/", headers={"accept-encoding": "gzip, br", **headers})
    return CompressText(view)(request)  # type: ignore[return-value]


def test_a_film_is_handed_out_in_parts_as_players_ask_for_it(film: bytes) -> None:
    with closing(through_compression()) as whole:
        assert whole["Accept-Ranges"] == "bytes"
        assert whole["Content-Type"] == "video/webm"
        assert whole["Content-Length"] == str(len(film))
    for asked, part in (("bytes=0-1", film[:2]), ("bytes=2000-", film[2000:]), ("bytes=-48", film[-48:])):
        with closing(through_compression(range=asked)) as response:
            assert response.status_code == 206
            assert b"".join(response.streaming_content) == part  # type: ignore[attr-defined]
            assert response["Content-Range"].endswith(f"/{len(film)}")
            assert "Content-Encoding" not in response


@pytest.mark.django_db
def test_a_voice_note_goes_by_the_name_that_browsers_know() -> None:
    path = Path(settings.MEDIA_ROOT) / "media" / "PTT-20261130-WA0001.opus"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"OggS")
    with closing(media(RequestFactory().get("/"), f"media/{path.name}")) as response:
        assert response["Content-Type"] == "audio/ogg"
        assert "Content-Disposition" not in response


def test_a_browser_that_draws_no_svg_gets_a_small_mark_and_no_page(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert "/lms/img/icon-192" in response["Location"]
    assert response["Cache-Control"] == "public, max-age=86400"


def test_a_part_beyond_the_end_is_refused_and_what_is_known_is_not_sent_again(film: bytes) -> None:
    with closing(through_compression()) as whole, closing(through_compression(range="bytes=9999-")) as beyond:
        assert beyond.status_code == 416
        with closing(through_compression(**{"if-none-match": whole["ETag"]})) as again:
            assert again.status_code == 304


@pytest.mark.parametrize(("kind", "packed"), [("text/html; charset=utf-8", True), ("image/svg+xml", True), ("image/webp", False)])
def test_text_is_compressed_and_what_is_compressed_already_is_not(kind: str, packed: bool) -> None:
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    response = CompressText(lambda request: HttpResponse(b"halaman " * 500, content_type=kind))(request)
    assert ("Content-Encoding" in response) is packed
