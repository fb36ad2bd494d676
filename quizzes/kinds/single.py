"""One choice: all or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from random import Random
from typing import Any

from django.utils.translation import gettext as _

from quizzes.kinds.base import Content, Grade, Part, Posted, Row, choices_of, feedback_of, known, mark, repeated, shuffled, texts


def rows(shape: Any) -> list[dict[str, Any]]:
    return [{"text": choice.text, "correct": choice.correct, "feedback": choice.feedback} for choice in shape.choices]


def content(rows: Sequence[Row], accepted: str = "") -> Content:
    return {"choices": choices_of(rows), "key": mark(next(row.text for row in rows if row.correct)), "feedback": feedback_of(rows)}


def clean(rows: Sequence[Row], accepted: str = "") -> Iterator[str]:
    if len(rows) < 2:
        yield _("Write at least two choices.")
    if sum(row.correct for row in rows) != 1:
        yield _("Mark exactly one choice as right.")
    yield from clean_texts(rows)


def clean_texts(rows: Sequence[Row]) -> Iterator[str]:
    if not all(row.text.strip() for row in rows):
        yield _("Write the text of each choice.")
    elif repeated([row.text.strip() for row in rows]):
        yield _("Two choices have the same text. Change one of them.")
    if not all(row.feedback.strip() for row in rows):
        yield _("Write kind feedback for each choice, also for the wrong ones.")


def shown(content: Content, rng: Random, answer: Any = None) -> Content:
    return {"choices": [{**choice, "chosen": choice["id"] == answer} for choice in shuffled(content["choices"], rng)]}


def parse(posted: Posted, prefix: str, content: Content) -> str | None:
    return known(posted.get(prefix), texts(content["choices"]))


def grade(content: Content, answer: Any) -> Grade:
    by_id, key, feedback = texts(content["choices"]), content["key"], content["feedback"]
    chosen = known(answer, by_id)
    if chosen is None:
        return Grade(Fraction(0), (Part("", False, expected=by_id[key], feedback=feedback[key]),))
    right = chosen == key
    part = Part("", right, by_id[chosen], "" if right else by_id[key], feedback[chosen])
    return Grade(Fraction(right), (part,))
