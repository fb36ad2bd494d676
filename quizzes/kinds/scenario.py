"""Scenario: steps, each with choices that lead on. Only the way that was taken counts.

The fraction is the steps answered rightly over the longer of two ways: the one taken, and the one of right choices only. So a right way
that is short is whole, a detour costs, and a choice that ends the story early does not pay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from random import Random
from typing import Any

from django.utils.translation import gettext as _

from quizzes.kinds.base import Content, Grade, Part, Posted, Row, known, mark, shuffled, texts


def rows(shape: Any) -> list[dict[str, Any]]:
    return [
        {
            "step": step.id,
            "step_text": step.text if number == 0 else "",
            "text": choice.text,
            "correct": choice.correct,
            "feedback": choice.feedback,
            "next_step": choice.next or "",
        }
        for step in shape.steps
        for number, choice in enumerate(step.choices)
    ]


def _steps(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    return [(key, list(group)) for key, group in groupby(rows, key=lambda row: row.step)]


def content(rows: Sequence[Row], accepted: str = "") -> Content:
    steps = _steps(rows)
    return {
        "steps": [
            {
                "id": key,
                "text": " ".join(row.step_text.strip() for row in group if row.step_text.strip()),
                "choices": [{"id": mark(row.text), "text": row.text.strip(), "next": row.next_step or None} for row in group],
            }
            for key, group in steps
        ],
        "key": {key: next(mark(row.text) for row in group if row.correct) for key, group in steps},
        "feedback": {key: {mark(row.text): row.feedback.strip() for row in group} for key, group in steps},
    }


def clean(rows: Sequence[Row], accepted: str = "") -> Iterator[str]:
    steps = _steps(rows)
    keys = [key for key, _group in steps]
    if not steps or not all(keys):
        yield _("Write a step name in each row, such as s1.")
    if len(set(keys)) < len(keys):
        yield _("Rows of the same step must stand together.")
    for number, (key, group) in enumerate(steps):
        yield from _clean_step(key, group, keys[number + 1 :])


def _clean_step(key: str, group: list[Row], later: list[str]) -> Iterator[str]:
    if not any(row.step_text.strip() for row in group):
        yield _("Step %(step)s: write its situation on the first choice.") % {"step": key}
    if len(group) < 2 or sum(row.correct for row in group) != 1:
        yield _("Step %(step)s: write at least two choices and mark exactly one as right.") % {"step": key}
    if not all(row.text.strip() and row.feedback.strip() for row in group) or len({row.text.strip() for row in group}) < len(group):
        yield _("Step %(step)s: each choice needs a text of its own, and kind feedback.") % {"step": key}
    if any(row.next_step and row.next_step not in later for row in group):
        yield _("Step %(step)s: “next step” must name a later step, or stay empty.") % {"step": key}


def _answers(content: Content, answer: Any) -> dict[str, str]:
    """Step → choice, where the answer gives one that the step has."""
    if not isinstance(answer, Mapping):
        return {}
    found = {step["id"]: known(answer.get(step["id"]), texts(step["choices"])) for step in content["steps"]}
    return {step: choice for step, choice in found.items() if choice is not None}


def way(content: Content, answers: Mapping[str, str]) -> list[dict[str, Any]]:
    """The steps that these choices lead through; the last one may be unanswered."""
    steps = {step["id"]: step for step in content["steps"]}
    taken, step = [], content["steps"][0]
    while step is not None and len(taken) < len(steps):
        taken.append(step)
        chosen = next((choice for choice in step["choices"] if choice["id"] == answers.get(step["id"])), None)
        step = steps.get(chosen["next"]) if chosen else None
    return taken


def shown(content: Content, rng: Random, answer: Any = None) -> Content:
    given = _answers(content, answer)
    numbers = {step["id"]: number for number, step in enumerate(content["steps"], 1)}
    return {
        "steps": [_shown_step(step, numbers, given.get(step["id"]), rng, _leading_to(step["id"], content)) for step in content["steps"]]
    }


def _leading_to(step: str, content: Content) -> list[str]:
    return [choice["text"] for other in content["steps"] for choice in other["choices"] if choice["next"] == step]


def _shown_step(step: dict[str, Any], numbers: dict[str, int], chosen: str | None, rng: Random, leading: list[str]) -> Content:
    choices = [
        {"id": c["id"], "text": c["text"], "next": numbers.get(c["next"], ""), "chosen": c["id"] == chosen}
        for c in shuffled(step["choices"], rng)
    ]
    return {"id": step["id"], "number": numbers[step["id"]], "text": step["text"], "leading": sorted(leading), "choices": choices}


def parse(posted: Posted, prefix: str, content: Content) -> dict[str, str] | None:
    return _answers(content, {step["id"]: posted.get(f"{prefix}-{step['id']}") for step in content["steps"]}) or None


def grade(content: Content, answer: Any) -> Grade:
    given, key = _answers(content, answer), content["key"]
    taken = way(content, given)
    parts = tuple(_part(step, given.get(step["id"]), key[step["id"]], content["feedback"][step["id"]]) for step in taken)
    return Grade(Fraction(sum(part.right for part in parts), max(len(taken), len(way(content, key)))), parts)


def _part(step: dict[str, Any], given: str | None, key: str, feedback: dict[str, str]) -> Part:
    by_id = texts(step["choices"])
    right = given == key
    return Part(step["text"], right, by_id.get(given or "", ""), "" if right else by_id[key], feedback[given or key])
