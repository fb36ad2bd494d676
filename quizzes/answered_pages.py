"""Whole pages of answers: an older page must not undo what was saved after it was made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from quizzes.kinds.base import Posted

#: An answer that was taken back.
BLANK = ""
_PAIR = re.compile(r"\b([0-9]{1,3}),([0-9]{1,10})\b")


class Kept(NamedTuple):
    """An answer as it is stored."""

    value: Any
    sequence: int


@dataclass(frozen=True)
class Page:
    """What a page knew: the newest sequence when it was made (None: unsaid), and the sequences of what was answered on it since."""

    sequence: int | None = None
    own: Mapping[int, int] = field(default_factory=dict)

    def outdated(self, position: int, value: Any, kept: Kept | None) -> bool:
        """Whether this page's answer is older than the one that is kept.

        An answer from a page that does not say how old it is counts as new; a question left open there takes no answer back.
        """
        if kept is None or value == kept.value:
            return False
        known = self.own.get(position, self.sequence)
        if known is None:
            return value == BLANK
        return kept.sequence > known

    def changes(self, answers: Mapping[int, Any], kept: Mapping[int, Kept]) -> dict[int, Any]:
        """The answers of this page that are to be stored: they differ from what is kept, and are not older."""
        given = {position: BLANK if value is None else value for position, value in answers.items()}
        return {
            position: value
            for position, value in given.items()
            if (position not in kept or value != kept[position].value) and not self.outdated(position, value, kept.get(position))
        }

    def has_outdated(self, answers: Mapping[int, Any], kept: Mapping[int, Kept]) -> bool:
        """Whether something was chosen on this page that does not count any more."""
        return any(value and self.outdated(position, value, kept.get(position)) for position, value in answers.items())


def page_in(posted: Posted) -> Page:
    """``sequence`` is in every page; its script adds ``own``: position and sequence of each answer given on it, joined by commas."""
    own = {int(position): int(sequence) for position, sequence in _PAIR.findall(str(posted.get("own") or ""))}
    sequence = str(posted.get("sequence") or "")
    return Page(int(sequence) if re.fullmatch("[0-9]{1,10}", sequence) else None, own)
