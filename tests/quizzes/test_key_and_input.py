"""The key stays with us before handing in; what is sent by a stranger hand does no harm."""

from __future__ import annotations

import re
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from django.core.signing import b64_decode
from django.urls import reverse

from quizzes.attempts import finish_attempt, save_answer, stored_answers
from quizzes.models import Attempt
from quizzes.versions import contents
from tests.quizzes.builders import at, one, right_answer, whole_form

if TYPE_CHECKING:
    from django.test import Client

    from lms.accounts.models import User
    from quizzes.models import Quiz

pytestmark = pytest.mark.django_db


def test_the_key_is_in_no_answer_of_the_server_before_handing_in(page: Client, quiz: Quiz) -> None:
    start = reverse("quizzes:start", args=[quiz.pk])
    page.post(start)
    attempt = Attempt.objects.get()
    answers = {n: right_answer(content) for n, content in enumerate(contents(attempt.items), 1)}
    responses = [page.get(start), page.get(at("attempt", attempt)), page.post(at("save_answer", attempt), one(attempt, 1, answers[1]))]
    page.post(at("save", attempt), whole_form(attempt, answers))
    responses += [page.get(at("attempt", attempt)), page.get(at("finish", attempt)), page.get(at("result", attempt))]
    for response in responses:
        assert not re.search("kunci", response.text + str(response.headers), re.IGNORECASE)
        assert not re.search(r"correct|data-(key|right)|feedback", response.text)
    page.post(at("finish", attempt))
    assert "KUNCI" in page.get(at("result", attempt)).text  # the twin: it would have been found


def test_answers_that_wait_in_a_cookie_are_read_by_nobody_who_has_the_phone(
    page: Client, attempt: Attempt, all_right: dict[int, Any]
) -> None:
    """Neither by the next person on a shared phone nor, for what their order may tell, by the learner."""
    page.session.flush()
    page.post(at("save", attempt), whole_form(attempt, all_right))
    (sealed,) = (cookie.value for name, cookie in page.cookies.items() if name.startswith("kuis-"))
    read = b64_decode(sealed.split(":")[0].strip(".=").encode())
    with suppress(zlib.error):
        read = zlib.decompress(read)
    assert len(read) > 100
    assert not re.search(rb"answers|[0-9a-f]{8}", read)


def test_right_and_wrong_choices_look_the_same_in_the_page(page: Client, attempt: Attempt) -> None:
    text = page.get(at("attempt", attempt)).text
    labels = re.findall(r'<label class="choice"><input type="radio" name="s1" value="[0-9a-f]{8}"><span>', text)
    assert len(labels) == 3


@pytest.mark.parametrize(
    "form",
    [
        {"position": "99", "sequence": "1", "s99": "x"},
        {"position": "0", "sequence": "1"},
        {"position": "-1", "sequence": "1"},
        {"position": "1", "sequence": "0"},
        {"position": "1", "sequence": "99999999999"},
        {"position": "x", "sequence": "1"},
        {"position": "1"},
        {},
        {"position": "1\x00", "sequence": "1"},
        {"position": "1e3", "sequence": "1"},
    ],
)
def test_what_is_no_answer_of_this_attempt_is_not_acknowledged(page: Client, attempt: Attempt, form: dict[str, str]) -> None:
    response = page.post(at("save_answer", attempt), form)
    assert (response.status_code, response.json()["state"]) == (400, "unknown")
    assert response.json()["message"]
    assert stored_answers(attempt) == {}


def test_score_and_outcome_cannot_be_sent_along(page: Client, attempt: Attempt, other_learner: User) -> None:
    hostile = {
        "score": "100",
        "passed": "true",
        "missed_critical": "0",
        "number": "9",
        "pass_mark": "0",
        "learner": str(other_learner.pk),
        "finished_at": "",
        "items": "[]",
        "seed": "1",
        "whole": "1",
    }
    page.post(at("save_answer", attempt), {**hostile, "position": "1", "sequence": "1"})
    page.post(at("save", attempt), hostile)
    page.post(at("finish", attempt), hostile)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.passed, attempt.pass_mark, attempt.number, len(attempt.items)) == (0, False, 80, 1, 7)
    assert attempt.learner_id != other_learner.pk


def test_a_subset_of_right_answers_is_scored_over_all_questions(page: Client, attempt: Attempt, all_right: dict[int, Any]) -> None:
    page.post(at("finish", attempt), {**whole_form(attempt, {1: all_right[1]}), "whole": "1"})
    attempt.refresh_from_db()
    assert (str(attempt.score), attempt.passed) == ("14.29", False)


def test_a_finished_attempt_is_not_opened_again(page: Client, attempt: Attempt, all_right: dict[int, Any]) -> None:
    finish_attempt(attempt=attempt)
    late = page.post(at("save_answer", attempt), one(attempt, 1, all_right[1]))
    assert (late.status_code, late.json()["state"]) == (409, "finished")
    page.post(at("save", attempt), whole_form(attempt, all_right))
    page.post(at("finish", attempt), {**whole_form(attempt, all_right), "whole": "1"})
    attempt.refresh_from_db()
    assert attempt.score == 0


def test_an_answer_that_the_question_does_not_offer_is_not_acknowledged(page: Client, attempt: Attempt, all_right: dict[int, Any]) -> None:
    """It would be kept as no answer, and told as saved."""
    save_answer(attempt=attempt, position=1, value=all_right[1], sequence=1)
    for position, form in (
        (1, {"s1": "<script>alert(1)</script>"}),
        (2, {"s2": "x"}),
        (4, {"s4-x": "y"}),
        (5, {f"s5-{min(all_right[5])}": "99"}),
    ):
        response = page.post(at("save_answer", attempt), {"position": position, "sequence": "2", **form})
        assert (response.status_code, response.json()["state"]) == (400, "unknown")
    assert stored_answers(attempt) == {1: all_right[1]}


def test_an_answer_that_is_taken_back_is_acknowledged(page: Client, attempt: Attempt, all_right: dict[int, Any]) -> None:
    for position, form in ((2, {}), (4, {f"s4-{min(all_right[4])}": ""}), (6, {"s6": " "})):
        save_answer(attempt=attempt, position=position, value=all_right[position], sequence=1)
        assert page.post(at("save_answer", attempt), {"position": position, "sequence": "2", **form}).json()["state"] == "saved"
    assert set(stored_answers(attempt).values()) == {""}


def test_an_answer_in_a_page_that_the_question_does_not_offer_is_kept_as_none(page: Client, attempt: Attempt) -> None:
    page.post(at("save", attempt), {"s1": "<script>alert(1)</script>", "s2": "x"})
    assert set(stored_answers(attempt).values()) == {""}


def test_a_short_answer_is_cut_and_shown_as_text(page: Client, attempt: Attempt) -> None:
    page.post(at("save_answer", attempt), {"position": "6", "sequence": "1", "s6": '"><script>' + "x" * 500 + "\x00"})
    assert len(stored_answers(attempt)[6]) == 200
    finish_attempt(attempt=attempt)
    assert "<script>x" not in page.get(at("result", attempt)).text


def test_an_older_answer_that_arrives_late_is_told_what_is_kept(page: Client, attempt: Attempt, all_right: dict[int, Any]) -> None:
    save_answer(attempt=attempt, position=1, value=all_right[1], sequence=5)
    other = next(choice["id"] for choice in contents(attempt.items)[0]["choices"] if choice["id"] != all_right[1])
    late = page.post(at("save_answer", attempt), one(attempt, 1, other, 2))
    assert late.json() == {"position": 1, "sequence": 5, "state": "saved"}
    assert stored_answers(attempt)[1] == all_right[1]


def test_saving_needs_the_csrf_token(attempt: Attempt, learner: User) -> None:
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(learner)
    assert strict.post(at("save_answer", attempt), one(attempt, 1, "x")).status_code == 403
