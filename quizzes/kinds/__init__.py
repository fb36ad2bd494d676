"""The kinds of question: name → module. A new kind is a module here, two templates, an entry, and its tests."""

from __future__ import annotations

from quizzes.kinds import boolean, matching, multiple, ordering, scenario, short, single
from quizzes.kinds.base import Content, Grade, Kind, Part

KINDS: dict[str, Kind] = {
    "single": single,
    "multiple": multiple,
    "boolean": boolean,
    "matching": matching,
    "ordering": ordering,
    "short": short,
    "scenario": scenario,
}

__all__ = ["KINDS", "Content", "Grade", "Kind", "Part"]
