"""Matching: the share of pairs that are right. A row without ``text`` is a distractor of the right-hand side."""

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

ABOUT = _("Each text belongs to another, such as a number to a service.")
EDITOR = editor(
    Rows(
        "choices",
        [
            FieldPanel("text", heading=_("Text"), help_text=_("Leave it empty for an extra option that belongs to nothing.")),
            FieldPanel("match", heading=_("Belongs to"), help_text=_("What the learner chooses for it.")),
            FieldPanel("feedback", help_text=_("One sentence on why they belong together. May stay empty.")),
        ],
        heading=_("Pairs"),
        label=_("Pair"),
        min_num=3,
        help_text=_("Write what belongs together in one row. Learners see both sides in an order of their own."),
    )
)


def rows(shape: Any) -> list[dict[str, Any]]:
    pairs = [{"text": pair.left, "match": pair.right, "correct": True, "feedback": pair.feedback} for pair in shape.pairs]
    return [*pairs, *({"match": distractor} for distractor in shape.distractors)]


def content(rows: Sequence[Row], accepted: str = "") -> Content:
    pairs = [row for row in rows if row.text.strip()]
    right = {mark(row.match): row.match.strip() for row in rows}
    return {
        "choices": choices_of(pairs),
        # Sorted by their meaningless ids: their order must not follow the pairs'.
        "matches": [{"id": one, "text": right[one]} for one in sorted(right)],
        "key": {mark(row.text): mark(row.match) for row in pairs},
        "feedback": feedback_of(pairs),
    }


def clean(rows: Sequence[Row], accepted: str = "") -> Iterator[Problem]:
    seen: set[str] = {""}
    for row in rows:
        text = alike(row.text)
        if not row.match.strip():
            yield Problem(gettext("Write what this text belongs to, or remove the row."), row, "match")
        if text and text in seen:
            yield Problem(gettext("Two rows have the same text. Change one of them."), row, "text")
        seen.add(text)
    if len(seen) < 3:
        yield Problem(gettext("Write at least two pairs: a text, and what it belongs to."))
    else:
        yield from _clean_options(rows)


def _clean_options(rows: Sequence[Row]) -> Iterator[Problem]:
    """At least two to choose from, each written in one way; an extra one belongs to nothing."""
    options = [(row, row.match.strip()) for row in rows if row.match.strip()]
    taken = {alike(option) for row, option in options if row.text.strip()}
    written: dict[str, str] = {}
    for row, option in options:
        if written.setdefault(alike(option), option) != option:
            yield Problem(gettext("Another row says the same in another spelling. Write both alike."), row, "match")
        elif not row.text.strip() and alike(option) in taken:
            yield Problem(gettext("This belongs to a text already. Change this extra option, or remove the row."), row, "match")
    if len(taken) == 1:
        yield Problem(gettext("All texts belong to the same. Let them belong to at least two different things."))


def _answers(content: Content, answer: Any) -> dict[str, str]:
    """The pairs of an answer that this question knows."""
    if not isinstance(answer, dict):
        return {}
    matches = texts(content["matches"])
    found = {choice["id"]: known(answer.get(choice["id"]), matches) for choice in content["choices"]}
    return {left: right for left, right in sorted(found.items()) if right is not None}


def shown(content: Content, rng: Random, answer: Any = None) -> Content:
    given, matches = _answers(content, answer), shuffled(content["matches"], rng)
    return {
        "pairs": [
            {**choice, "options": [{**match, "chosen": given.get(choice["id"]) == match["id"]} for match in matches]}
            for choice in shuffled(content["choices"], rng)
        ]
    }


def parse(posted: Posted, prefix: str, content: Content) -> dict[str, str] | None:
    return _answers(content, {choice["id"]: posted.get(f"{prefix}-{choice['id']}") for choice in content["choices"]}) or None


def said(content: Content, answer: Any) -> str:
    left, right = texts(content["choices"]), texts(content["matches"])
    return "; ".join(f"{left[one]}: {right[other]}" for one, other in _answers(content, answer).items())


def grade(content: Content, answer: Any) -> Grade:
    given, key, matches = _answers(content, answer), content["key"], texts(content["matches"])
    parts = tuple(_part(choice, given.get(choice["id"]), key[choice["id"]], matches, content["feedback"]) for choice in content["choices"])
    return Grade(Fraction(sum(part.right for part in parts), len(parts)), parts)


def _part(choice: dict[str, str], given: str | None, expected: str, matches: dict[str, str], feedback: dict[str, str]) -> Part:
    right = given == expected
    return Part(choice["text"], right, matches.get(given or "", ""), "" if right else matches[expected], feedback[choice["id"]])
