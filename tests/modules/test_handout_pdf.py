"""Every hand-out becomes a tagged PDF that says what the page says."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.test import Client

from lms.images.models import CustomImage
from modules.content_files import ContentFiles
from modules.handout_pdf import PRINTED, prose, render_handout
from modules.markup import References, stream
from modules.models import Handout, HandoutIndex, Home

FILES = ContentFiles()
#: No picture with this key is there, as when somebody deleted it: the sheet is printed without.
PICTURES = {path.name: SimpleNamespace(pk=1) for path in (FILES.root / "illustrations").glob("*.svg")}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><path d="M0 0h400v300z"/></svg>'


def handout(**fields: object) -> Handout:
    return Handout(title="Lembar", slug="lembar", **fields)


def words_in(pdf: bytes, folder: Path) -> str:
    (folder / "x.pdf").write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", str(folder / "x.pdf"), "-"], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.django_db
@pytest.mark.parametrize("key", sorted(FILES.handouts))
def test_every_hand_out_is_set_tagged_and_titled(key: str) -> None:
    shape = FILES.handouts[key]
    body = json.dumps(stream(key, shape.body, [], References(images=PICTURES)))
    with pikepdf.open(io.BytesIO(render_handout(handout(body=body)))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "id-ID"
        assert len(pdf.pages) <= 6


@pytest.mark.django_db
def test_what_is_written_is_set_as_text_never_as_source(tmp_path: Path) -> None:
    hostile = '#import "x" $y$ \\ [a] ☐ 名'
    body = json.dumps([{"type": "key_message", "value": hostile, "id": "1"}])
    assert '#import "x" $y$' in words_in(render_handout(handout(body=body)), tmp_path)


@pytest.mark.django_db
def test_a_picture_is_printed_with_the_words_that_stand_for_it() -> None:
    image = CustomImage(title="gim.svg", file=ContentFile(SVG, name="gim.svg"), width=400, height=300)
    image.save()
    value = {"image": {"image": image.pk, "alt_text": "Anak bermain gim", "decorative": False}, "caption": "Sepulang sekolah"}
    body = json.dumps([{"type": "picture", "value": value}])
    with pikepdf.open(io.BytesIO(render_handout(handout(body=body)))) as pdf:
        dictionaries = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary)]
        assert [str(thing.Alt) for thing in dictionaries if "/Alt" in thing] == ["Anak bermain gim"]
    image.file.storage.delete(image.file.name)
    assert render_handout(handout(body=body)).startswith(b"%PDF"), "a file that is gone is no reason to print nothing"


@pytest.mark.django_db
def test_empty_cells_and_lines_leave_room(tmp_path: Path) -> None:
    body = json.dumps(
        [
            {"type": "table", "value": {"title": "Daftar", "headings": ["A", "B"], "rows": [["satu", ""]]}, "id": "1"},
            {"type": "fill_in", "value": {"title": "Isi", "labels": ["Nama"], "lines": 2}, "id": "2"},
        ]
    )
    text = words_in(render_handout(handout(body=body, review_institution="Biro Hukum")), tmp_path)
    for word in ("Daftar", "satu", "Nama", "Biro Hukum"):
        assert word in text


def test_prose_keeps_lists_and_weight() -> None:
    parts = prose("<p>Satu <b>dua</b></p><ol><li>tiga</li></ol>")
    assert [part["kind"] for part in parts] == ["paragraph", "number"]
    assert [run["bold"] for run in parts[0]["runs"]] == [False, True]


def test_an_item_of_a_list_in_a_list_is_said_once_and_line_ends_part_words() -> None:
    parts = prose("<ul><li>satu<ul><li>dua</li></ul></li><li><p>tiga<br/>empat</p></li></ul><p> </p>")
    assert ["".join(run["text"] for run in part["runs"]) for part in parts] == ["satu", "dua", "tiga empat"]


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [[["satu"], ["satu", "dua", "tiga"]], [["satu", "dua", "tiga", "empat"]], [[]]])
def test_rows_longer_or_shorter_than_the_headings_stay_rows(rows: list[list[str]], tmp_path: Path) -> None:
    table = {"type": "table", "value": {"title": "Daftar", "headings": ["A", "B"], "rows": [*rows, ["akhir"]]}}
    lines = words_in(render_handout(handout(body=json.dumps([table]))), tmp_path).splitlines()
    for row in [*rows, ["akhir"]]:
        assert not row or any(line.split() == row for line in lines)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(PRINTED))
def test_what_an_editor_left_empty_is_no_reason_to_print_nothing(kind: str) -> None:
    """A draft may be published in a list of many, where no form looks at it."""
    block = Handout.body.field.stream_block.child_blocks[kind]
    empty = {"type": kind, "value": block.get_prep_value(block.get_default())}
    assert render_handout(handout(body=json.dumps([empty]))).startswith(b"%PDF")


@pytest.mark.django_db
def test_there_is_one_list_of_hand_outs_because_the_address_of_a_pdf_names_the_hand_out_alone(home: Home) -> None:
    assert HandoutIndex.can_create_at(home)
    home.add_child(instance=HandoutIndex(title="Cetak", slug="cetak", locale=home.locale))
    assert not HandoutIndex.can_create_at(home)


@pytest.mark.django_db
def test_the_pdf_is_public_and_a_draft_is_not_there(
    client: Client, home: Home, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    index = home.add_child(instance=HandoutIndex(title="Cetak", slug="cetak", locale=home.locale))
    page = index.add_child(instance=handout(locale=home.locale))
    answer = client.get("/cetak/lembar.pdf")
    assert answer.content.startswith(b"%PDF")
    assert "public" in answer["Cache-Control"]
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert client.get("/cetak/lembar.pdf").status_code == 404


@pytest.mark.django_db
def test_a_stray_query_does_not_set_the_pdf_again(client: Client, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    index = home.add_child(instance=HandoutIndex(title="Cetak", slug="cetak", locale=home.locale))
    index.add_child(instance=handout(locale=home.locale))
    kept = client.get("/cetak/lembar.pdf")
    monkeypatch.setattr("modules.views.render_handout", lambda page: pytest.fail("set again"))
    for query in ("x=1", "x", "=", "x=1&utm_source=wa"):
        assert client.get(f"/cetak/lembar.pdf?{query}")["Location"] == "/cetak/lembar.pdf"
    assert client.get("/cetak/lembar.pdf?utm_source=wa").content == client.get("/cetak/lembar.pdf").content == kept.content
