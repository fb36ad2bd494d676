"""Pictures are for everyone; documents and originals go through views that ask, however the address is written."""

from pathlib import Path

import pytest
from django.conf import settings
from django.http import Http404
from django.test import RequestFactory

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
