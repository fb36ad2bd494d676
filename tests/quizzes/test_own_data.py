"""My data tells answers in the words that the learner chose, and nothing of the key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.utils.translation import gettext as _

from quizzes.attempts import save_answer
from quizzes.kinds import KINDS
from quizzes.own_data import attempts_section
from quizzes.versions import contents

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


@pytest.mark.parametrize("kind", KINDS)
def test_an_open_attempt_tells_what_was_answered_and_nothing_that_was_not(
    learner: User, attempt: Attempt, all_right: dict[int, Any], kind: str
) -> None:
    """A right choice that was not picked, items in their right order: each would be a piece of the key before handing in."""
    position, content = next((n, content) for n, content in enumerate(contents(attempt.items), 1) if content["kind"] == kind)

    def told(value: Any) -> str:
        save_answer(attempt=attempt, position=position, value=value, sequence=1)
        return next(text for section in attempts_section(learner) for text in section[str(_("answers"))].values())

    assert told("") == ""
    if kind == "multiple":
        wrong = next(choice for choice in content["choices"] if choice["id"] not in content["key"])
        assert told([wrong["id"]]) == wrong["text"]
        assert told([choice["id"] for choice in content["choices"]]) == "; ".join(sorted(choice["text"] for choice in content["choices"]))
    if kind == "ordering":
        turned = {one: place for place, one in enumerate(reversed(content["key"]), 1)}
        assert told(turned) == "1. Lima; 2. Empat; 3. Tiga; 4. Dua; 5. Satu"
        assert told(dict.fromkeys(content["key"], 1)) == "1. Dua; 1. Empat; 1. Lima; 1. Satu; 1. Tiga"
