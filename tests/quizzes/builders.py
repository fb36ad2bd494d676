"""Small builders of questions, banks and quizzes."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from modules.models import Lesson, LessonCompletion, Module, Path
from quizzes.models import Attempt, BlueprintRow, Choice, Purpose, Question, QuestionBank, Quiz, Topic
from quizzes.versions import contents
from tests.factories import unindexed

#: Rows of a whole question of each kind. ``KUNCI`` marks what a page must not hold before handing in.
ROWS: dict[str, list[dict[str, Any]]] = {
    "single": [
        {"text": "Dengarkan", "correct": True, "feedback": "KUNCI umpan balik benar"},
        {"text": "Marahi", "feedback": "KUNCI umpan balik marah"},
        {"text": "Diamkan", "feedback": "KUNCI umpan balik diam"},
    ],
    "multiple": [
        {"text": "Akun", "correct": True, "feedback": "KUNCI akun"},
        {"text": "Waktu", "correct": True, "feedback": "KUNCI waktu"},
        {"text": "Gambar anak", "feedback": "KUNCI gambar"},
        {"text": "Gosip", "feedback": "KUNCI gosip"},
    ],
    "boolean": [
        {"text": "Benar", "feedback": "KUNCI benar"},
        {"text": "Salah", "correct": True, "feedback": "KUNCI salah"},
    ],
    "matching": [
        {"text": "110", "match": "Polisi", "correct": True, "feedback": "KUNCI polisi"},
        {"text": "129", "match": "SAPA", "correct": True, "feedback": "KUNCI sapa"},
        {"text": "aduankonten.id", "match": "Konten", "correct": True, "feedback": "KUNCI konten"},
        {"match": "Pemadam"},
    ],
    "ordering": [{"text": text, "correct": True} for text in ("Satu", "Dua", "Tiga", "Empat", "Lima")],
    "short": [],
    "scenario": [
        {
            "step": "s1",
            "step_text": "Anak bercerita.",
            "text": "Terima kasih",
            "correct": True,
            "feedback": "KUNCI terima",
            "next_step": "s2",
        },
        {"step": "s1", "text": "Mengapa", "feedback": "KUNCI mengapa", "next_step": "s3"},
        {"step": "s2", "step_text": "Anak diam.", "text": "Tunggu", "correct": True, "feedback": "KUNCI tunggu"},
        {"step": "s2", "text": "Desak", "feedback": "KUNCI desak"},
        {"step": "s3", "step_text": "Anak menunduk.", "text": "Tenangkan", "correct": True, "feedback": "KUNCI tenang"},
        {"step": "s3", "text": "Pergi", "feedback": "KUNCI pergi"},
    ],
}
ACCEPTED = "129\nsapa 129\nkunci-ejaan-lain"


def make_bank(module: Module | None = None, path: Path | None = None, topics: tuple[str, ...] = ("satu", "dua")) -> QuestionBank:
    owner = module or path
    bank = QuestionBank(title=f"Bank {owner}", module=module, path=path, locale=owner.locale, content_key=owner.content_key)
    bank.topics = [Topic(key=key, title=f"Topik {key}", sort_order=number) for number, key in enumerate(topics)]
    bank.save()
    return bank


@unindexed()
def make_question(
    bank: QuestionBank,
    kind: str = "single",
    *,
    topic: str = "satu",
    rows: list[dict[str, Any]] | None = None,
    publish: bool = True,
    **fields: Any,
) -> Question:
    fields = {"prompt": f"Soal {kind} {topic}?", "explanation": "KUNCI penjelasan", **fields}
    question = Question(
        bank=bank, kind=kind, topic=topic, locale=bank.locale, live=False, accepted=ACCEPTED if kind == "short" else "", **fields
    )
    question.choices = [Choice(sort_order=number, **row) for number, row in enumerate(ROWS[kind] if rows is None else rows)]
    question.save()
    if publish:
        question.save_revision().publish()
        question.refresh_from_db()
    return question


@unindexed()
def make_quiz(owner: Module | Path, rows: list[dict[str, Any]], purpose: str = Purpose.MODULE, **fields: Any) -> Quiz:
    where = {"module": owner} if isinstance(owner, Module) else {"path": owner}
    quiz = Quiz(title=fields.pop("title", f"Kuis {purpose}"), purpose=purpose, locale=owner.locale, **where, **fields)
    quiz.blueprint = [BlueprintRow(sort_order=number, **row) for number, row in enumerate(rows)]
    quiz.save()
    return quiz


def complete(learner: Any, *lessons: Lesson) -> None:
    LessonCompletion.objects.bulk_create([LessonCompletion(learner=learner, lesson_key=lesson.translation_key) for lesson in lessons])


def right_answer(content: dict[str, Any]) -> Any:
    """The answer that is wholly right."""
    key = content["key"]
    if content["kind"] == "ordering":
        return {one: place for place, one in enumerate(key, 1)}
    return key[0] if content["kind"] == "short" else key


def posted(content: dict[str, Any], name: str, answer: Any) -> dict[str, Any]:
    """The form fields that give this answer."""
    if isinstance(answer, dict):
        return {f"{name}-{key}": value for key, value in answer.items()}
    return {name: answer}


def at(name: str, attempt: Attempt) -> str:
    return reverse(f"quizzes:{name}", args=[attempt.pk])


def whole_form(attempt: Attempt, answers: dict[int, Any]) -> dict[str, Any]:
    form: dict[str, Any] = {}
    for position, content in enumerate(contents(attempt.items), 1):
        if position in answers:
            form |= posted(content, f"s{position}", answers[position])
    return form


def one(attempt: Attempt, position: int, answer: Any, sequence: int = 1) -> dict[str, Any]:
    return {"position": position, "sequence": sequence, **posted(contents(attempt.items)[position - 1], f"s{position}", answer)}
