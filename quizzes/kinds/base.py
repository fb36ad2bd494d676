"""What the kinds of question have in common.

A kind is one module with the same pure functions and an editor (see ``Kind``), two templates and its own tests.

``content`` is the immutable text of a version: ``choices`` and the like may be shown, ``key`` and ``feedback`` never before handing in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise
    from wagtail.admin.panels import ObjectList

#: As long as the longest right answer could ever be; what is longer is cut.
LONGEST_TEXT = 200

Content = dict[str, Any]


class Row(Protocol):
    """A row of answers as an editor wrote it; see ``quizzes.models.Choice`` for what the fields mean."""

    text: str
    correct: bool
    feedback: str
    match: str
    step: str
    step_text: str
    next_step: str


class Problem(str):
    """What an editor must still mend, and where: at a ``field`` of a ``row``, of the question, or (neither) at the answers as a whole."""

    row: Row | None
    field: str

    def __new__(cls, words: str, row: Row | None = None, field: str = "") -> Problem:
        problem = super().__new__(cls, words)
        problem.row, problem.field = row, field
        return problem


class Posted(Protocol):
    """The part of Django's QueryDict that is used, so that parsing needs no request."""

    def __iter__(self) -> Iterator[str]: ...
    def get(self, key: str, /) -> Any: ...
    def getlist(self, key: str, /) -> list[Any]: ...


@dataclass(frozen=True)
class Part:
    """One line of a result: what was asked, what was given, whether that was right, what would have been, and why."""

    text: str
    right: bool
    given: str = ""
    expected: str = ""
    feedback: str = ""


@dataclass(frozen=True)
class Grade:
    """``fraction`` is exact, so that a sum does not depend on its order."""

    fraction: Fraction
    parts: tuple[Part, ...] = ()

    @property
    def right(self) -> bool:
        return self.fraction == 1

    @property
    def partly_right(self) -> bool:
        return 0 < self.fraction < 1


class Kind(Protocol):
    """What every module of this package offers. ``ABOUT`` tells a writer when to take this kind; ``EDITOR`` asks for just what it needs."""

    ABOUT: StrPromise
    EDITOR: ObjectList

    def rows(self, shape: Any, /) -> list[dict[str, Any]]:
        """The rows of a question of a content file."""

    def content(self, rows: Sequence[Row], accepted: str, /) -> Content:
        """The part of a version that is this kind's own."""

    def clean(self, rows: Sequence[Row], accepted: str, /) -> Iterator[Problem]:
        """What an editor must still mend before the question can be published."""

    def shown(self, content: Content, rng: Random, answer: Any = None, /) -> Content:
        """What goes into the page: choices in the order of ``rng``, what was answered so far marked; no key, no feedback."""

    def parse(self, posted: Posted, prefix: str, content: Content, /) -> Any:
        """The answer in a posted form; None where nothing that this question offers was answered.

        It may lie readable in a browser, so its parts stand in the order of their meaningless ids, not in the key's or the writer's.
        """

    def said(self, content: Content, answer: Any, /) -> str:
        """The answer in the words that the learner read. Also of an open attempt, so nothing of the key is in it, not even by its order."""

    def grade(self, content: Content, answer: Any, /) -> Grade:
        """Never raises, whatever ``answer`` is."""


def dice(seed: int | str) -> Random:
    """What draws and shuffles: the same for the same seed, because an attempt must be shown again as it was. The seed itself is secret."""
    return Random(seed)  # noqa: S311


def mark(text: str) -> str:
    """The id of a choice inside its version. Made of its text alone, so that it tells nothing about order or key."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:8]


def alike(text: str) -> str:
    """The same for two texts that a learner cannot tell apart: a page shows many spaces as one, and “YA” says what “Ya” says."""
    return " ".join(text.split()).casefold()


def choices_of(rows: Sequence[Row]) -> list[dict[str, str]]:
    return [{"id": mark(row.text), "text": row.text.strip()} for row in rows]


def feedback_of(rows: Sequence[Row]) -> dict[str, str]:
    return {mark(row.text): row.feedback.strip() for row in rows}


def shuffled(items: Sequence[Any], rng: Random) -> list[Any]:
    return rng.sample(items, len(items))


def known(answer: Any, ids: Mapping[str, Any]) -> str | None:
    """``answer`` where it is one of ``ids``."""
    return answer if isinstance(answer, str) and answer in ids else None


def texts(choices: Sequence[Mapping[str, str]]) -> dict[str, str]:
    return {choice["id"]: choice["text"] for choice in choices}
