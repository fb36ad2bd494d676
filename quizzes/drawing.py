"""Drawing the questions of an attempt by the quiz's blueprint: no repeats, spread over topics, first what the learner has not met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from quizzes.kinds.base import dice
from quizzes.models import BlueprintRow, Question, Quiz


@dataclass(frozen=True)
class Drawable:
    """A published question, as far as drawing needs it. ``bank`` is the bank in every language."""

    digest: str
    bank: str
    topic: str
    kind: str
    critical: bool
    attitude: bool


@dataclass(frozen=True)
class Row:
    """A row of a blueprint, as far as drawing needs it."""

    bank: str
    number: int
    topic: str = ""
    kinds: tuple[str, ...] = ()
    critical: bool = False
    attitude: bool = False

    def fits(self, question: Drawable) -> bool:
        return (
            question.bank == self.bank
            and (not self.topic or question.topic == self.topic)
            and (not self.kinds or question.kind in self.kinds)
            and (question.critical or not self.critical)
            and question.attitude == self.attitude
        )


def row_of(row: BlueprintRow, bank: UUID) -> Row:
    """``bank`` is the translation key of the row's bank."""
    return Row(str(bank), row.number, row.topic, tuple(row.kind_list), row.critical, row.attitude)


def blueprint_of(quiz: Quiz) -> list[Row]:
    rows: Iterable[Any] = quiz.blueprint.annotate(bank_key=F("bank__translation_key")).order_by("sort_order", "pk")
    return [row_of(row, row.bank_key) for row in rows]


def drawable_for(quiz: Quiz, rows: Sequence[Row]) -> list[Drawable]:
    return _pool(Question.objects.drawable().filter(locale_id=quiz.locale_id), rows, digest="current_version_id")


def drawable_in_any_language(rows: Sequence[Row]) -> list[Drawable]:
    """Each question once, in whichever language it is published: its digest here is what its translations share."""
    return _pool(Question.objects.drawable(), rows, digest="translation_key")


def _pool(published: QuerySet[Question], rows: Sequence[Row], *, digest: str) -> list[Drawable]:
    questions = published.filter(bank__translation_key__in={row.bank for row in rows}).order_by("pk")
    values = questions.values_list(digest, "bank__translation_key", "topic", "kind", "critical", "attitude")
    return [Drawable(str(key), str(bank), topic, kind, critical, attitude) for key, bank, topic, kind, critical, attitude in values]


def number_drawn(quiz: Quiz) -> int:
    """How many questions an attempt has today: as many as the blueprint asks for, where there are so many. Two queries."""
    rows = blueprint_of(quiz)
    return len(draw(rows, drawable_for(quiz, rows), 0))


def draw(rows: Sequence[Row], pool: Sequence[Drawable], seed: int, seen: Mapping[str, int] | None = None) -> list[str]:
    """The digests drawn, in the order of the blueprint; fewer only where the pool cannot fill it.

    ``seen`` counts how often the learner met a version before: what was met least is drawn first.
    """
    rng, seen = dice(seed), seen or {}
    candidates = [preference for row in rows for preference in [_preference(row, pool, rng, seen)] * row.number]
    owner: dict[str, int] = {}
    for slot in range(len(candidates)):
        _place(slot, candidates, owner, set())
    drawn = {slot: digest for digest, slot in owner.items()}
    return [drawn[slot] for slot in sorted(drawn)]


def _preference(row: Row, pool: Sequence[Drawable], rng: Random, seen: Mapping[str, int]) -> list[str]:
    """What fits a row: least seen first, then one of each topic before a second of any, else by chance."""
    fitting = {question.digest: question for question in pool if row.fits(question)}
    shuffled = rng.sample(list(fitting.values()), len(fitting))
    nth: Counter[str] = Counter()
    ranked = []
    for question in sorted(shuffled, key=lambda question: seen.get(question.digest, 0)):
        ranked.append((seen.get(question.digest, 0), nth[question.topic], question.digest))
        nth[question.topic] += 1
    return [digest for _seen, _nth, digest in sorted(ranked, key=lambda entry: entry[:2])]


def _place(slot: int, candidates: Sequence[Sequence[str]], owner: dict[str, int], tried: set[str]) -> bool:
    """Give a slot a question, moving another slot's where that makes room (an augmenting path of a matching)."""
    for digest in candidates[slot]:
        if digest not in owner:
            owner[digest] = slot
            return True
    for digest in candidates[slot]:
        if digest not in tried:
            tried.add(digest)
            if _place(owner[digest], candidates, owner, tried):
                owner[digest] = slot
                return True
    return False
