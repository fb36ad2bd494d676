"""Questions in the admin, as an editor meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import Locale, Task, Workflow, WorkflowTask
from wagtail.search.index import insert_or_update_object
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from quizzes.models import BlueprintRow, Question
from tests.factories import make_person
from tests.quizzes.builders import ROWS, make_question

if TYPE_CHECKING:
    from django.test import Client

    from lms.accounts.models import User
    from quizzes.models import QuestionBank, Quiz

pytestmark = pytest.mark.django_db
NAME = "wagtailsnippets_quizzes_question"
ADD = "/admin/snippets/quizzes/question/add/?kind=single"


@pytest.fixture
def editor(client: Client, settings: Any, superuser: User) -> Client:
    settings.MFA_REQUIRED_FOR_ADMIN = False
    client.force_login(superuser)
    return client


def form(bank: QuestionBank, rows: list[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    whole = [{"text": "", "feedback": "", "match": "", "step": "", "step_text": "", "next_step": "", **row} for row in rows]
    return nested_form_data(
        {
            "bank": bank.pk,
            "topic": "satu",
            "kind": "single",
            "prompt": "Baru?",
            "explanation": "Karena.",
            "accepted": "",
            "lesson": "",
            **fields,
            "choices": inline_formset(whole),
        }
    )


def test_publishing_in_the_admin_seals_a_version(editor: Client, bank: QuestionBank) -> None:
    response = editor.post(ADD, {**form(bank, ROWS["single"]), "action-publish": "1"})
    assert response.status_code == 302
    question = Question.objects.get(prompt="Baru?")
    assert question.live
    assert question.current_version.content["prompt"] == "Baru?"


def test_publishing_says_what_is_missing(editor: Client, bank: QuestionBank) -> None:
    response = editor.post(ADD, {**form(bank, ROWS["single"][1:]), "action-publish": "1"})
    assert response.status_code == 200
    assert gettext("Mark exactly one choice as right.") in response.text
    assert not Question.objects.filter(prompt="Baru?").exists()


def test_rows_count_in_the_editors_order_and_deleted_ones_not_at_all(editor: Client, bank: QuestionBank) -> None:
    data = form(bank, [*ROWS["single"], {"text": "Lebih", "correct": True, "feedback": "x"}])
    data |= {"choices-3-DELETE": "on", "action-publish": "1"}
    assert editor.post(ADD, data).status_code == 302
    assert Question.objects.get(prompt="Baru?").current_version is not None


def test_approving_in_a_workflow_seals_a_version(bank: QuestionBank, superuser: User) -> None:
    workflow, task = Workflow.objects.create(name="Tinjauan"), Task.objects.create(name="DPPA")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    question = make_question(bank, publish=False, prompt="Menunggu?")
    question.save_revision()
    workflow.start(question, superuser)
    assert question not in Question.objects.drawable()
    question.current_workflow_state.current_task_state.approve(user=superuser)
    question.refresh_from_db()
    assert question.live
    assert question.current_version.content["prompt"] == "Menunggu?"


def test_a_draft_may_be_half_made(editor: Client, bank: QuestionBank) -> None:
    response = editor.post(ADD, form(bank, []))
    assert response.status_code == 302
    assert not Question.objects.get(prompt="Baru?").live


def test_the_list_the_banks_and_the_quizzes_open(editor: Client, quiz: Quiz) -> None:
    listing = editor.get(reverse(f"{NAME}:list"), {"kind": "single"})
    assert "Soal single satu?" in listing.text
    assert "Soal short satu?" not in listing.text
    for model in ("questionbank", "quiz"):
        assert editor.get(reverse(f"wagtailsnippets_quizzes_{model}:list")).status_code == 200
        assert editor.get(reverse(f"wagtailsnippets_quizzes_{model}:add")).status_code == 200
    assert editor.get(reverse("wagtailsnippets_quizzes_quiz:edit", args=[quiz.pk])).status_code == 200


def test_a_question_is_found_by_its_words(editor: Client, bank: QuestionBank) -> None:
    for question in bank.questions.all():
        insert_or_update_object(question)
    found = editor.get(reverse(f"{NAME}:list"), {"q": "single"}).text
    assert "Soal single satu?" in found
    assert "Soal short satu?" not in found


@pytest.mark.parametrize(("model", "named"), [("question", "quizzes_questionbank"), ("questionbank", "modules_module")])
def test_no_row_of_a_list_asks_for_what_it_names(editor: Client, bank: QuestionBank, model: str, named: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert str(bank) in editor.get(reverse(f"wagtailsnippets_quizzes_{model}:list")).text
    assert not [query["sql"] for query in asked if f'FROM "{named}"' in query["sql"] and "LIMIT 21" in query["sql"]]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"kinds": "single, singel"}, "kinds"),
        ({"topic": "tiga"}, "topic"),
        ({"kinds": "single, short", "topic": "satu"}, ""),
        ({"kinds": "single, short", "number": 2}, ""),
        ({"kinds": "single, short", "number": 3}, "number"),
        ({"critical": "on", "number": 2}, "number"),
        ({"attitude": "on"}, "number"),
        ({"topic": "dua"}, "number"),
    ],
)
def test_a_blueprint_asks_only_for_what_there_is(editor: Client, quiz: Quiz, bank: QuestionBank, row: dict[str, Any], field: str) -> None:
    response = save_blueprint(editor, quiz, {"bank": bank.pk, **row})
    if field:
        assert field in response.context["form"].formsets["blueprint"].errors[0]
    else:
        assert response.status_code == 302


def save_blueprint(editor: Client, quiz: Quiz, *rows: dict[str, Any]) -> Any:
    told = {
        "title": quiz.title,
        "purpose": "module",
        "module": quiz.module_id,
        "path": "",
        "pass_mark": 80,
        "max_attempts": 3,
        "rest_hours": 24,
    }
    blueprint = inline_formset([{"topic": "", "kinds": "", "number": 1, **row} for row in rows])
    address = reverse("wagtailsnippets_quizzes_quiz:edit", args=[quiz.pk])
    return editor.post(address, nested_form_data({**told, "blueprint": blueprint}))


@pytest.mark.parametrize(
    ("one", "other", "asked", "drawn"),
    [
        ({"kinds": "single"}, {"kinds": "short"}, 2, 2),
        ({"kinds": "single, short"}, {"kinds": "single"}, 2, 2),
        ({"kinds": "single"}, {"critical": "on"}, 2, 1),
        ({"kinds": "single, short", "number": 2}, {"kinds": "short"}, 3, 2),
        ({"number": 7}, {"kinds": "short", "DELETE": "on"}, 7, 7),
    ],
)
def test_rows_do_not_ask_for_the_same_questions(
    editor: Client, quiz: Quiz, bank: QuestionBank, one: dict[str, Any], other: dict[str, Any], asked: int, drawn: int
) -> None:
    response = save_blueprint(editor, quiz, {"bank": bank.pk, **one}, {"bank": bank.pk, **other})
    if drawn < asked:
        words = f"Jika dijumlah, semua baris kisi-kisi meminta {asked} soal, padahal hanya {drawn} soal terbit yang cocok."
        assert words in " ".join(response.context["form"].non_field_errors())
        assert words in response.text
    else:
        assert response.status_code == 302


def test_rows_may_ask_for_what_is_published_in_another_language(editor: Client, quiz: Quiz, bank: QuestionBank) -> None:
    """And a question in two languages is still one."""
    ngaju = Locale.objects.create(language_code="nij")
    other = bank.copy_for_translation(ngaju)
    other.save()
    for question in bank.questions.filter(kind__in=["single", "short"]):
        translated = question.copy_for_translation(ngaju)
        translated.save()
        translated.save_revision().publish()
        if question.kind == "short":
            question.unpublish()
    rows = [{"bank": bank.pk, "kinds": "single"}, {"bank": other.pk, "kinds": "single, short"}]
    assert save_blueprint(editor, quiz, *rows).status_code == 302
    assert save_blueprint(editor, quiz, *rows, {"bank": bank.pk, "critical": "on"}).context["form"].non_field_errors()


def test_a_question_in_two_languages_is_one_to_a_blueprint_in_either(bank: QuestionBank) -> None:
    ngaju = Locale.objects.create(language_code="nij")
    other = bank.copy_for_translation(ngaju)
    other.save()
    translated = bank.questions.get(kind="single").copy_for_translation(ngaju)
    translated.save()
    translated.save_revision().publish()
    for own in (bank, other):
        BlueprintRow(bank=own, kinds="single", number=1).clean()
        with pytest.raises(ValidationError, match="1"):
            BlueprintRow(bank=own, kinds="single", number=2).clean()


@pytest.mark.parametrize("kind", ROWS)
def test_the_preview_shows_the_question_as_learners_see_it(editor: Client, bank: QuestionBank, kind: str) -> None:
    question = bank.questions.get(kind=kind)
    preview = question.make_preview_request()
    assert preview.status_code == 200
    text = preview.rendered_content if hasattr(preview, "rendered_content") else preview.text
    assert question.prompt in text
    assert "KUNCI" not in text


def test_the_preview_of_a_half_made_question_says_what_it_lacks(editor: Client, bank: QuestionBank) -> None:
    question = make_question(bank, rows=[], publish=False)
    preview = question.make_preview_request()
    assert "<li>" in preview.rendered_content


def test_who_may_not_edit_questions_does_not(client: Client, settings: Any, bank: QuestionBank, regions: None) -> None:
    settings.MFA_REQUIRED_FOR_ADMIN = False
    visitor = make_person("Tamu", username="tamu")
    visitor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(visitor)
    assert client.get(reverse(f"{NAME}:list")).status_code == 302
    assert client.post(ADD, form(bank, ROWS["single"])).status_code == 302
    assert not Question.objects.filter(prompt="Baru?").exists()
