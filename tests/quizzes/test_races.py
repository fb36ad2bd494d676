"""Fifty at once, on a real database file with a connection each. Every guard has a twin that fails when the guard is off."""

from __future__ import annotations

import secrets
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from quizzes import attempts, signals
from quizzes.attempts import finish_attempt, kept_answers, newest, save_answer, start_attempt, stored_answers
from quizzes.models import Attempt
from quizzes.models.attempts import AttemptQuerySet
from tests.racing import AT_ONCE, at_once

if TYPE_CHECKING:
    from lms.accounts.models import User
    from quizzes.models import Quiz

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@contextmanager
def without(name: str) -> Iterator[None]:
    """Attempts without this constraint."""
    constraint = next(constraint for constraint in Attempt._meta.constraints if constraint.name == name)
    with connection.schema_editor() as editor:
        editor.remove_constraint(Attempt, constraint)
    try:
        yield
    finally:
        Attempt.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Attempt, constraint)


@pytest.fixture
def _slow_and_unnumbered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Starts that are sure to overlap, and that the numbers of attempts do not keep apart."""
    drawn = attempts._drawn

    def slow(*args: Any) -> Attempt:
        time.sleep(0.05)
        attempt = drawn(*args)
        attempt.number = secrets.randbelow(30_000)
        return attempt

    monkeypatch.setattr(attempts, "_drawn", slow)


def test_fifty_starts_make_one_attempt(learner: User, quiz: Quiz) -> None:
    for _ in range(3):
        started = at_once(lambda _n: start_attempt(learner=learner, quiz=quiz).pk)
        assert len(set(started)) == 1
        assert Attempt.objects.open().count() == 1
        finish_attempt(attempt=Attempt.objects.open().get())


@pytest.mark.usefixtures("_slow_and_unnumbered")
def test_starts_that_overlap_make_one_attempt(learner: User, quiz: Quiz) -> None:
    assert len(set(at_once(lambda _n: start_attempt(learner=learner, quiz=quiz).pk))) == 1
    assert Attempt.objects.count() == 1


@pytest.mark.usefixtures("_slow_and_unnumbered")
def test_without_their_constraint_starts_that_overlap_make_more_than_one(learner: User, quiz: Quiz) -> None:
    with without("one_open_attempt_per_quiz"):
        at_once(lambda _n: start_attempt(learner=learner, quiz=quiz).pk)
        assert Attempt.objects.count() > 1


def hand_in_fifty_times(attempt: Attempt, answers: dict[int, Any]) -> tuple[set[Any], int]:
    told: list[Any] = []

    def hear(sender: Any, attempt: Attempt, **kwargs: Any) -> None:
        told.append(attempt.pk)

    signals.attempt_finished.connect(hear)
    try:
        results = at_once(lambda n: finish_attempt(attempt=attempt, answers=answers if n % 2 else {}))
    finally:
        signals.attempt_finished.disconnect(hear)
    return {(result.score, result.finished_at) for result in results}, len(told)


def test_fifty_hand_ins_give_one_result(attempt: Attempt, all_right: dict[int, Any]) -> None:
    results, told = hand_in_fifty_times(attempt, all_right)
    assert (len(results), told) == (1, 1)
    assert attempts.recompute(Attempt.objects.get()).score == Attempt.objects.get().score


def test_without_its_lock_fifty_hand_ins_give_more_than_one(
    attempt: Attempt, all_right: dict[int, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    score = attempts.score

    def slow_score(*args: Any) -> Any:
        time.sleep(0.05)
        return score(*args)

    monkeypatch.setattr(attempts, "score", slow_score)
    monkeypatch.setattr(attempts, "transaction", SimpleNamespace(atomic=nullcontext))
    monkeypatch.setattr(AttemptQuerySet, "select_for_update", lambda rows, **kwargs: rows, raising=False)
    _results, told = hand_in_fifty_times(attempt, all_right)
    assert told > 1


def test_of_fifty_saves_at_once_the_newest_is_kept(attempt: Attempt) -> None:
    at_once(lambda n: save_answer(attempt=attempt, position=n % 2 + 1, value=f"jawaban {n}", sequence=n + 1))
    assert stored_answers(attempt) == {1: "jawaban 48", 2: "jawaban 49"}
    assert newest(kept_answers(attempt)) == 50


def test_saves_against_a_hand_in_are_either_graded_or_refused(attempt: Attempt, all_right: dict[int, Any]) -> None:
    def act(n: int) -> str:
        if n == AT_ONCE // 2:
            finish_attempt(attempt=attempt)
            return "finished"
        try:
            save_answer(attempt=attempt, position=n % 7 + 1, value=all_right[n % 7 + 1], sequence=n + 1)
        except attempts.AttemptFinished:
            return "refused"
        return "saved"

    outcome = Counter(at_once(act))
    assert outcome["finished"] == 1
    assert outcome["saved"] + outcome["refused"] == AT_ONCE - 1
    finished = Attempt.objects.get()
    assert attempts.recompute(finished).score == finished.score
