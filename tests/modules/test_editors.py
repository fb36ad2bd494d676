"""What an editor may write into a page or a snippet: nothing that a reader's page breaks on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin.panels import get_edit_handler
from wagtail.models import DraftStateMixin, get_page_models
from wagtail.snippets.models import get_snippet_models
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtailmedia.models import get_media_model

from lms.accounts.models import Audience
from lms.blocks import BodyBlock
from modules.draft_forms import LeavesPublished
from modules.models import Leader, LeaderMessage, Lesson, Path, PathPrerequisite
from tests.factories import make_lesson, make_module, make_path

pytestmark = pytest.mark.django_db

EXPLAINED_ABOVE = {"text", "correct", "for_0_6", "for_7_12", "for_13_17", "slug", "comments", "show_in_menus", "expire_at", "go_live_at"}


@pytest.fixture
def path(home: Any) -> Path:
    return make_path(home, [make_module(home)], audiences=["kader"])


def publish(client: Any, path: Path, audiences: list[str], required: tuple[Path, ...] = ()) -> Any:
    row = {"id": path.path_modules.get().pk, "module": path.path_modules.get().module_id, "ORDER": 1}
    data = nested_form_data(
        {
            "title": path.title,
            "slug": path.slug,
            "summary": "",
            "audience_text": "",
            "intro": rich_text(""),
            "jp": "1",
            "validity_months": "24",
            "path_modules": inline_formset([row], initial=1),
            "prerequisites": inline_formset([{"required": each.pk} for each in required]),
            "comments": inline_formset([]),
            "action-publish": "1",
        }
    )
    return client.post(reverse("wagtailadmin_pages:edit", args=[path.pk]), {**data, "audiences": audiences})


def test_for_whom_a_path_is_is_ticked(editor: Any, path: Path) -> None:
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[path.pk])).content.decode()
    assert html.count('type="checkbox" name="audiences"') == len(Audience.values)
    publish(editor, path, ["guru_sd", "orang_tua"])
    assert Path.objects.get().audiences == ["guru_sd", "orang_tua"]


def test_no_path_waits_for_itself(editor: Any, home: Any, path: Path) -> None:
    """Neither at once nor by way of another: nobody could ever begin."""
    later = make_path(home, [path.path_modules.get().module], slug="lanjutan")
    later.prerequisites.add(PathPrerequisite(required=path))
    later.save()
    for required in (path, later):
        assert publish(editor, path, ["kader"], required=(required,)).status_code == 200
        assert not Path.objects.get(pk=path.pk).prerequisites.exists()
    other = make_path(home, [path.path_modules.get().module], slug="awal")
    assert publish(editor, path, ["kader"], required=(other,)).status_code == 302


@pytest.mark.parametrize("wrong", ["5", '{"a": 1}', "siapa saja"])
def test_nobody_else_can_be_an_audience(editor: Any, path: Path, wrong: str) -> None:
    assert publish(editor, path, [wrong]).status_code == 200
    assert Path.objects.get().audiences == ["kader"]


def test_no_editor_is_asked_to_write_json() -> None:
    models = [*get_page_models(), *get_snippet_models()]
    forms_of = {model: get_edit_handler(model).get_form_class() for model in models}
    assert len(forms_of) > 20
    assert not [
        (model, name) for model, form in forms_of.items() for name, each in form.base_fields.items() if isinstance(each, forms.JSONField)
    ]


def test_the_body_of_a_page_is_named_in_the_words_of_the_editor() -> None:
    """A field without words of its own would stand there as "Body" in every language."""
    pages = [model for model in get_page_models() if hasattr(model, "body")]
    panels = [panel for model in pages for panel in model.content_panels if getattr(panel, "field_name", "") == "body"]
    assert len(panels) == len(pages) > 5
    assert {str(panel.heading) for panel in panels} == {gettext("What stands on the page")}


def test_an_autosave_that_was_under_way_does_not_take_down_what_was_published(home: Any) -> None:
    """It read the page as a draft, and saves after somebody has published it."""
    lesson = make_lesson(make_module(home, lessons=0), live=False)
    form_class = Lesson.get_edit_handler().get_form_class()
    data = nested_form_data(
        {"title": "Judul lain", "slug": lesson.slug, "minutes": "5", "body": streamfield([]), "comments": inline_formset([])}
    )
    stale = form_class(data, instance=Lesson.objects.get(pk=lesson.pk))
    stale.defer_required_fields()
    assert stale.is_valid(), stale.errors
    lesson.save_revision().publish()
    stale.save(commit=True)
    found = Lesson.objects.get(pk=lesson.pk)
    assert (found.live, found.title) == (True, lesson.title)


def test_whatever_has_drafts_is_saved_so() -> None:
    drafts = [model for model in [*get_page_models(), *get_snippet_models()] if issubclass(model, DraftStateMixin)]
    ours = [model for model in drafts if model._meta.app_label in ("modules", "quizzes")]
    assert len(ours) > 10
    assert [model for model in ours if not issubclass(get_edit_handler(model).get_form_class(), LeavesPublished)] == []


def test_a_new_list_is_previewed_before_it_stands_anywhere(home: Any) -> None:
    lists = [model for model in get_page_models() if model.__name__.endswith("Index")]
    assert len(lists) == 5
    for model in lists:
        page = model(title="", slug="baru", locale=home.locale)
        assert page.make_preview_request(None, page.default_preview_mode).status_code == 200


def fields_of(panel: Any) -> Iterator[Any]:
    """The panels that are a field, also those of rows edited inside."""
    for child in [*getattr(panel, "children", []), *filter(None, [getattr(panel, "child_edit_handler", None)])]:
        yield from fields_of(child)
    if hasattr(panel, "field_name"):
        yield panel


def test_help_stands_beside_each_field_of_what_editors_write() -> None:
    """Rows of answers are explained above them, three ages of a child by one sentence."""
    pages = [model.get_edit_handler() for model in get_page_models() if model._meta.app_label == "modules"]
    snippets = [get_edit_handler(model) for model in get_snippet_models() if model._meta.app_label in ("modules", "quizzes")]
    panels = [panel for handler in [*pages, *snippets] for panel in fields_of(handler) if panel.field_name not in EXPLAINED_ABOVE]
    assert len(panels) > 100
    without = {f"{each.model.__name__}.{each.field_name}" for each in panels if not (each.help_text or each.db_field.help_text)}
    assert without == set()


def test_help_stands_in_each_block() -> None:
    blocks = BodyBlock().child_blocks
    without = [name for name, block in blocks.items() if not (getattr(block.meta, "help_text", "") or block_help(block))]
    assert without == ["help_strip"]  # It has nothing to fill in.


def block_help(block: Any) -> str:
    return str(getattr(getattr(block, "field", None), "help_text", ""))


@pytest.mark.parametrize(
    ("kind", "fields", "wrong"),
    [
        ("leadermessage", {"audio": True, "transcript": ""}, "transcript"),
        ("leadermessage", {"reviewed_by": "Seorang ahli", "reviewed_on": "2999-01-01"}, "reviewed_on"),
        ("helpchannel", {"verified_on": ""}, "verified_on"),
        ("leader", {"consent_given_on": "2026-11-02", "consent_until": "2026-11-01"}, "consent_until"),
    ],
)
def test_what_is_missing_before_publishing_is_told_at_its_field(
    editor: Any, home: Any, kind: str, fields: dict[str, Any], wrong: str
) -> None:
    whole = {
        "leadermessage": {
            "leader_kind": "adat",
            "role": "Damang",
            "signed_by": "Kantor",
            "topic": "adat",
            "text": "Jaga.",
            "language": "id",
        },
        "helpchannel": {"name": "Polisi", "purpose": "Bahaya", "phone": "110", "sort_order": "0", "verified_on": "2026-11-01"},
        "leader": {"kind": "adat", "role": "Damang", "name": "Tokoh Uji", "region": "62.07"},
    }
    if fields.get("audio"):
        recording = get_media_model().objects.create(title="Suara", type="audio", duration=3, file=ContentFile(b"ID3", name="suara.mp3"))
        fields = {**fields, "audio": recording.pk}
    url = reverse(f"wagtailsnippets_modules_{kind}:add")
    refused = editor.post(url, {**whole[kind], **fields, "action-publish": "1"})
    assert list(refused.context["form"].errors) == [wrong]
    assert editor.post(url, {**whole[kind], "action-publish": "1"}).status_code == 302


@pytest.mark.parametrize("model", [Leader, LeaderMessage])
def test_no_row_of_a_list_asks_for_its_region(editor: Any, home: Any, regions: None, model: Any) -> None:
    leader = Leader.objects.create(kind="adat", role="Damang", name="Contoh", region_id="62.07", locale=home.locale)
    LeaderMessage.objects.create(leader=leader, leader_kind="adat", role="Damang", topic="jaga-anak", region_id="62.07", locale=home.locale)
    with CaptureQueriesContext(connection) as asked:
        assert "Kabupaten Seruyan" in editor.get(reverse(model.snippet_viewset.get_url_name("list"))).text
    assert not [query["sql"] for query in asked if 'FROM "regions_region"' in query["sql"]]


@pytest.mark.parametrize("chooser", ["wagtailimages_chooser", "wagtaildocs_chooser", "wagtailsnippetchoosers_modules_leader"])
@pytest.mark.parametrize("told", ["6f1d6a52-1c1b-4d0e-9e4a-0c5f6c7c8d9e", "999999"])
def test_what_is_not_there_cannot_be_chosen(editor: Any, home: Any, chooser: str, told: str) -> None:
    assert editor.get(reverse(f"{chooser}:chosen", args=[told])).status_code == 404
