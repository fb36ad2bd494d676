from __future__ import annotations

import json
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import Image

from lms.styles import CSS

if TYPE_CHECKING:
    from django.test import Client

    from modules.models import Home

pytestmark = pytest.mark.django_db
LINK = b'rel="manifest"'


@pytest.fixture
def manifest(client: Client) -> dict[str, Any]:
    return dict(json.loads(client.get("/manifest.webmanifest").content))


def test_it_is_a_manifest_that_caches_may_keep(client: Client) -> None:
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    assert "public" in answer["Cache-Control"]
    assert answer["ETag"]
    assert not answer.cookies
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["manifest-src"] == ["'self'"]


def test_the_icon_leads_to_my_learning_and_lessons_stay_inside(manifest: dict[str, Any]) -> None:
    assert (manifest["name"], manifest["short_name"], manifest["lang"]) == ("Betang", "Betang", "id")
    assert (manifest["id"], manifest["start_url"], manifest["scope"]) == ("/belajar/", "/belajar/", "/")
    assert manifest["display"] in ("minimal-ui", "standalone")


def test_its_colours_are_those_of_the_pages(manifest: dict[str, Any]) -> None:
    tokens = (CSS / "base" / "00-tokens.css").read_text()
    light = tokens.partition("prefers-color-scheme")[0]
    assert f"--bar: {manifest['theme_color']};" in light
    assert f"--paper: {manifest['background_color']};" in light


def test_its_icons_are_files_of_their_sizes_and_few_bytes(manifest: dict[str, Any]) -> None:
    assert sorted((icon["purpose"], icon["sizes"]) for icon in manifest["icons"]) == [
        ("any", "192x192"),
        ("any", "512x512"),
        ("maskable", "192x192"),
        ("maskable", "512x512"),
    ]
    for icon in manifest["icons"]:
        file = finders.find(icon["src"].removeprefix(settings.STATIC_URL))
        assert FilePath(file).stat().st_size <= 5 * 1024
        with Image.open(file) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
            assert picture.get_format_mimetype() == icon["type"]
            # A mask may cut anything beyond the middle: nothing there is see-through.
            assert icon["purpose"] == "any" or picture.convert("RGBA").getextrema()[3] == (255, 255)


def test_a_learners_page_names_it_and_a_public_page_does_not(as_learner: Client, home: Home) -> None:
    assert LINK in as_learner.get("/belajar/").content
    assert LINK not in as_learner.get("/").content
    assert LINK not in as_learner.get("/cek/").content
