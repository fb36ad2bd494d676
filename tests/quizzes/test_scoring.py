"""The score of an attempt, as a truth table without a database."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import KINDS
from quizzes.kinds.base import mark
from quizzes.scoring import score
from tests.quizzes.builders import right_answer
from tests.quizzes.test_kinds import anything, content_of


def item(kind: str = "single", critical: bool = False) -> dict[str, Any]:
    return {**content_of(kind), "critical": critical}


RIGHT, WRONG = mark("Dengarkan"), mark("Marahi")
FIVE = [item(critical=True), *(item() for _ in range(4))]


@pytest.mark.parametrize(
    ("answers", "percent", "missed", "passed"),
    [
        ([RIGHT] * 5, "100.00", (), True),
        ([RIGHT] * 4 + [WRONG], "80.00", (), True),
        ([RIGHT] * 3 + [WRONG] * 2, "60.00", (), False),
        ([WRONG] + [RIGHT] * 4, "80.00", (1,), False),
        ([None] + [RIGHT] * 4, "80.00", (1,), False),
        ([RIGHT], "20.00", (), False),
        ([], "0.00", (1,), False),
    ],
)
def test_passing_needs_the_score_and_every_critical_question(
    answers: list[Any], percent: str, missed: tuple[int, ...], passed: bool
) -> None:
    result = score(FIVE, dict(enumerate(answers, 1)), 80)
    assert (result.score, result.missed_critical, result.passed) == (Decimal(percent), missed, passed)


def test_a_critical_question_partly_right_is_missed() -> None:
    items = [item("multiple", critical=True), *(item() for _ in range(9))]
    result = score(items, {1: [mark("Akun")], **dict.fromkeys(range(2, 11), RIGHT)}, 80)
    assert (result.score, result.missed_critical, result.passed) == (Decimal("95.00"), (1,), False)


def test_a_pre_test_is_passed_whatever_was_answered() -> None:
    assert score(FIVE, {}, 0).passed


def test_the_score_counts_all_questions_shown_not_those_answered() -> None:
    assert score([item() for _ in range(3)], {2: RIGHT}, 80).score == Decimal("33.33")


def test_answers_to_positions_that_do_not_exist_are_worth_nothing() -> None:
    assert score([item()], {0: RIGHT, 2: RIGHT, -1: RIGHT}, 80).score == 0


def test_nothing_shown_is_nothing_scored() -> None:
    assert score([], {}, 80).score == 0
    assert not score([], {}, 80).passed


def test_every_kind_adds_up_to_a_hundred() -> None:
    items = [item(kind, critical=True) for kind in KINDS]
    result = score(items, {n: right_answer(content) for n, content in enumerate(items, 1)}, 100)
    assert result.score == 100
    assert result.passed


kinds = st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=6)


@given(kinds, st.dictionaries(st.integers(-2, 8), anything))
def test_whatever_comes_in_the_score_stays_between_0_and_100(names: list[str], answers: dict[int, Any]) -> None:
    assert 0 <= score([item(kind, True) for kind in names], answers, 80).score <= 100


@given(st.permutations(range(7)), st.sets(st.integers(0, 6)))
def test_the_score_does_not_depend_on_the_order_of_questions(order: list[int], right: set[int]) -> None:
    items = [item(kind) for kind in KINDS]
    answers = [right_answer(content) if n in right else None for n, content in enumerate(items)]
    straight = score(items, dict(enumerate(answers, 1)), 80)
    mixed = score([items[n] for n in order], dict(enumerate((answers[n] for n in order), 1)), 80)
    assert straight.score == mixed.score
