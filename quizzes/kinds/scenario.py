"""Scenario: steps, each with choices that lead on. Only the way that was taken counts.

The fraction is the steps answered rightly over the longer of two ways: the one taken, and the one of right choices only. So a right way
that is short is whole, a detour costs, and a choice that ends the story early does not pay.

All steps travel in one page, which therefore shows where choices lead. So nothing of that may set a choice apart: see ``telling_steps``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from quizzes.kinds.base import Content, Grade, Part, Posted, Problem, Row, alike, feedback_of, known, mark, shuffled, texts
from quizzes.kinds.editing import Rows, editor
from quizzes.kinds.single import clean_texts

ABOUT = _("A story in steps: what the learner chooses decides how it goes on.")
#: The names of steps. A content file may name them otherwise; their order is what counts.
NAMES = [f"s{number}" for number in range(1, 9)]


def named(key: str) -> str:
    return gettext("Step %(number)s") % {"number": NAMES.index(key) + 1} if key in NAMES else key


class StepSelect(forms.Select):
    """The steps that there can be, and the one that is chosen, whatever its name."""

    def __init__(self, attrs: Any = None, empty: Any = "---------") -> None:
        super().__init__(attrs, [("", empty), *((key, _("Step %(number)s") % {"number": n}) for n, key in enumerate(NAMES, 1))])

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        own = [(key, key) for key in value if key not in dict(self.choices)]
        self.choices = [*self.choices, *own]
        return super().optgroups(name, value, attrs)


EDITOR = editor(
    Rows(
        "choices",
        [
            FieldPanel("step", widget=StepSelect, help_text=_("Choices with the same number stand together in one step.")),
            FieldPanel("step_text", help_text=_("On the first choice of each step: what happens and what is asked. Do not judge.")),
            FieldPanel("text", heading=_("Choice")),
            FieldPanel("correct", heading=_("This choice is right")),
            FieldPanel("feedback", help_text=_("What a learner reads who picked this. Kind, and it explains why.")),
            FieldPanel("next_step", widget=StepSelect(empty=_("The story ends")), help_text=_("Where this choice leads.")),
        ],
        heading=_("Steps and their choices"),
        label=_("Choice"),
        min_num=2,
        help_text=_(
            "Write one row for each choice of a step. In each step exactly one choice is right. The page shows where choices lead, so "
            "let all choices of a step lead to the same step, or as many to one step as to another, with equally many steps after each."
        ),
    )
)


def rows(shape: Any) -> list[dict[str, Any]]:
    names = dict(zip([step.id for step in shape.steps], NAMES, strict=False))
    return [
        {
            "step": names[step.id],
            "step_text": step.text if number == 0 else "",
            "text": choice.text,
            "correct": choice.correct,
            "feedback": choice.feedback,
            "next_step": names.get(choice.next, ""),
        }
        for step in shape.steps
        for number, choice in enumerate(step.choices)
    ]


def _steps(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows of each step, the steps as they come first."""
    steps: dict[str, list[Row]] = {}
    for row in rows:
        steps.setdefault(row.step, []).append(row)
    return steps


def _situation(group: Sequence[Row]) -> str:
    return " ".join(row.step_text.strip() for row in group if row.step_text.strip())


def content(rows: Sequence[Row], accepted: str = "") -> Content:
    steps = _steps(rows)
    # Ids are made of what the page shows anyway: the names that a writer gave could tell which way is the good one.
    ids = {key: mark(_situation(group)) for key, group in steps.items()}
    return {
        "steps": [
            {
                "id": ids[key],
                "text": _situation(group),
                "choices": [{"id": mark(row.text), "text": row.text.strip(), "next": ids.get(row.next_step)} for row in group],
            }
            for key, group in steps.items()
        ],
        "key": {ids[key]: next(mark(row.text) for row in group if row.correct) for key, group in steps.items()},
        "feedback": {ids[key]: feedback_of(group) for key, group in steps.items()},
    }


def clean(rows: Sequence[Row], accepted: str = "") -> Iterator[Problem]:
    if not rows:
        yield Problem(gettext("Write at least one step with two choices."))
    for row in rows:
        if not row.step:
            yield Problem(gettext("Say which step this choice belongs to."), row, "step")
    steps = _steps([row for row in rows if row.step])
    keys = list(steps)
    for number, (key, group) in enumerate(steps.items()):
        yield from _clean_step(key, group)
        yield from _clean_ways(group, keys[number + 1 :])
    yield from _clean_situations(steps)
    yield from _clean_graph(steps)


def _clean_step(key: str, group: list[Row]) -> Iterator[Problem]:
    if len(group) < 2:
        yield Problem(gettext("%(step)s has one choice only. Write another one.") % {"step": named(key)}, group[0], "step")
    if sum(row.correct for row in group) != 1:
        yield Problem(gettext("%(step)s: mark exactly one of its choices as right.") % {"step": named(key)}, group[0], "correct")
    yield from clean_texts(group)


def _clean_ways(group: list[Row], later: list[str]) -> Iterator[Problem]:
    for row in group:
        if row.next_step and row.next_step not in later:
            words = gettext("%(step)s does not come after this step. Choose a later step that has choices, or let the story end.")
            yield Problem(words % {"step": named(row.next_step)}, row, "next_step")


def _clean_situations(steps: Mapping[str, list[Row]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for key, group in steps.items():
        text = alike(_situation(group))
        if not text:
            yield Problem(gettext("%(step)s: write here what happens in this step.") % {"step": named(key)}, group[0], "step_text")
        elif text in seen:
            yield Problem(gettext("Two steps tell the same situation. Change one of them."), group[0], "step_text")
        seen.add(text)


def _clean_graph(steps: Mapping[str, list[Row]]) -> Iterator[Problem]:
    reached = {row.next_step for group in steps.values() for row in group}
    for key, group in list(steps.items())[1:]:
        if key not in reached:
            words = gettext("No choice leads to %(step)s. Let a choice of an earlier step lead to it, or remove its rows.")
            yield Problem(words % {"step": named(key)}, group[0], "step")
    for key in telling_steps({key: [row.next_step for row in group] for key, group in steps.items()}):
        words = gettext(
            "%(step)s: the page shows where choices lead, and here it would help to guess. Let all choices lead to the same step, or as "
            "many to one step as to another, with equally many steps after each."
        )
        yield Problem(words % {"step": named(key)}, steps[key][0], "next_step")


def telling_steps(ways: Mapping[str, Sequence[str | None]]) -> Iterator[str]:
    """The steps whose choices are not alike in the page: fewer of them share a way, or another story comes after.

    ``ways`` are, for each step in order, the steps that its choices lead to.
    """
    after: dict[str | None, Any] = {}
    for step, leads in reversed(list(ways.items())):
        after[step] = tuple(sorted((number, after.get(to, ())) for to, number in Counter(leads).items()))
        if len(set(after[step])) > 1:
            yield step


def _answers(content: Content, answer: Any) -> dict[str, str]:
    """Step → choice, where the answer gives one that the step has."""
    if not isinstance(answer, Mapping):
        return {}
    found = {step["id"]: known(answer.get(step["id"]), texts(step["choices"])) for step in content["steps"]}
    return {step: choice for step, choice in sorted(found.items()) if choice is not None}


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
    given, steps = _answers(content, answer), _placed(content["steps"], rng)
    numbers = {step["id"]: number for number, step in enumerate(steps, 1)}
    return {"steps": [_shown_step(step, numbers, given.get(step["id"]), rng, _leading_to(step["id"], content)) for step in steps]}


def _placed(steps: Sequence[dict[str, Any]], rng: Random) -> list[dict[str, Any]]:
    """The first step first, each other after those that lead to it; which comes first among equals is chance, not the writer's habit."""
    depth = {steps[0]["id"]: 0}
    for step in steps:
        for choice in step["choices"]:
            depth[choice["next"]] = max(depth.get(choice["next"], 0), depth.get(step["id"], 0) + 1)
    return [steps[0], *sorted(shuffled(steps[1:], rng), key=lambda step: depth.get(step["id"], 0))]


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


def said(content: Content, answer: Any) -> str:
    given = _answers(content, answer)
    taken = [step for step in way(content, given) if step["id"] in given]
    return "; ".join(f"{step['text']}: {texts(step['choices'])[given[step['id']]]}" for step in taken)


def grade(content: Content, answer: Any) -> Grade:
    given, key = _answers(content, answer), content["key"]
    taken = way(content, given)
    parts = tuple(_part(step, given.get(step["id"]), key[step["id"]], content["feedback"][step["id"]]) for step in taken)
    return Grade(Fraction(sum(part.right for part in parts), max(len(taken), len(way(content, key)))), parts)


def _part(step: dict[str, Any], given: str | None, key: str, feedback: dict[str, str]) -> Part:
    by_id = texts(step["choices"])
    right = given == key
    return Part(step["text"], right, by_id.get(given or "", ""), "" if right else by_id[key], feedback[given] if given else "")
