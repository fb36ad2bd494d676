"""My data tells answers in the words that the learner chose, and nothing of the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.attempts import save_answer
from quizzes.own_data import attempts_section

if TYPE_CHECKING:
    from lms.accounts.models import User
    from quizzes.models import Attempt

pytestmark = pytest.mark.django_db


def test_answers_are_told_as_they_were_read_and_the_key_is_not(learner: User, attempt: Attempt, all_right: dict[int, object]) -> None:
    for position, value in all_right.items():
        save_answer(attempt=attempt, position=position, value=value, sequence=1)
    told = str(attempts_section(learner))
    words = ("Dengarkan", "Akun", "Salah", "Polisi", "Satu", "129", "Terima kasih")
    assert [word for word in words if word not in told] == []
    assert "KUNCI" not in told


def test_questions_left_open_are_not_told(learner: User, attempt: Attempt, all_right: dict[int, object]) -> None:
    save_answer(attempt=attempt, position=2, value=all_right[2], sequence=1)
    (told,) = attempts_section(learner)
    (answers,) = (value for value in told.values() if isinstance(value, dict))
    assert [question.partition(".")[0] for question in answers] == ["2"]
