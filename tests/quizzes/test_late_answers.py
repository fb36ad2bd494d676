"""Answers that come after the session has ended, or from a page that was opened earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.attempts import finish_attempt, save_answer, stored_answers
from quizzes.models import Attempt
from quizzes.versions import contents
from tests.quizzes.builders import at, whole_form
from tests.quizzes.conftest import sign_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from lms.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


def answers_of_page(response: HttpResponse) -> int:
    return str(response.content).count(" checked")


@pytest.mark.parametrize("name", ["save", "finish"])
def test_answers_that_come_after_the_session_wait_for_the_same_learner(
    page: Client, attempt: Attempt, all_right: dict[int, Any], name: str
) -> None:
    learner = attempt.learner
    page.session.flush()
    sent = page.post(at(name, attempt), {**whole_form(attempt, all_right), "whole": "1"})
    assert sent.url == f"{reverse('account_login')}?next={at('attempt', attempt)}"
    assert stored_answers(attempt) == {}
    page.force_login(learner)
    back = page.get(at("attempt", attempt))
    assert back.text.count(" checked") == 7
    assert stored_answers(attempt) == {}  # looking changes nothing
    page.post(at("finish", attempt), {**whole_form(attempt, all_right), "whole": "1"})
    attempt.refresh_from_db()
    assert attempt.score == 100


def test_waiting_answers_are_not_shown_to_another_learner(
    page: Client, other_learner: User, attempt: Attempt, all_right: dict[int, Any]
) -> None:
    page.session.flush()
    page.post(at("save", attempt), whole_form(attempt, all_right))
    page.force_login(other_learner)
    assert page.get(at("attempt", attempt), follow=True).status_code == 404


def test_waiting_answers_are_forgotten_when_saved_and_never_read_when_forged(
    page: Client, attempt: Attempt, all_right: dict[int, Any]
) -> None:
    learner = attempt.learner
    page.session.flush()
    page.post(at("save", attempt), whole_form(attempt, all_right))
    name = next(name for name in page.cookies if name.startswith("kuis-"))
    page.force_login(learner)
    assert page.post(at("save", attempt), whole_form(attempt, all_right)).cookies[name].value == ""
    page.cookies[name] = "x" + "forged:by:somebody"
    finish_attempt(attempt=attempt)
    attempt.refresh_from_db()
    assert page.get(at("result", attempt)).status_code == 200


def test_a_forged_waiting_cookie_is_ignored(page: Client, attempt: Attempt) -> None:
    page.cookies[f"kuis-{attempt.pk.hex[:12]}"] = "eyJhIjoxfQ:1vabc:forged"
    assert " checked" not in page.get(at("attempt", attempt)).text


def test_waiting_answers_do_not_hide_newer_ones(page: Client, attempt: Attempt, all_right: dict[int, Any]) -> None:
    learner = attempt.learner
    wrong = next(choice["id"] for choice in contents(attempt.items)[0]["choices"] if choice["id"] != all_right[1])
    page.session.flush()
    page.post(at("save", attempt), {**whole_form(attempt, {1: wrong, 2: all_right[2]}), "sequence": "0"})
    save_answer(attempt=attempt, position=1, value=all_right[1], sequence=3)
    page.force_login(learner)
    text = page.get(at("attempt", attempt)).text
    assert f'value="{all_right[1]}" checked' in text
    assert f'value="{wrong}" checked' not in text
    assert text.count(" checked") == 1 + 2


def test_waiting_answers_that_are_too_long_are_spoken_of(
    page: Client, attempt: Attempt, all_right: dict[int, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizzes.waiting._LONGEST", 10)
    page.session.flush()
    next_page = page.post(at("save", attempt), whole_form(attempt, all_right), follow=True)
    assert [str(message) for message in next_page.context["messages"]] != []
    assert 'class="notice notice-warn"' in next_page.text
    assert not any(name.startswith("kuis-") for name in page.cookies)


@pytest.mark.parametrize("name", ["save", "finish"])
@pytest.mark.parametrize("sequence", ["0", "", "x", "-5", "9" * 40])
def test_a_page_opened_earlier_wipes_nothing(page: Client, attempt: Attempt, all_right: dict[int, Any], name: str, sequence: str) -> None:
    assert '<input type="hidden" name="sequence" value="0"' in page.get(at("attempt", attempt)).text
    for position, answer in all_right.items():
        save_answer(attempt=attempt, position=position, value=answer, sequence=position)
    page.post(at(name, attempt), {"whole": "1", "sequence": sequence})
    assert stored_answers(attempt) == all_right


def test_what_was_given_on_a_scripted_page_counts_and_the_rest_of_it_does_not(
    page: Client, attempt: Attempt, all_right: dict[int, Any]
) -> None:
    save_answer(attempt=attempt, position=1, value="lama", sequence=2)
    save_answer(attempt=attempt, position=2, value=all_right[2], sequence=2)
    page.post(at("finish", attempt), {**whole_form(attempt, {1: all_right[1]}), "whole": "1", "sequence": "0", "own": "1,3,7,4,x"})
    assert stored_answers(attempt) == {**dict.fromkeys(all_right, ""), 1: all_right[1], 2: all_right[2]}


def test_an_older_page_is_told_that_newer_answers_were_kept(page: Client, attempt: Attempt, all_right: dict[int, Any]) -> None:
    save_answer(attempt=attempt, position=1, value="lain", sequence=3)
    saved = page.post(at("save", attempt), {**whole_form(attempt, all_right), "sequence": "0"}, follow=True)
    assert 'class="notice notice-warn"' in saved.text
    assert stored_answers(attempt) == {**all_right, 1: "lain"}


@pytest.fixture
def strict(ready_learner: User) -> Client:
    """A browser in which the learner has signed in; it is asked for the token, as outside of tests."""
    return sign_in(Client(enforce_csrf_checks=True), ready_learner)


def outdated(form: dict[str, Any]) -> dict[str, Any]:
    """As a page sends it that was opened before somebody signed in again in another page."""
    return {**form, "csrfmiddlewaretoken": "x" * 64}


HERE = {"origin": "http://testserver"}


@pytest.mark.parametrize("name", ["save", "finish"])
def test_answers_of_a_page_opened_before_signing_in_again_wait_too(
    strict: Client, attempt: Attempt, all_right: dict[int, Any], name: str
) -> None:
    form = outdated({**whole_form(attempt, all_right), "whole": "1"})
    sent = strict.post(at(name, attempt), form, headers=HERE)
    assert sent.url == at("attempt", attempt)
    assert "no-store" in sent["Cache-Control"]
    assert stored_answers(attempt) == {}
    back = strict.get(sent.url)
    assert back.text.count(" checked") == 7
    assert "menunggu di sini untuk yang mengisinya" in back.text
    assert Attempt.objects.open().count() == 1


def test_answers_of_an_outdated_page_wait_for_the_sign_in_where_that_session_ended_as_well(
    strict: Client, attempt: Attempt, all_right: dict[int, Any]
) -> None:
    strict.logout()
    sent = strict.post(at("save", attempt), outdated(whole_form(attempt, all_right)), headers=HERE)
    assert sent.url == f"{reverse('account_login')}?next={at('attempt', attempt)}"
    assert "no-store" in sent["Cache-Control"]
    strict.force_login(attempt.learner)
    assert strict.get(at("attempt", attempt)).text.count(" checked") == 7


def test_answers_of_a_page_of_who_left_wait_for_them_and_the_next_person_is_told_whom(
    attempt: Attempt, all_right: dict[int, Any], other_learner: User
) -> None:
    phone = sign_in(Client(enforce_csrf_checks=True), other_learner)
    answer = phone.post(at("save", attempt), outdated(whole_form(attempt, all_right)), headers=HERE, follow=True)
    assert answer.status_code == 404
    assert " checked" not in answer.text
    assert "Ganti orang" in answer.text
    phone.force_login(attempt.learner)
    assert phone.get(at("attempt", attempt)).text.count(" checked") == 7


@pytest.mark.parametrize("headers", [{}, {"origin": "https://jahat.example"}, {"origin": "null"}])
def test_a_form_from_elsewhere_leaves_nothing_behind(
    strict: Client, attempt: Attempt, all_right: dict[int, Any], headers: dict[str, str]
) -> None:
    answer = strict.post(at("save", attempt), outdated(whole_form(attempt, all_right)), headers=headers)
    assert answer.status_code == 403
    assert not any(name.startswith("kuis-") for name in strict.cookies)
