"""The starter content is brought up to its files, and what people changed or deleted since stays as they left it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path as FilePath
from typing import Any

import pytest
import yaml
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import CommandError
from wagtail.models import Collection

from lms.images.models import CustomImage
from modules.content_files import ContentFiles
from modules.models import GlossaryTerm, Guide, Handout, HelpChannel, LeaderMessage, Lesson, Module, Path, PlainPage, SeededItem
from modules.seeding import Report, seed_content

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"/>'
BODY = [
    {"opening": "Apa?"},
    {"text": "Lihat [panduan](guide:gim) dan [kata](glossary:anak)."},
    {"key_message": "Ingat."},
    {"heading": "Lalu"},
]
CHANNEL_COLUMNS = ("key", "name", "purpose", "phone", "whatsapp", "url", "hours", "source", "verified_on", "published", "review_note")


class Content:
    """A folder of content files that a test may write anew."""

    def __init__(self, root: FilePath) -> None:
        self.root = root
        self.lesson("Pelajaran")
        self.module("Modul")
        self.path("Jalur")
        self.guide("Gim")
        self.terms("Orang di bawah 18 tahun.")
        self.messages("Jaga anak kita.")
        self.channels("110")
        self.picture(1)

    def write(self, name: str, data: Any) -> None:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(data if isinstance(data, str) else yaml.safe_dump(data), encoding="utf-8")

    def lesson(self, title: str) -> None:
        shape = {"key": "u1-1", "title": title, "slug": "satu", "kind": "Bacaan", "minutes": 5, "summary": "s", "body": BODY}
        self.write("modules/u1/01-satu.yaml", shape)

    def module(self, title: str) -> None:
        shape = {"key": "U1", "title": title, "slug": "u1", "summary": "s", "minutes": 10, "objectives": ["a"]}
        self.write("modules/u1/module.yaml", shape)

    def path(self, title: str) -> None:
        shape = {"key": "kader", "title": title, "summary": "s", "audiences": ["kader"], "audience_text": "Kader", "jp": 1}
        self.write("paths/kader.yaml", {**shape, "modules": ["U1"], "intro": "Mari."})

    def guide(self, title: str) -> None:
        shape = {"key": "gim", "title": title, "summary": "s", "topic": "gim", "ages": ["7-12"], "minutes": 5}
        self.write("guides/gim.yaml", {**shape, "picture": {"file": "gim.svg", "alt": "Gim"}, "body": BODY})

    def terms(self, meaning: str) -> None:
        self.write("glossary.yaml", [{"key": "anak", "term": "Anak", "meaning": meaning}])

    def messages(self, text: str) -> None:
        shape = {"key": "damang-jaga", "leader_kind": "adat", "role": "Damang", "signed_by": "Kantor", "topic": "jaga-anak", "text": text}
        self.write("leader_messages.yaml", [{**shape, "review": {"institution": "DAD", "note": "Periksa"}}])

    def channels(self, phone: str) -> None:
        row = ("polisi", "Polisi", "Darurat", phone, "", "", "", "", "2026-11-01", "yes", "")
        self.write("channels.csv", f"{','.join(CHANNEL_COLUMNS)}\n{','.join(row)}\n")

    def picture(self, size: int) -> None:
        self.write("illustrations/gim.svg", SVG.format(size))

    def change_everything(self) -> None:
        for act in (self.lesson, self.module, self.path, self.guide, self.terms, self.messages, self.channels):
            act("129")
        self.picture(2)

    def seed(self) -> Report:
        report = Report()
        seed_content(ContentFiles(self.root), report)
        return report


@pytest.fixture
def content(empty: None, tmp_path: FilePath) -> Content:
    Collection.objects.exists() or Collection.add_root(name="Root")
    made = Content(tmp_path)
    made.seed()
    return made


def drawing() -> str:
    with CustomImage.objects.get().file.open() as file:
        return str(file.read().decode())


def edited_page(model: type[Any]) -> Any:
    page = model.objects.get()
    page.title = "Milik kantor"
    page.save_revision().publish()
    return page


def edited_row(model: type[Any], **fields: Any) -> Any:
    """As the snippet editor saves it: with a revision where the model has them."""
    row = model.objects.get()
    for name, value in fields.items():
        setattr(row, name, value)
    if hasattr(row, "save_revision"):
        row.save_revision().publish()
    else:
        row.save()
    return row


def test_a_second_seed_writes_nothing_and_asks_little(content: Content, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(25):
        report = content.seed()
    assert report.lines() == ["nothing to change"]


@pytest.mark.parametrize(("folder", "model"), [("handouts", Handout), ("pages", PlainPage)])
@pytest.mark.parametrize("sensitive", [True, False])
def test_a_page_is_as_sensitive_as_its_file_says(content: Content, folder: str, model: type[Any], sensitive: bool) -> None:
    content.write(f"{folder}/lapor.yaml", {"key": "lapor", "title": "Lapor", "summary": "s", "sensitive": sensitive, "body": BODY})
    content.seed()
    assert model.objects.get().sensitive is sensitive


def test_changed_files_reach_everything_that_people_left_alone(content: Content) -> None:
    content.change_everything()
    report = content.seed()
    assert not report.left
    assert {model.objects.get().title for model in (Lesson, Module, Path, Guide)} == {"129"}
    assert GlossaryTerm.objects.get().meaning == LeaderMessage.objects.get().text == HelpChannel.objects.get().phone == "129"
    assert drawing() == SVG.format(2)
    assert content.seed().lines() == ["nothing to change"]


@pytest.mark.parametrize("model", [Lesson, Module, Path, Guide])
def test_a_page_that_an_editor_changed_stays_and_seed_says_so(content: Content, model: type[Any]) -> None:
    page = edited_page(model)
    content.change_everything()
    report = content.seed()
    assert model.objects.get().title == "Milik kantor"
    assert f"changed by people since, left as it is: {page.content_key} (Milik kantor)" in report.lines()


def test_a_page_that_an_editor_took_down_stays_down(content: Content) -> None:
    Guide.objects.get().unpublish()
    content.guide("129")
    assert content.seed().left == ["gim (Gim)"]
    assert not Guide.objects.get().live


@pytest.mark.parametrize(
    ("model", "field"), [(GlossaryTerm, "meaning"), (GlossaryTerm, "term"), (LeaderMessage, "text"), (HelpChannel, "phone")]
)
def test_a_row_that_an_editor_changed_stays_and_seed_says_so(content: Content, model: type[Any], field: str) -> None:
    row = edited_row(model, **{field: "Milik kantor"})
    content.change_everything()
    report = content.seed()
    assert getattr(model.objects.get(), field) == "Milik kantor"
    assert report.left == [f"{row.content_key} ({row})"]


@pytest.mark.parametrize("model", [LeaderMessage, HelpChannel])
def test_a_row_that_an_editor_took_down_stays_down(content: Content, model: type[Any]) -> None:
    model.objects.get().unpublish()
    content.change_everything()
    assert len(content.seed().left) == 1
    assert not model.objects.get().live


def test_a_picture_whose_file_was_replaced_stays_under_any_title(content: Content) -> None:
    image = CustomImage.objects.get()
    image.file, image.title = ContentFile(SVG.format(9).encode(), name="baru.svg"), "Bermain gim"
    image._set_image_file_metadata()
    image.save()
    content.picture(2)
    assert content.seed().left == ["picture:gim.svg"]
    assert drawing() == SVG.format(9)


def test_a_picture_that_was_only_given_a_title_is_brought_up(content: Content) -> None:
    CustomImage.objects.update(title="Bermain gim")
    content.picture(2)
    content.seed()
    image = CustomImage.objects.get()
    assert (image.title, drawing()) == ("Bermain gim", SVG.format(2))


def test_a_picture_from_before_there_were_records_is_left_where_it_differs(content: Content) -> None:
    SeededItem.objects.all().delete()
    assert content.seed().lines() == ["nothing to change"]
    SeededItem.objects.all().delete()
    content.picture(2)
    assert content.seed().left == ["picture:gim.svg"]


DELETED: list[tuple[str, Callable[[], Any]]] = [
    ("guide:gim", lambda: Guide.objects.get().delete()),
    ("lesson:u1-1", lambda: Lesson.objects.get().delete()),
    ("path:kader", lambda: Path.objects.get().delete()),
    ("glossary:anak", lambda: GlossaryTerm.objects.get().delete()),
    ("message:damang-jaga", lambda: LeaderMessage.objects.get().delete()),
    ("channel:polisi", lambda: HelpChannel.objects.get().delete()),
    ("picture:gim.svg", lambda: CustomImage.objects.get().delete()),
]


@pytest.mark.parametrize(("name", "delete"), DELETED, ids=[name for name, _delete in DELETED])
def test_what_people_deleted_is_not_made_again_until_somebody_asks(content: Content, name: str, delete: Callable[[], Any]) -> None:
    delete()
    content.change_everything()
    report = content.seed()
    assert report.deleted == [name]
    assert f"deleted by people since, left as it is: {name} (seed --again {name} makes it)" in report.lines()
    assert not report.left
    SeededItem.objects.get(key=name).delete()
    report = content.seed()
    assert not report.deleted
    assert sum(report.done.values()) >= 1
    assert content.seed().lines() == ["nothing to change"]


def test_a_deleted_module_takes_its_lessons_and_its_place_in_paths_with_it(content: Content) -> None:
    Path.objects.get().path_modules.all().delete()
    Module.objects.get().delete()
    content.change_everything()
    assert content.seed().deleted == ["module:u1", "lesson:u1-1"]
    assert not Lesson.objects.exists()
    assert Path.objects.get().modules_in_order() == []


def test_a_link_to_a_deleted_page_becomes_plain_words(content: Content, client: Any) -> None:
    Guide.objects.get().delete()
    content.lesson("129")
    content.seed()
    assert "<a>panduan</a>" in client.get("/modul/u1/satu/").content.decode()


def test_only_what_was_seeded_can_be_asked_for_again(db: None) -> None:
    with pytest.raises(CommandError, match="guide:gimm"):
        call_command("seed", again=["guide:gimm"])
