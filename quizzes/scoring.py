"""Scoring: a pure function of the questions as shown and the answers. The rules stand in docs/scoring.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from quizzes.kinds import KINDS, Content, Grade

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Result:
    """``score`` is a percentage over all questions shown; positions count from 1."""

    score: Decimal
    grades: tuple[Grade, ...]
    missed_critical: tuple[int, ...]
    passed: bool


def score(items: Sequence[Content], answers: Mapping[int, Any], pass_mark: int) -> Result:
    """Grade every question; what was not answered counts nothing. A pass mark of 0 (a pre-test) is always reached."""
    grades = tuple(KINDS[content["kind"]].grade(content, answers.get(position)) for position, content in enumerate(items, 1))
    missed = tuple(n for n, (content, grade) in enumerate(zip(items, grades, strict=True), 1) if content["critical"] and not grade.right)
    percent = percentage(grades)
    return Result(percent, grades, missed, pass_mark == 0 or (percent >= pass_mark and not missed))


def percentage(grades: Sequence[Grade]) -> Decimal:
    """The mean of the fractions as a percentage with two decimals, half up."""
    mean = sum((grade.fraction for grade in grades), Fraction(0)) * 100 / max(len(grades), 1)
    return (Decimal(mean.numerator) / Decimal(mean.denominator)).quantize(_CENT, ROUND_HALF_UP)
