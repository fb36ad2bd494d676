"""A trainer writes a question of each kind, the office publishes it, a learner meets it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data
from wagtail.users.models import UserProfile

from lms.accounts.staff_groups import ADMIN, TRAINER, ensure_groups
from quizzes.attempts import finish_attempt, start_attempt
from quizzes.kinds import KINDS
from quizzes.models import Attempt, Question
from quizzes.versions import contents, problems_of
from tests.factories import make_person
from tests.quizzes.builders import ACCEPTED, ROWS, make_bank, make_question, make_quiz, posted, right_answer
from tests.quizzes.conftest import sign_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from lms.accounts.models import User
    from modules.models import Home, Module
    from quizzes.models import QuestionBank

pytestmark = pytest.mark.django_db
NAME = "wagtailsnippets_quizzes_question"
#: The fields that a row of this kind shows; boolean and short have fields of the question instead.
ROW_FIELDS = {
    "single": {"text", "correct", "feedback"},
    "multiple": {"text", "correct", "feedback"},
    "boolean": set(),
    "matching": {"text", "match", "feedback"},
    "ordering": {"text"},
    "short": set(),
    "scenario": {"step", "step_text", "text", "correct", "feedback", "next_step"},
}
OWN_FIELDS = {"boolean": {"truth", "feedback_true", "feedback_false"}, "short": {"accepted"}}
ALL_OWN = {"truth", "feedback_true", "feedback_false", "accepted", "kind"}


@pytest.fixture
def staff(home: Home, regions: None, settings: Any) -> None:
    settings.MFA_REQUIRED_FOR_ADMIN = False
    ensure_groups(home)


def of_group(group: str) -> Client:
    return sign_in(Client(), make_person(group, username=group.split()[0].lower(), groups=[group]))


@pytest.fixture
def trainer(staff: None) -> Client:
    return of_group(TRAINER)


@pytest.fixture
def office(staff: None) -> Client:
    return of_group(ADMIN)


@pytest.fixture
def own_bank(module: Module) -> QuestionBank:
    return make_bank(module)


@pytest.fixture
def english(trainer: Client) -> None:
    """The trainer reads the admin in English, whatever is translated."""
    UserProfile.objects.create(user_id=trainer.session["_auth_user_id"], preferred_language="en")


def add_url(kind: str) -> str:
    return f"{reverse(f'{NAME}:add')}?kind={kind}"


def edit_url(question: Question) -> str:
    return reverse(f"{NAME}:edit", args=[question.pk])


def form(kind: str, bank: QuestionBank, rows: list[dict[str, Any]] | None = None, **fields: Any) -> dict[str, Any]:
    data = {"bank": bank.pk, "topic": "satu", "prompt": "Baru?", "explanation": "Karena.", "lesson": ""}
    if kind == "boolean":
        data |= {"truth": "false", "feedback_true": "KUNCI benar", "feedback_false": "KUNCI salah"}
    elif kind == "short":
        data |= {"accepted": ACCEPTED}
    else:
        given = ROWS[kind] if rows is None else rows
        blank = dict.fromkeys(ROW_FIELDS[kind] - {"correct"}, "")
        data["choices"] = inline_formset([{**blank, **row, "ORDER": str(n)} for n, row in enumerate(given, 1)])
    return nested_form_data({**data, **fields})


def edit_form(question: Question, bank: QuestionBank | None = None, **fields: Any) -> dict[str, Any]:
    """The form as the editor of this question sends it."""
    data = form(question.kind, bank or question.bank, **fields)
    if ROW_FIELDS[question.kind]:
        kept = list(question.choices.all())
        data |= {f"choices-{n}-id": row.pk for n, row in enumerate(kept)}
        data |= {"choices-INITIAL_FORMS": len(kept)}
    return data


def names_in(response: HttpResponse) -> set[str]:
    return set(re.findall(r'name="([^"]+)"', response.text))


# Choosing, and what is shown --------------------------------------------------------------------------------


def test_a_new_question_begins_with_its_kind(trainer: Client, own_bank: QuestionBank) -> None:
    for response in (trainer.get(reverse(f"{NAME}:add")), trainer.get(add_url("lain")), trainer.post(reverse(f"{NAME}:add"), {})):
        assert all(f"kind={kind}" in response.text for kind in KINDS)
    assert not Question.objects.exists()


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_the_editor_shows_what_the_kind_needs_and_nothing_else(trainer: Client, own_bank: QuestionBank, kind: str) -> None:
    for url in (add_url(kind), edit_url(make_question(own_bank, kind, publish=False))):
        names = names_in(trainer.get(url))
        assert {name.split("-")[-1] for name in names if re.match(r"choices-\d", name)} - {"id", "ORDER", "DELETE"} == ROW_FIELDS[kind]
        assert names & ALL_OWN == OWN_FIELDS.get(kind, set())
        assert {"bank", "topic", "prompt", "explanation", "lesson"} <= names


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_the_editor_shows_again_what_is_kept(trainer: Client, own_bank: QuestionBank, kind: str) -> None:
    question = make_question(own_bank, kind)
    page = trainer.get(edit_url(question))
    assert trainer.post(edit_url(question), edit_form(question, prompt="Lain?")).status_code == 302
    question.refresh_from_db()
    for row in ROWS[kind]:
        assert row.get("feedback", "") in page.text
    draft = question.get_latest_revision_as_object()
    assert draft.prompt == "Lain?"
    assert not problems_of(draft)


def test_a_copy_is_of_the_same_kind(trainer: Client, own_bank: QuestionBank) -> None:
    page = trainer.get(reverse(f"{NAME}:copy", args=[make_question(own_bank, "matching").pk]))
    assert "kind=matching" in page.text
    assert "choices-0-match" in names_in(page)


def test_step_names_that_the_list_does_not_hold_are_kept(trainer: Client, own_bank: QuestionBank) -> None:
    rows = [{**row, "step": row["step"].replace("s1", "awal")} for row in ROWS["scenario"]]
    page = trainer.get(edit_url(make_question(own_bank, "scenario", rows=rows)))
    assert page.text.count('<option value="awal" selected>') == 2


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_the_preview_of_what_is_being_written_opens(trainer: Client, own_bank: QuestionBank, kind: str) -> None:
    question = make_question(own_bank, kind, publish=False)
    new, old = f"{reverse(f'{NAME}:preview_on_add')}?kind={kind}", reverse(f"{NAME}:preview_on_edit", args=[question.pk])
    for url, data in ((new, form(kind, own_bank)), (old, edit_form(question))):
        assert trainer.post(url, data).json() == {"is_valid": True, "is_available": True}
        text = trainer.get(url).text
        assert "Baru?" in text
        assert "KUNCI" not in text


# What is refused ------------------------------------------------------------------------------------------


def test_fields_of_another_kind_are_not_read(trainer: Client, own_bank: QuestionBank) -> None:
    hostile = {"kind": "short", "accepted": "x", "choices-0-match": "x", "choices-0-step": "s1", "choices-0-next_step": "s2"}
    assert trainer.post(add_url("single"), {**form("single", own_bank), **hostile}).status_code == 302
    question = Question.objects.get()
    row = question.choices.first()
    assert (question.kind, question.accepted, row.match, row.step, row.next_step) == ("single", "", "", "", "")


def test_the_kind_cannot_be_changed_later(trainer: Client, own_bank: QuestionBank) -> None:
    question = make_question(own_bank, "single")
    trainer.post(f"{edit_url(question)}?kind=short", {**edit_form(question, prompt="Lain?"), "kind": "short"})
    question.refresh_from_db()
    assert question.get_latest_revision_as_object().prompt == "Lain?"
    assert question.get_latest_revision_as_object().kind == "single"


def scenario_rows(**changes: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**row, **changes.get(f"row{n}", {})} for n, row in enumerate(ROWS["scenario"])]


WRONG = [
    ("single", [{**row, "correct": False} for row in ROWS["single"]], "choices", "Mark exactly one choice as right."),
    ("single", [*ROWS["single"], ROWS["single"][1]], "choices-3-text", "Two choices have the same text."),
    ("single", [{**ROWS["single"][0], "feedback": ""}, ROWS["single"][1]], "choices-0-feedback", "Write kind feedback"),
    ("multiple", ROWS["single"], "choices", "Mark at least two choices as right"),
    ("matching", [{**row, "match": ""} for row in ROWS["matching"][:3]], "choices-1-match", "Write what this text belongs to"),
    ("ordering", ROWS["ordering"][:2], "choices", "Write at least three items"),
    ("scenario", scenario_rows(row1={"next_step": "s7"}), "choices-1-next_step", "does not come after this step"),
    ("scenario", scenario_rows(row1={"next_step": "s1"}), "choices-1-next_step", "does not come after this step"),
    ("scenario", scenario_rows(row0={"next_step": "s3"}), "choices-2-step", "No choice leads to"),
    ("scenario", scenario_rows(row0={"correct": False}), "choices-0-correct", "mark exactly one of its choices"),
    (
        "scenario",
        scenario_rows(row2={"next_step": "s3"}, row3={"next_step": "s3"}),
        "choices-0-next_step",
        "the page shows where choices lead",
    ),
    ("scenario", scenario_rows(row2={"step_text": ""}), "choices-2-step_text", "write here what happens"),
]


@pytest.mark.parametrize(("kind", "rows", "field", "words"), WRONG)
def test_what_is_wrong_is_told_where_it_can_be_mended(
    trainer: Client, english: None, own_bank: QuestionBank, kind: str, rows: list[dict[str, Any]], field: str, words: str
) -> None:
    response = trainer.post(add_url(kind), {**form(kind, own_bank, rows), "action-submit": "1"})
    formset = response.context["form"].formsets["choices"]
    found = {"choices": list(formset.non_form_errors())}
    for row in formset.forms:
        found |= {f"{row.prefix}-{name}": problems.as_data() for name, problems in row.errors.items()}
    assert any(words in str(problem) for problem in found.get(field, [])), found
    assert not Question.objects.exists()
    for row in rows:
        assert row.get("text", "") in response.text


def test_a_wrong_question_keeps_the_editors_order(trainer: Client, own_bank: QuestionBank) -> None:
    data = form("ordering", own_bank, [{"text": "dua"}, {"text": "satu"}, {"text": "dua"}])
    data |= {"choices-0-ORDER": "2", "choices-1-ORDER": "1", "choices-2-ORDER": "3", "action-submit": "1"}
    response = trainer.post(add_url("ordering"), data)
    assert [row["text"].value() for row in response.context["form"].formsets["choices"].forms] == ["satu", "dua", "dua"]


@pytest.mark.parametrize(("kind", "missing"), [("boolean", "truth"), ("boolean", "feedback_true"), ("short", "accepted")])
def test_what_is_missing_is_asked_for_at_its_field(trainer: Client, own_bank: QuestionBank, kind: str, missing: str) -> None:
    response = trainer.post(add_url(kind), {**form(kind, own_bank, **{missing: ""}), "action-submit": "1"})
    assert list(response.context["form"].errors) == [missing]
    assert not Question.objects.exists()


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_may_be_empty(trainer: Client, own_bank: QuestionBank, kind: str) -> None:
    empty = {"truth": "", "feedback_true": "", "feedback_false": ""} if kind == "boolean" else {"accepted": ""} if kind == "short" else {}
    assert trainer.post(add_url(kind), form(kind, own_bank, [], prompt="Kosong?", **empty)).status_code == 302
    assert trainer.get(edit_url(Question.objects.get())).status_code == 200


def test_a_topic_of_another_bank_is_refused_in_words(trainer: Client, own_bank: QuestionBank) -> None:
    response = trainer.post(add_url("single"), form("single", own_bank, topic="lain"))
    assert "Topik dua" in str(response.context["form"].errors["topic"])


def test_who_may_not_change_banks_can_still_choose_one(trainer: Client, own_bank: QuestionBank) -> None:
    Group.objects.get(name=TRAINER).permissions.remove(*Permission.objects.filter(content_type__model="questionbank"))
    assert f'<option value="{own_bank.pk}">' in trainer.get(add_url("single")).text
    assert trainer.post(add_url("single"), form("single", own_bank)).status_code == 302


# From the trainer to the learner ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_goes_from_trainer_over_office_to_learner(
    trainer: Client, office: Client, own_bank: QuestionBank, module: Module, ready_learner: User, kind: str
) -> None:
    assert trainer.post(add_url(kind), {**form(kind, own_bank), "action-submit": "1"}).status_code == 302
    question = Question.objects.get()
    assert (question.live, question.current_version) == (False, None)
    assert "action-publish" not in trainer.get(edit_url(question)).text

    task = question.current_workflow_task_state
    approve = reverse(f"{NAME}:workflow_action", args=[question.pk, "approve", task.pk])
    trainer.post(approve)
    question.refresh_from_db()
    assert not question.live  # a trainer does not approve
    office.post(approve)
    question.refresh_from_db()
    assert question.live

    attempt = start_attempt(learner=ready_learner, quiz=make_quiz(module, [{"bank": own_bank, "number": 1}]))
    content = contents(attempt.items)[0]
    learner = sign_in(Client(), ready_learner)
    page = learner.get(reverse("quizzes:attempt", args=[attempt.pk])).text
    assert "Baru?" in page
    assert "KUNCI" not in page
    learner.post(reverse("quizzes:finish", args=[attempt.pk]), {**posted(content, "s1", right_answer(content)), "whole": "1"})
    assert Attempt.objects.get().score == 100


def test_a_live_question_moves_to_another_bank_only_by_publishing(
    trainer: Client, office: Client, own_bank: QuestionBank, module: Module, learner: User
) -> None:
    question, other = make_question(own_bank), make_bank(module)
    quiz = make_quiz(module, [{"bank": own_bank, "topic": "satu", "number": 1}])
    assert trainer.post(edit_url(question), edit_form(question, other, topic="dua")).status_code == 302
    question.refresh_from_db()
    assert (question.bank, question.topic, question.has_unpublished_changes) == (own_bank, "satu", True)
    assert finish_attempt(attempt=start_attempt(learner=learner, quiz=quiz)).items == [question.current_version_id]
    office.post(edit_url(question), {**edit_form(question, other, topic="dua"), "action-publish": "1"})
    question.refresh_from_db()
    assert (question.bank, question.topic) == (other, "dua")


def test_who_is_asked_for_an_attitude_agrees_or_not(trainer: Client, own_bank: QuestionBank) -> None:
    question = make_question(own_bank, "boolean", publish=False)
    for attitude, texts in (("on", ["Setuju", "Tidak setuju"]), ("", ["Benar", "Salah"])):
        assert trainer.post(edit_url(question), edit_form(question, attitude=attitude)).status_code == 302
        assert [row.text for row in question.get_latest_revision_as_object().choices.all()] == texts


def test_a_translation_keeps_its_own_words_for_true_and_false(trainer: Client, own_bank: QuestionBank) -> None:
    question = make_question(own_bank, "boolean", publish=False)
    question.choices.filter(correct=True).update(text="Jida")
    assert trainer.post(edit_url(question), edit_form(question)).status_code == 302
    assert "Jida" in [row.text for row in question.get_latest_revision_as_object().choices.all()]
