"""One choice: all or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from random import Random
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from quizzes.kinds.base import Content, Grade, Part, Posted, Problem, Row, alike, choices_of, feedback_of, known, mark, shuffled, texts
from quizzes.kinds.editing import Rows, editor

ABOUT = _("One of several choices is right.")
ROW = [
    FieldPanel("text", heading=_("Choice")),
    FieldPanel("correct", heading=_("This choice is right")),
    FieldPanel("feedback", help_text=_("What a learner reads who picked this. Kind, and it explains why.")),
]
EDITOR = editor(
    Rows(
        "choices",
        ROW,
        heading=_("Choices"),
        label=_("Choice"),
        min_num=3,
        help_text=_("Write the choices and mark the one that is right. Learners see them in an order of their own."),
    )
)


def rows(shape: Any) -> list[dict[str, Any]]:
    return [{"text": choice.text, "correct": choice.correct, "feedback": choice.feedback} for choice in shape.choices]


def content(rows: Sequence[Row], accepted: str = "") -> Content:
    return {"choices": choices_of(rows), "key": mark(next(row.text for row in rows if row.correct)), "feedback": feedback_of(rows)}


def clean(rows: Sequence[Row], accepted: str = "") -> Iterator[Problem]:
    if len(rows) < 2:
        yield Problem(gettext("Write at least two choices."))
    yield from clean_one_right(rows)
    yield from clean_texts(rows)


def clean_one_right(rows: Sequence[Row]) -> Iterator[Problem]:
    right = [row for row in rows if row.correct]
    if not right:
        yield Problem(gettext("Mark exactly one choice as right."))
    for row in right[1:]:
        yield Problem(gettext("Another choice is marked as right already. Keep only one of them."), row, "correct")


def clean_texts(rows: Sequence[Row]) -> Iterator[Problem]:
    """Each choice has a text of its own, and feedback."""
    seen: set[str] = set()
    for row in rows:
        text = alike(row.text)
        if not text:
            yield Problem(gettext("Write this choice, or remove the row."), row, "text")
        elif text in seen:
            yield Problem(gettext("Two choices have the same text. Change one of them."), row, "text")
        elif not row.feedback.strip():
            yield Problem(gettext("Write kind feedback for this choice, whether it is right or wrong."), row, "feedback")
        seen.add(text)


def shown(content: Content, rng: Random, answer: Any = None) -> Content:
    return {"choices": [{**choice, "chosen": choice["id"] == answer} for choice in shuffled(content["choices"], rng)]}


def parse(posted: Posted, prefix: str, content: Content) -> str | None:
    return known(posted.get(prefix), texts(content["choices"]))


def said(content: Content, answer: Any) -> str:
    by_id = texts(content["choices"])
    return by_id.get(known(answer, by_id) or "", "")


def grade(content: Content, answer: Any) -> Grade:
    by_id, key, feedback = texts(content["choices"]), content["key"], content["feedback"]
    chosen = known(answer, by_id)
    if chosen is None:
        # The feedback of the right choice praises who picked it.
        return Grade(Fraction(0), (Part("", False, expected=by_id[key]),))
    right = chosen == key
    part = Part("", right, by_id[chosen], "" if right else by_id[key], feedback[chosen])
    return Grade(Fraction(right), (part,))
