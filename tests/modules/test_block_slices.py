"""Each block of a body is whole: an icon, a template, a style sheet of its own, and a preview for who writes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client
from django.urls import reverse

from lms.accounts.staff_groups import TRAINER, ensure_groups
from lms.styles import CSS, inline_style_hashes, sheet
from modules.models import LeaderMessage, Lesson
from tests.factories import make_lesson, make_module, make_person

TEMPLATES = Path(site.BASE_DIR) / "templates"
BLOCKS = Lesson.body.field.stream_block.child_blocks
#: What an editor must find in the preview of each block.
SHOWN = {
    "opening": "anak tampak murung",
    "heading": "Mulai dari mendengar",
    "text": "Anak bercerita bila ia merasa aman",
    "picture": "/static/lms/preview/picture.svg",
    "story": "Ia bercerita kepada ibunya.",
    "right_wrong": "Terima kasih sudah cerita.",
    "steps": "Tarik napas.",
    "key_message": "Anak tidak pernah bersalah",
    "reflection": "mengobrol tanpa gawai",
    "monday": "Sapa satu keluarga.",
    "check": "Kalimat ini membuat anak diam.",
    "conversation": "Terima kasih. Ibu dengarkan.",
    "content_note": "#h-yang-dapat-anda-lakukan",
    "audio": "/static/lms/preview/sound.wav",
    "video": "/static/lms/preview/film.webm",
    "download": "180,0\xa0KB",
    "handout": "Cetak dan isi bersama di rumah.",
    "fill_in": "Tempat gawai di malam hari",
    "table": "Pendampingan",
    "leader_message": "jaga-anak",
    "help_strip": "SAPA 129",
    "related_page": "Baca juga: kesepakatan keluarga",
    "sources": "UU 12/2022",
}
every_block = pytest.mark.parametrize("kind", BLOCKS)


def stem(kind: str) -> str:
    """What template, style sheet and root class of a block are called: "key-message"."""
    return Path(BLOCKS[kind].meta.template).stem.replace("_", "-")


@pytest.fixture(autouse=True)
def _password_alone(settings: Any) -> None:
    settings.MFA_REQUIRED_FOR_ADMIN = False


@pytest.fixture
def trainer(regions: None, client: Client) -> Client:
    ensure_groups()
    client.force_login(make_person("Pelatih", username="pelatih", scope_id="62.07", groups=[TRAINER]))
    return client


def preview(client: Client, kind: str) -> str:
    response = client.get(reverse("wagtailadmin_block_preview"), {"id": BLOCKS[kind].definition_prefix})
    assert response.status_code == 200
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    return str(response.content.decode())


@every_block
@pytest.mark.thorough
def test_a_trainer_sees_each_block_before_choosing_it(home: Any, trainer: Client, kind: str) -> None:
    assert BLOCKS[kind].is_previewable
    html = preview(trainer, kind)
    assert SHOWN[kind] in html
    assert f"<style>{sheet('learn')}</style>" in html
    assert " style=" not in html
    assert "<script" not in html


@pytest.fixture
def spoken(home: Any) -> None:
    words = {"topic": "jaga-anak", "text": "Jaga anak.", "signed_by": "DPPA"}
    LeaderMessage.objects.create(locale=home.locale, leader_kind="adat", role="Damang", **words)


@every_block
@pytest.mark.thorough
def test_each_block_has_an_icon_a_template_and_a_style_sheet_named_alike(spoken: None, trainer: Client, kind: str) -> None:
    assert BLOCKS[kind].meta.icon != "placeholder"
    assert (TEMPLATES / BLOCKS[kind].meta.template).is_file()
    [own] = (CSS / "learn").glob(f"[0-9][0-9]-{stem(kind)}.css")
    assert re.search(rf"\.{stem(kind)}\b(?!-)[^{{}}]*{{\s*[^}}\s]", own.read_text(encoding="utf-8"))
    assert re.search(rf'class="(?:[^"]* )?{stem(kind)}[" ]', preview(trainer, kind))


def test_no_two_blocks_share_a_template() -> None:
    assert len({stem(kind) for kind in BLOCKS}) == len(BLOCKS)


@pytest.mark.parametrize("kind", [kind for kind, words in SHOWN.items() if words.startswith("/static/")])
def test_what_a_preview_samples_is_shipped(kind: str) -> None:
    assert (CSS.parent / "preview" / Path(SHOWN[kind]).name).is_file()


@pytest.mark.parametrize("kind", ["picture", "audio", "video"])
def test_what_a_preview_samples_is_asked_for_by_its_fingerprint(home: Any, trainer: Client, kind: str, monkeypatch: Any) -> None:
    """Only files with a fingerprint in their names are kept for serving."""
    monkeypatch.setattr(staticfiles_storage, "url", lambda name: f"/static/{name}?fingerprint")
    assert f'src="{SHOWN[kind]}?fingerprint"' in preview(trainer, kind)


@pytest.mark.parametrize("path", sorted((CSS / "learn").glob("*.css")), ids=lambda path: path.stem)
def test_a_style_sheet_is_named_like_a_template_and_styles_nothing_that_is_not_there(path: Path) -> None:
    name = path.stem[3:].replace("-", "_")
    assert any((TEMPLATES / folder / f"{name}.html").is_file() for folder in ("blocks", "components", "modules"))
    used = "".join(file.read_text(encoding="utf-8") for file in [*TEMPLATES.rglob("*.html"), *(CSS.parent / "js").glob("*.js")])
    selectors = re.sub(r"{[^{}]*}", "", path.read_text(encoding="utf-8"))
    unused = [name for name in set(re.findall(r"\.([a-z][a-z-]+)", selectors)) if not re.search(rf"\b(?<!-){name}\b(?!-)", used)]
    assert unused == []


def test_the_preview_of_a_page_is_drawn_with_the_styles_of_the_site_under_its_own_policy(home: Any, superuser: Any, client: Client) -> None:
    client.force_login(superuser)
    lesson = make_lesson(make_module(home, lessons=0))
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk]))
    assert f"<style>{sheet('learn')}</style>" in response.content.decode()
    styles = re.search("style-src[^;]*", response["Content-Security-Policy"])
    assert styles
    assert set(inline_style_hashes()) <= set(styles[0].split())
