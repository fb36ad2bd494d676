"""Several choices: the share of the right ones that was picked less the share of the wrong ones, never below nothing.

So picking everything gains nothing, however many of the choices are right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from random import Random
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes.kinds import single
from quizzes.kinds.base import Content, Grade, Part, Posted, Problem, Row, choices_of, feedback_of, mark, shuffled, texts
from quizzes.kinds.editing import Rows, editor

ABOUT = _("Several choices are right together.")
EDITOR = editor(
    Rows(
        "choices",
        single.ROW,
        heading=_("Choices"),
        label=_("Choice"),
        min_num=4,
        help_text=_("Write the choices and mark all that are right: at least two, and not all of them."),
    )
)


def rows(shape: Any) -> list[dict[str, Any]]:
    return single.rows(shape)


def content(rows: Sequence[Row], accepted: str = "") -> Content:
    return {"choices": choices_of(rows), "key": sorted(mark(row.text) for row in rows if row.correct), "feedback": feedback_of(rows)}


def clean(rows: Sequence[Row], accepted: str = "") -> Iterator[Problem]:
    if len(rows) < 3:
        yield Problem(gettext("Write at least three choices."))
    if not 2 <= sum(row.correct for row in rows) < max(len(rows), 3):
        yield Problem(gettext("Mark at least two choices as right, and leave at least one wrong."))
    yield from single.clean_texts(rows)


def _picked(content: Content, answer: Any) -> set[str]:
    return {choice["id"] for choice in content["choices"] if isinstance(answer, list) and choice["id"] in answer}


def shown(content: Content, rng: Random, answer: Any = None) -> Content:
    picked = _picked(content, answer)
    return {"choices": [{**choice, "chosen": choice["id"] in picked} for choice in shuffled(content["choices"], rng)]}


def parse(posted: Posted, prefix: str, content: Content) -> list[str] | None:
    return sorted(_picked(content, posted.getlist(prefix))) or None


def said(content: Content, answer: Any) -> str:
    """In no writer's order: right choices may come first in it."""
    by_id = texts(content["choices"])
    return "; ".join(sorted(by_id[one] for one in _picked(content, answer)))


def grade(content: Content, answer: Any) -> Grade:
    picked, key, by_id = _picked(content, answer), set(content["key"]), texts(content["choices"])
    wrong = set(by_id) - key
    balance = Fraction(len(picked & key), len(key)) - Fraction(len(picked & wrong), max(len(wrong), 1))
    return Grade(
        max(balance, Fraction(0)),
        tuple(_part(by_id[one], one in picked, one in key, content["feedback"][one]) for one in by_id if one in picked | key),
    )


def _part(text: str, picked: bool, right: bool, feedback: str) -> Part:
    given = gettext("picked") if picked else gettext("not picked")
    return Part(
        text,
        picked == right,
        given,
        "" if picked == right else gettext("belongs to the right answer") if right else gettext("does not belong"),
        feedback,
    )
