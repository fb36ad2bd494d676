from __future__ import annotations

import pytest

from quizzes.content_files import BankFiles, branch_problems, giveaway_problems, key_problems
from quizzes.content_schema import BlueprintRow, Question


def scenario(*destinations: str | None) -> Question:
    """A scenario whose first step leads there; its first choice is the right one."""
    ends = [{"text": text, "correct": text == "Tunggu", "feedback": "Baik."} for text in ("Tunggu", "Desak")]
    choices = [{"text": f"Pilihan {n}", "correct": n == 0, "feedback": "Baik.", "next": to} for n, to in enumerate(destinations)]
    steps = [{"id": "a", "text": "Awal", "choices": choices}, *({"id": one, "text": one, "choices": ends} for one in ("b", "c", "d"))]
    words = {"topic": "topik", "kind": "scenario", "prompt": "Apa?", "explanation": "Begini.", "lesson": "u1-1"}
    return Question.model_validate({"id": "u1-q01", **words, "steps": steps})


@pytest.mark.parametrize("destinations", [("b", "c", "c"), ("b", "b", "c"), ("b", None, None), ("b", "b", "c", "c", "d"), ("b", "c", None)])
def test_a_choice_that_stands_apart_by_where_it_leads_is_found(destinations: tuple[str | None, ...]) -> None:
    assert len(list(branch_problems("bank", [scenario(*destinations)]))) == 1


@pytest.mark.parametrize("destinations", [("b", "b", "b"), (None, None, None), ("b", "c", "d"), ("b", "c"), ("b", "c", "c", "b")])
def test_choices_that_lead_alike_are_fine(destinations: tuple[str | None, ...]) -> None:
    assert not list(branch_problems("bank", [scenario(*destinations)]))


def test_a_choice_after_which_the_story_is_longer_is_found() -> None:
    question = scenario("b", "c")
    for choice in question.steps[1].choices:
        choice.next = "d"
    assert len(list(branch_problems("bank", [question]))) == 1


def test_no_scenario_of_the_starter_content_gives_its_key_away() -> None:
    files = BankFiles()
    for shape in [*files.banks.values(), *files.tests.values()]:
        assert not list(branch_problems("bank", shape.questions))


def singles(*right: str) -> list[Question]:
    """Questions of one choice each, the right one as given, its place moving on; the others are six letters long."""
    words = {"topic": "topik", "kind": "single", "prompt": "Apa?", "explanation": "Begini.", "lesson": "u1-1"}
    made = []
    for number, text in enumerate(right):
        choices = [{"text": f"Pilih {n}", "feedback": "Baik."} for n in range(3)]
        choices[number % 3] = {"text": text, "feedback": "Baik.", "correct": True}
        made.append(Question.model_validate({"id": f"u1-q{number:02}", **words, "choices": choices}))
    return made


def test_a_bank_whose_right_choice_is_mostly_the_longest_is_found() -> None:
    assert "longest in 4 of 6" in "".join(key_problems("bank", singles(*["Lebih panjang"] * 4, "Ya", "Ya")))


def test_a_bank_whose_right_choice_is_the_longest_half_the_time_is_fine() -> None:
    assert not list(key_problems("bank", singles(*["Lebih panjang"] * 3, "Ya", "Ya", "Ya")))


def test_a_bank_whose_right_choice_stands_mostly_in_one_place_is_found() -> None:
    questions = singles(*["Ya"] * 6)
    for question in questions[:4]:
        question.choices.sort(key=lambda choice: not choice.correct)
    assert "one position" in "".join(key_problems("bank", questions))


def asking(question_id: str, *accepted: str) -> Question:
    words = {"topic": "nomor", "kind": "short", "prompt": "Nomor mana?", "explanation": "Begini.", "lesson": "u1-1"}
    return Question.model_validate({"id": question_id, **words, "accepted": accepted})


def telling(question_id: str, number: str) -> Question:
    """A question that shows the number among what it offers."""
    choices = [{"text": text, "correct": text == "112", "feedback": "Baik."} for text in ("112", f"SAPA {number}", "1290")]
    words = {"topic": "nomor", "kind": "single", "prompt": "Bahaya. Ke mana?", "explanation": "Begini.", "lesson": "u1-1"}
    return Question.model_validate({"id": question_id, **words, "choices": choices})


def rows(*numbers: int, banks: tuple[str | None, ...] = (None,)) -> list[BlueprintRow]:
    return [BlueprintRow(bank=bank, topic="nomor", number=number) for bank, number in zip(banks, numbers, strict=True)]


ASKS, TELLS = asking("u1-q01", "129"), telling("u1-q02", "129")


def test_an_answer_that_another_question_of_the_same_quiz_shows_is_found() -> None:
    assert list(giveaway_problems("bank U1", rows(2), {None: [ASKS, TELLS]})) == ["bank U1/u1-q02: holds the answer of u1-q01"]


def test_questions_of_which_a_quiz_holds_one_may_show_each_others_answers() -> None:
    assert not list(giveaway_problems("bank U1", rows(1), {None: [ASKS, TELLS]}))


def test_an_answer_that_a_question_of_another_bank_shows_in_the_same_test_is_found() -> None:
    pools = {None: [], "U1": [ASKS], "U2": [TELLS]}
    assert list(giveaway_problems("post", rows(1, 1, banks=("U1", "U2")), pools)) == ["post/u1-q02: holds the answer of u1-q01"]


def test_a_question_that_no_row_of_the_test_draws_may_show_anything() -> None:
    pools = {None: [], "U1": [ASKS], "U2": [TELLS]}
    assert not list(giveaway_problems("post", rows(2, banks=("U1",)), pools))


def test_two_questions_of_one_test_that_ask_for_the_same_are_found() -> None:
    pools = {None: [], "U1": [ASKS], "U2": [asking("u2-q01", "SAPA 129", "129")]}
    found = list(giveaway_problems("post", rows(1, 1, banks=("U1", "U2")), pools))
    assert found == ["post/u2-q01: holds the answer of u1-q01", "post/u1-q01: holds the answer of u2-q01"]


def test_no_test_of_a_path_asks_what_another_of_its_questions_answers() -> None:
    files = BankFiles()
    banks = {key: bank.questions for key, bank in files.banks.items()}
    for tests in files.tests.values():
        for test in tests.tests:
            assert not list(giveaway_problems(f"{tests.path}/{test.purpose}", test.blueprint, {None: tests.questions, **banks}))
