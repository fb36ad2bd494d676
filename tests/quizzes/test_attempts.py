from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, ModelLogEntry

from quizzes import signals
from quizzes.answered_pages import Page
from quizzes.attempts import (
    AttemptFinished,
    AttemptLimitReached,
    NothingToDraw,
    close_abandoned,
    finish_attempt,
    kept_answers,
    newest,
    recompute,
    save_answer,
    save_answers,
    start_attempt,
    stored_answers,
)
from quizzes.models import Attempt, AttemptAnswer, Choice, Question
from quizzes.standing import standings
from quizzes.versions import contents
from tests.quizzes.builders import ROWS, make_question, make_quiz

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from lms.accounts.models import User
    from modules.models import Module, Path
    from quizzes.models import QuestionBank, Quiz

pytestmark = pytest.mark.django_db
NOON = "2026-11-23 12:00+07:00"


# Starting ------------------------------------------------------------------------------------------------


def test_an_attempt_draws_by_the_blueprint_and_numbers_itself(learner: User, quiz: Quiz) -> None:
    attempt = start_attempt(learner=learner, quiz=quiz)
    assert [content["kind"] for content in contents(attempt.items)] == list(ROWS)
    assert (attempt.number, attempt.quiz_key, attempt.pass_mark, attempt.entered_by) == (1, quiz.translation_key, 80, learner)


def test_starting_again_gives_the_open_attempt(learner: User, quiz: Quiz) -> None:
    assert start_attempt(learner=learner, quiz=quiz) == start_attempt(learner=learner, quiz=quiz)
    assert Attempt.objects.count() == 1


def test_a_device_that_sends_its_start_again_later_gets_the_finished_attempt(learner: User, quiz: Quiz) -> None:
    key = uuid4()
    finish_attempt(attempt=start_attempt(learner=learner, quiz=quiz, attempt_id=key))
    assert start_attempt(learner=learner, quiz=quiz, attempt_id=key).pk == key
    assert Attempt.objects.count() == 1


def test_the_id_of_another_learners_attempt_is_neither_shown_nor_taken(learner: User, other_learner: User, quiz: Quiz) -> None:
    theirs = start_attempt(learner=other_learner, quiz=quiz)
    mine = start_attempt(learner=learner, quiz=quiz, attempt_id=theirs.pk)
    assert mine.pk != theirs.pk
    assert mine.learner == learner


def test_starting_costs_the_same_however_large_the_bank(
    learner: User, quiz: Quiz, bank: QuestionBank, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(15):
        make_question(bank, prompt=f"Tambahan {number}?")
    with django_assert_max_num_queries(6):  # history, blueprint, questions, insert and its savepoint
        start_attempt(learner=learner, quiz=quiz)


def test_nothing_published_is_nothing_to_draw(learner: User, quiz: Quiz) -> None:
    Question.objects.update(live=False)
    with pytest.raises(NothingToDraw):
        start_attempt(learner=learner, quiz=quiz)
    assert not Attempt.objects.exists()


def test_questions_come_in_the_language_of_the_quiz(learner: User, quiz: Quiz, bank: QuestionBank) -> None:
    ngaju = Locale.objects.create(language_code="nij")
    make_question(bank, prompt="Soal lain bahasa?")
    Question.objects.filter(prompt="Soal lain bahasa?").update(locale=ngaju)
    assert all(content["prompt"] != "Soal lain bahasa?" for content in contents(start_attempt(learner=learner, quiz=quiz).items))


def test_after_three_attempts_comes_a_rest_then_a_new_round(learner: User, quiz: Quiz) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(3):
            finish_attempt(attempt=start_attempt(learner=learner, quiz=quiz))
        with pytest.raises(AttemptLimitReached) as stopped:
            start_attempt(learner=learner, quiz=quiz)
        assert stopped.value.rests_until == timezone.now() + timedelta(hours=24)
        clock.shift(timedelta(hours=24, seconds=1))
        assert start_attempt(learner=learner, quiz=quiz).number == 4


def test_what_was_met_before_is_drawn_last(learner: User, module: Module, bank: QuestionBank) -> None:
    for number in range(5):
        make_question(bank, prompt=f"Lagi {number}?", topic="dua")
    quiz = make_quiz(module, [{"bank": bank, "topic": "dua", "number": 2}])
    first = finish_attempt(attempt=start_attempt(learner=learner, quiz=quiz))
    assert not set(first.items) & set(start_attempt(learner=learner, quiz=quiz).items)


def test_staff_who_start_for_a_learner_stand_in_the_record_and_the_log(learner: User, officer: User, quiz: Quiz) -> None:
    attempt = start_attempt(learner=learner, quiz=quiz, acting_user=officer)
    assert attempt.entered_by == officer
    assert ModelLogEntry.objects.get(action="quizzes.start_attempt").user == officer


# Answering -----------------------------------------------------------------------------------------------


def test_an_answer_is_kept_in_one_query(attempt: Attempt, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert save_answer(attempt=attempt, position=1, value={"a": [1, "é"]}, sequence=3) == 3
    assert stored_answers(attempt) == {1: {"a": [1, "é"]}}
    assert newest(kept_answers(attempt)) == 3
    assert AttemptAnswer.objects.get().saved_at <= timezone.now()


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 3, 1, 2)])
def test_the_newest_sequence_wins_in_whatever_order_answers_arrive(attempt: Attempt, order: tuple[int, ...]) -> None:
    kept = [save_answer(attempt=attempt, position=2, value=f"jawaban {n}", sequence=n) for n in order]
    assert stored_answers(attempt) == {2: "jawaban 3"}
    assert kept[-1] == 3


def test_of_two_pages_that_counted_alike_the_one_heard_last_is_kept_as_it_was_told(attempt: Attempt) -> None:
    """Its acknowledgement would say that it is kept, while the other's was."""
    assert [save_answer(attempt=attempt, position=2, value=value, sequence=4) for value in ("satu", "dua")] == [4, 4]
    assert stored_answers(attempt) == {2: "dua"}


@pytest.mark.parametrize(("position", "sequence"), [(0, 1), (8, 1), (-1, 1), (1, 0), (1, 2**31)])
def test_positions_and_sequences_outside_are_refused(attempt: Attempt, position: int, sequence: int) -> None:
    with pytest.raises(ValueError, match=r"position|sequence"):
        save_answer(attempt=attempt, position=position, value="x", sequence=sequence)
    assert not AttemptAnswer.objects.exists()


def test_a_finished_attempt_takes_no_answer_even_from_a_page_that_does_not_know(attempt: Attempt) -> None:
    unaware = Attempt.objects.get(pk=attempt.pk)
    finished = finish_attempt(attempt=attempt)
    for late in (finished, unaware):
        with pytest.raises(AttemptFinished):
            save_answer(attempt=late, position=1, value="x", sequence=9)
        with pytest.raises(AttemptFinished):
            save_answers(attempt=late, answers={1: "x"})
    assert not AttemptAnswer.objects.exists()


def test_a_page_of_answers_stands_over_what_was_there(attempt: Attempt) -> None:
    save_answer(attempt=attempt, position=1, value="lama", sequence=40)
    assert save_answers(attempt=attempt, answers={1: "", 2: "baru", 99: "di luar"}, page=Page(40))
    assert stored_answers(attempt) == {1: "", 2: "baru"}
    assert newest(kept_answers(attempt)) == 41


@pytest.mark.parametrize(
    ("page", "given", "kept"),
    [
        (Page(4), "", "lama"),
        (Page(4), "lain", "lama"),
        (Page(5), "", ""),
        (Page(5), "lain", "lain"),
        (Page(None), "", "lama"),
        (Page(None), "lain", "lain"),
        (Page(0, {1: 5}), "lain", "lain"),  # given on that page itself
        (Page(9, {1: 4}), "", "lama"),
        (Page(0, {2: 9}), "", "lama"),
    ],
)
def test_an_older_page_undoes_nothing(attempt: Attempt, page: Page, given: str, kept: str) -> None:
    save_answer(attempt=attempt, position=1, value="lama", sequence=5)
    save_answers(attempt=attempt, answers={1: given}, page=page)
    assert stored_answers(attempt) == {1: kept}
    finish_attempt(attempt=attempt, answers={1: given}, page=page)
    assert stored_answers(attempt) == {1: kept}


def test_handing_in_an_older_page_scores_what_was_saved_later(attempt: Attempt, all_right: dict[int, Any]) -> None:
    for position, value in all_right.items():
        save_answer(attempt=attempt, position=position, value=value, sequence=position)
    assert finish_attempt(attempt=attempt, answers=dict.fromkeys(all_right, ""), page=Page(0)).score == 100


# Handing in ----------------------------------------------------------------------------------------------


def test_everything_right_is_a_hundred_and_passed(attempt: Attempt, all_right: dict[int, Any]) -> None:
    finished = finish_attempt(attempt=attempt, answers=all_right)
    assert (finished.score, finished.passed, finished.missed_critical) == (Decimal("100.00"), True, 0)


def test_a_critical_question_missed_is_not_passed(attempt: Attempt, all_right: dict[int, Any]) -> None:
    finished = finish_attempt(attempt=attempt, answers={**all_right, 1: None})
    assert finished.score > 80
    assert (finished.passed, finished.missed_critical) == (False, 1)


def test_a_second_hand_in_changes_nothing(attempt: Attempt, all_right: dict[int, Any]) -> None:
    first = finish_attempt(attempt=attempt, answers={1: all_right[1]})
    second = finish_attempt(attempt=attempt, answers=all_right)
    assert (first.score, first.finished_at) == (second.score, second.finished_at)
    assert stored_answers(attempt) == {1: all_right[1]}


def test_autosaved_answers_count_when_handing_in(attempt: Attempt, all_right: dict[int, Any]) -> None:
    for position, value in all_right.items():
        save_answer(attempt=attempt, position=position, value=value, sequence=position)
    assert finish_attempt(attempt=attempt).score == 100


@pytest.mark.parametrize("copies", [1, 6])
def test_handing_in_costs_the_same_however_many_questions(
    learner: User, module: Module, bank: QuestionBank, copies: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(copies * 3):
        make_question(bank, "multiple", prompt=f"Banyak {number}?", topic="dua")
    quiz = make_quiz(module, [{"bank": bank, "topic": "dua", "number": copies * 3}])
    attempt = start_attempt(learner=learner, quiz=quiz)
    with django_assert_max_num_queries(8):
        finish_attempt(attempt=attempt, answers={n: ["x"] for n in range(1, copies * 3 + 1)})


def test_finishing_is_told_once(attempt: Attempt) -> None:
    told = []

    def hear(sender: Any, attempt: Attempt, **kwargs: Any) -> None:
        told.append((attempt.pk, attempt.score))

    signals.attempt_finished.connect(hear)
    try:
        finish_attempt(attempt=attempt)
        finish_attempt(attempt=attempt)
    finally:
        signals.attempt_finished.disconnect(hear)
    assert told == [(attempt.pk, Decimal("0.00"))]


def test_recomputing_gives_the_same_score_also_after_the_question_was_edited(
    attempt: Attempt, all_right: dict[int, Any], bank: QuestionBank
) -> None:
    finished = finish_attempt(attempt=attempt, answers={**all_right, 2: ["lain"]})
    question = bank.questions.get(kind="single")
    question.choices = [Choice(sort_order=n, **{**row, "correct": n == 1}) for n, row in enumerate(ROWS["single"])]
    question.save_revision().publish()
    again = recompute(Attempt.objects.get(pk=attempt.pk))
    assert (again.score, again.passed, len(again.missed_critical)) == (finished.score, finished.passed, finished.missed_critical)


# Closing -------------------------------------------------------------------------------------------------


def test_an_abandoned_attempt_is_closed_with_the_answers_kept(
    attempt: Attempt, all_right: dict[int, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    save_answer(attempt=attempt, position=2, value=all_right[2], sequence=1)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        call_command("close_attempts")
        call_command("close_attempts")
    assert capsys.readouterr().out == "1 attempts closed\n0 attempts closed\n"
    attempt.refresh_from_db()
    assert attempt.score == Decimal("14.29")
    assert ModelLogEntry.objects.filter(action="quizzes.close_attempt").count() == 1


def test_an_attempt_that_was_touched_lately_stays_open(attempt: Attempt) -> None:
    Attempt.objects.update(started_at=timezone.now() - timedelta(days=30))
    save_answer(attempt=attempt, position=1, value="x", sequence=1)
    assert close_abandoned(older_than=timedelta(days=14)) == 0


def test_an_attempt_handed_in_at_the_same_moment_is_neither_counted_nor_logged(attempt: Attempt, other_learner: User, quiz: Quiz) -> None:
    start_attempt(learner=other_learner, quiz=quiz)
    Attempt.objects.update(started_at=timezone.now() - timedelta(days=30))

    def hand_in_the_rest(sender: Any, attempt: Attempt, **kwargs: Any) -> None:
        for left in Attempt.objects.open():
            finish_attempt(attempt=left)

    signals.attempt_finished.connect(hand_in_the_rest)
    try:
        assert close_abandoned(older_than=timedelta(days=14)) == 1
    finally:
        signals.attempt_finished.disconnect(hand_in_the_rest)
    assert ModelLogEntry.objects.filter(action="quizzes.close_attempt").count() == 1


# Standing ------------------------------------------------------------------------------------------------


def test_the_best_attempt_counts_and_rounds_are_counted(learner: User, quiz: Quiz, all_right: dict[int, Any], attempt: Attempt) -> None:
    best = finish_attempt(attempt=attempt, answers=all_right)
    worse = finish_attempt(attempt=start_attempt(learner=learner, quiz=quiz))
    standing = standings(learner, [quiz])[quiz.translation_key]
    assert worse.score == 0
    assert (standing.passed, standing.best_score, standing.best_attempt_id) == (True, Decimal("100.00"), best.pk)
    assert (standing.taken, standing.used, standing.left, standing.rests_until) == (2, 2, 1, None)


def test_a_passed_attempt_is_better_than_a_higher_score_that_did_not_pass(
    learner: User, quiz: Quiz, all_right: dict[int, Any], attempt: Attempt
) -> None:
    finish_attempt(attempt=attempt, answers={**all_right, 1: None})
    Attempt.objects.update(score=99)
    passed = start_attempt(learner=learner, quiz=quiz)
    finish_attempt(attempt=passed)
    Attempt.objects.filter(pk=passed.pk).update(score=85, passed=True)
    assert standings(learner, [quiz])[quiz.translation_key].best_score == 85


def test_standings_take_one_query_for_any_number_of_quizzes(
    learner: User, quiz: Quiz, attempt: Attempt, path: Path, bank: QuestionBank, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    quizzes = [quiz, *(make_quiz(path, [{"bank": bank, "number": 1}], purpose) for purpose in ("pre", "post", "refresher_30"))]
    with django_assert_num_queries(1):
        found = standings(learner, quizzes)
    assert found[quiz.translation_key].open_attempt_id == attempt.pk
    assert found[quizzes[1].translation_key].left == 3
    with django_assert_num_queries(0):
        assert standings(learner, []) == {}
