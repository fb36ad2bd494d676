"""True or false: two rows, true first; all or nothing, never shuffled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from django.utils.translation import gettext as _

from quizzes.kinds import single
from quizzes.kinds.base import Content, Grade, Posted, Row


def rows(shape: Any) -> list[dict[str, Any]]:
    return [
        {"text": "Benar", "correct": shape.answer, "feedback": shape.feedback_true},
        {"text": "Salah", "correct": not shape.answer, "feedback": shape.feedback_false},
    ]


def content(rows: Sequence[Row], accepted: str = "") -> Content:
    return single.content(rows)


def clean(rows: Sequence[Row], accepted: str = "") -> Iterator[str]:
    if len(rows) != 2:
        yield _("A true-or-false question has two choices: true, then false.")
    if sum(row.correct for row in rows) != 1:
        yield _("Mark exactly one choice as right.")
    yield from single.clean_texts(rows)


def shown(content: Content, rng: Random, answer: Any = None) -> Content:
    return {"choices": [{**choice, "chosen": choice["id"] == answer} for choice in content["choices"]]}


def parse(posted: Posted, prefix: str, content: Content) -> str | None:
    return single.parse(posted, prefix, content)


def grade(content: Content, answer: Any) -> Grade:
    return single.grade(content, answer)
