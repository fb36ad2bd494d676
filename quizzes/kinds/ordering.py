"""Ordering: pairs of items in their right order less pairs in the wrong order, over all pairs, never below nothing.

This is Kendall's tau, cut at 0: one swap of neighbours costs little, the reverse order gains nothing. Pairs with an item that has no place,
or with two items in one place, count neither way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from quizzes.kinds.base import Content, Grade, Part, Posted, Problem, Row, alike, mark, shuffled, texts
from quizzes.kinds.editing import Rows, editor

ABOUT = _("Steps or items that have one right order.")
EDITOR = editor(
    Rows(
        "choices",
        [FieldPanel("text", heading=_("Item"))],
        heading=_("Items in their right order"),
        label=_("Item"),
        min_num=3,
        help_text=_("Write what comes first at the top; the arrows move a row. Learners see another order."),
    )
)


def rows(shape: Any) -> list[dict[str, Any]]:
    return [{"text": item, "correct": True} for item in shape.items]


def content(rows: Sequence[Row], accepted: str = "") -> Content:
    by_id = {mark(row.text): row.text.strip() for row in rows}
    # Sorted by their meaningless ids: only the key knows the right order.
    return {"items": [{"id": one, "text": by_id[one]} for one in sorted(by_id)], "key": [mark(row.text) for row in rows], "feedback": {}}


def clean(rows: Sequence[Row], accepted: str = "") -> Iterator[Problem]:
    if len(rows) < 3:
        yield Problem(gettext("Write at least three items, in their right order."))
    seen: set[str] = set()
    for row in rows:
        text = alike(row.text)
        if not text:
            yield Problem(gettext("Write this item, or remove the row."), row, "text")
        elif text in seen:
            yield Problem(gettext("Two items have the same text. Change one of them."), row, "text")
        seen.add(text)


def _places(content: Content, answer: Any) -> dict[str, int]:
    """Item → its place from 1, where the answer gives one that exists."""
    if not isinstance(answer, dict):
        return {}
    size = len(content["key"])
    found = {item["id"]: answer.get(item["id"]) for item in content["items"]}
    return {one: place for one, place in found.items() if type(place) is int and 1 <= place <= size}


def shown(content: Content, rng: Random, answer: Any = None) -> Content:
    """Items in the order given so far, else shuffled and never in the right order: leaving them alone is no answer."""
    items = shuffled(content["items"], rng)
    if [item["id"] for item in items] == content["key"]:
        items = [*items[1:], items[0]]
    places = _places(content, answer)
    items.sort(key=lambda item: places.get(item["id"], len(items)))
    numbers = range(1, len(items) + 1)
    return {"items": [{**item, "places": [{"number": n, "chosen": places.get(item["id"]) == n} for n in numbers]} for item in items]}


def parse(posted: Posted, prefix: str, content: Content) -> dict[str, int] | None:
    raw = {item["id"]: posted.get(f"{prefix}-{item['id']}") for item in content["items"]}
    return _places(content, {one: int(text) for one, text in raw.items() if isinstance(text, str) and _is_number(text)}) or None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 3


def said(content: Content, answer: Any) -> str:
    by_id = texts(content["items"])
    return "; ".join(f"{place}. {text}" for place, text in sorted((place, by_id[one]) for one, place in _places(content, answer).items()))


def grade(content: Content, answer: Any) -> Grade:
    key, places, by_id = content["key"], _places(content, answer), texts(content["items"])
    pairs = list(combinations(key, 2))
    balance = sum(_order(places.get(first), places.get(second)) for first, second in pairs)
    parts = tuple(_part(by_id[one], places.get(one), place) for place, one in enumerate(key, 1))
    return Grade(Fraction(max(0, balance), len(pairs)), parts)


def _order(first: int | None, second: int | None) -> int:
    """1 where two places stand in their order, -1 where they are turned round."""
    if first is None or second is None:
        return 0
    return (second > first) - (second < first)


def _part(text: str, given: int | None, place: int) -> Part:
    return Part(text, given == place, str(given or ""), str(place))
