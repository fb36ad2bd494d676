"""An editor sees what a lesson weighs, and cannot publish a heavy one without saying why."""

from __future__ import annotations

import json
import secrets
from typing import Any

import pytest
from django.test import Client
from wagtail.models import get_page_models
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from lms.accounts.staff_groups import ensure_groups
from modules.models import Guide, GuideIndex, Lesson
from modules.weight import BUDGET, Weighed, weight_of
from tests.factories import make_lesson, make_module

pytestmark = pytest.mark.django_db


def long_text() -> str:
    """Words that do not compress."""
    return f"<p>{secrets.token_hex(20_000)}</p>"


@pytest.fixture
def lesson(home: Any) -> Lesson:
    return make_lesson(make_module(home, lessons=0))


def form(text: str, **more: str) -> dict[str, str]:
    data = {
        "title": "Pelajaran 1",
        "slug": "pelajaran-1",
        "summary": "",
        "kind": "",
        "minutes": "10",
        "over_budget_reason": "",
        "review_institution": "",
        "review_note": "",
        "reviewed_by": "",
        "reviewed_on": "",
        "seo_title": "",
        "search_description": "",
        "body": streamfield([("text", rich_text(text))]),
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
    }
    return {**nested_form_data(data), **more}


def edit(client: Client, lesson: Lesson, text: str, **more: str) -> Any:
    return client.post(f"/admin/pages/{lesson.pk}/edit/", form(text, **more))


def test_the_weight_is_that_of_the_page_compressed(lesson: Lesson, client: Client) -> None:
    sent = client.get(f"/modul/u1/{lesson.slug}/", headers={"accept-encoding": "gzip"})
    assert abs(weight_of(lesson) - len(sent.content)) < 200


def test_a_longer_page_weighs_more(lesson: Lesson) -> None:
    before = weight_of(lesson)
    lesson.body = json.dumps([{"type": "text", "value": long_text()}])
    assert weight_of(lesson) > before + 10_000 > BUDGET


def test_a_heavy_lesson_may_be_saved_but_not_published(lesson: Lesson, editor: Client) -> None:
    heavy = long_text()
    assert edit(editor, lesson, heavy).status_code == 302
    refused = edit(editor, lesson, heavy, **{"action-publish": "1"})
    assert refused.status_code == 200
    assert "over_budget" in str(refused.context["form"].errors.as_data())
    lesson.refresh_from_db()
    assert "Anak bercerita" in str(lesson.body)


@pytest.mark.parametrize(("action", "answer"), [("approve", 200), ("reject", 302)])
def test_nor_approved_with_what_the_moderator_wrote(home: Any, lesson: Lesson, editor: Client, action: str, answer: int) -> None:
    ensure_groups(home)
    lesson.unpublish()
    assert edit(editor, lesson, "<p>Pendek.</p>", **{"action-submit": "1"}).status_code == 302
    pressed = edit(editor, lesson, long_text(), **{"action-workflow-action": "1", "workflow-action-name": action})
    assert pressed.status_code == answer


def test_what_the_moderator_corrects_while_approving_is_published(home: Any, lesson: Lesson, editor: Client) -> None:
    """Otherwise the page waits again, for the same moderator, and says only that it was changed."""
    ensure_groups(home)
    lesson.unpublish()
    edit(editor, lesson, "<p>Pendek.</p>", **{"action-submit": "1"})
    edit(editor, lesson, "<p>Diperbaiki.</p>", **{"action-workflow-action": "1", "workflow-action-name": "approve"})
    lesson.refresh_from_db()
    assert lesson.live
    assert "Diperbaiki." in str(lesson.body)
    assert lesson.current_workflow_state is None


def test_with_a_reason_it_may_be_published(lesson: Lesson, editor: Client) -> None:
    assert edit(editor, lesson, long_text(), **{"action-publish": "1", "over_budget_reason": "Satu tabel utuh."}).status_code == 302


def test_a_light_lesson_needs_no_reason(lesson: Lesson, editor: Client) -> None:
    assert edit(editor, lesson, "<p>Pendek.</p>", **{"action-publish": "1"}).status_code == 302
    lesson.refresh_from_db()
    assert "Pendek." in str(lesson.body)


def test_the_editor_shows_the_weight(lesson: Lesson, editor: Client) -> None:
    assert "KB" in editor.get(f"/admin/pages/{lesson.pk}/edit/").content.decode()


def test_every_page_that_people_write_has_a_budget() -> None:
    written = [model for model in get_page_models() if hasattr(model, "body")]
    assert len(written) > 5
    assert [model for model in written if not issubclass(model, Weighed)] == []


def test_a_heavy_guide_is_not_published_without_a_reason(home: Any, editor: Client) -> None:
    index = home.add_child(instance=GuideIndex(title="Panduan", slug="panduan", locale=home.locale))
    guide = index.add_child(instance=Guide(title="Satu gawai", slug="satu-gawai", locale=home.locale))
    data = form(long_text(), title=guide.title, slug=guide.slug, topic=guide.topic, **{"action-publish": "1"})
    assert editor.post(f"/admin/pages/{guide.pk}/edit/", data).status_code == 200
    assert not Guide.objects.get().body
    editor.post(f"/admin/pages/{guide.pk}/edit/", {**data, "over_budget_reason": "Dibaca di kantor saja"})
    assert len(Guide.objects.get().body) == 1


def test_a_heavy_lesson_is_not_published_among_others(lesson: Lesson, editor: Client) -> None:
    lesson.body = json.dumps([{"type": "text", "value": long_text()}])
    lesson.save_revision()
    publish = f"/admin/bulk/wagtailcore/page/publish/?id={lesson.pk}"
    editor.post(publish, {"include_descendants": "off"})
    assert weight_of(Lesson.objects.get()) < BUDGET
    lesson.over_budget_reason = "Dibaca di kantor saja"
    lesson.save_revision()
    editor.post(publish, {"include_descendants": "off"})
    assert weight_of(Lesson.objects.get()) > BUDGET
