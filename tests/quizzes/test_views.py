from __future__ import annotations

import gzip
import re
from datetime import timedelta
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from modules.models import LessonCompletion
from quizzes.attempts import finish_attempt, save_answer, start_attempt, stored_answers
from quizzes.models import Attempt, Purpose, Question
from quizzes.versions import contents
from tests.quizzes.builders import make_quiz, posted, right_answer

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from lms.accounts.models import User
    from modules.models import Module, Path
    from quizzes.models import QuestionBank, Quiz

pytestmark = pytest.mark.django_db
NAMES = ("attempt", "save_answer", "save", "finish", "result")


def at(name: str, attempt: Attempt) -> str:
    return reverse(f"quizzes:{name}", args=[attempt.pk])


def whole_form(attempt: Attempt, answers: dict[int, Any]) -> dict[str, Any]:
    form: dict[str, Any] = {}
    for position, content in enumerate(contents(attempt.items), 1):
        if position in answers:
            form |= posted(content, f"s{position}", answers[position])
    return form


def one(attempt: Attempt, position: int, answer: Any, sequence: int = 1) -> dict[str, Any]:
    return {"position": position, "sequence": sequence, **posted(contents(attempt.items)[position - 1], f"s{position}", answer)}


# The way through ------------------------------------------------------------------------------------------


def test_the_whole_way_without_script(page: Client, quiz: Quiz) -> None:
    start = reverse("quizzes:start", args=[quiz.pk])
    assert "7 " in page.get(start).text
    opened = page.post(start)
    attempt = Attempt.objects.get()
    assert opened.url == at("attempt", attempt)
    answers = {n: right_answer(content) for n, content in enumerate(contents(attempt.items), 1)}
    some = {n: answers[n] for n in (1, 2)}
    assert page.post(at("save", attempt), whole_form(attempt, some)).url == at("attempt", attempt)
    assert page.post(at("save", attempt), {**whole_form(attempt, some), "review": "1"}).url == at("finish", attempt)
    overview = page.get(at("finish", attempt)).text
    assert overview.count("#soal-") == 5
    assert "#soal-3" in overview
    page.post(at("save", attempt), whole_form(attempt, answers))
    handed_in = page.post(at("finish", attempt))
    assert handed_in.url == at("result", attempt)
    assert "100" in page.get(handed_in.url).text
    attempt.refresh_from_db()
    assert attempt.passed


def test_the_whole_way_with_script(page: Client, attempt: Attempt, all_right: dict[int, Any]) -> None:
    for position, answer in all_right.items():
        saved = page.post(at("save_answer", attempt), one(attempt, position, answer, position))
        assert saved.json() == {"position": position, "sequence": position, "state": "saved"}
    page.post(at("finish", attempt), {**whole_form(attempt, all_right), "whole": "1"})
    attempt.refresh_from_db()
    assert attempt.score == 100


def test_coming_back_finds_the_answers_in_the_page(page: Client, attempt: Attempt, all_right: dict[int, Any]) -> None:
    page.post(at("save", attempt), whole_form(attempt, all_right))
    text = page.get(at("attempt", attempt)).text
    assert text.count(" checked") == 1 + 2 + 1 + 3
    assert text.count(" selected") == 3 + 5
    assert 'value="129"' in text
    assert 'data-sequence="1"' in text


def test_the_result_says_what_was_right_and_why(page: Client, attempt: Attempt, all_right: dict[int, Any]) -> None:
    finish_attempt(attempt=attempt, answers={n: answer for n, answer in all_right.items() if n not in (1, 6)})
    text = page.get(at("result", attempt)).text
    for words in (
        "KUNCI penjelasan",
        "KUNCI umpan balik benar",
        "KUNCI tunggu",
        "/modul/u1/pelajaran-1/",
        "Soal single satu?",
        "/belajar/",
    ):
        assert words in text
    assert text.count("#soal-1") == 1  # the critical question is named


def test_a_finished_attempt_leads_to_its_result_and_an_open_one_to_its_questions(page: Client, attempt: Attempt) -> None:
    assert page.get(at("result", attempt)).url == at("attempt", attempt)
    finish_attempt(attempt=attempt)
    for name in ("attempt", "finish"):
        assert page.get(at(name, attempt)).url == at("result", attempt)
    assert page.post(at("save", attempt), {}).url == at("result", attempt)
    assert page.post(at("finish", attempt)).url == at("result", attempt)


def test_the_start_page_tells_of_the_rest_and_what_to_read(page: Client, learner: User, quiz: Quiz) -> None:
    for _ in range(3):
        finish_attempt(attempt=start_attempt(learner=learner, quiz=quiz))
    text = page.get(reverse("quizzes:start", args=[quiz.pk])).text
    assert "/modul/u1/pelajaran-1/" in text
    assert "<form" not in text.split("<main")[1].split("</main>")[0]
    assert page.post(reverse("quizzes:start", args=[quiz.pk])).url == reverse("quizzes:start", args=[quiz.pk])
    assert Attempt.objects.count() == 3


def test_a_quiz_that_is_not_ready_says_so(page: Client, quiz: Quiz) -> None:
    Question.objects.update(live=False)
    assert page.post(reverse("quizzes:start", args=[quiz.pk]), follow=True).status_code == 200
    assert not Attempt.objects.exists()


def test_a_double_tap_on_start_is_one_attempt(page: Client, quiz: Quiz) -> None:
    form = {"attempt": str(uuid4())}
    assert len({page.post(reverse("quizzes:start", args=[quiz.pk]), form).url for _ in range(5)}) == 1
    assert str(Attempt.objects.get().pk) == form["attempt"]


# Who may --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_another_learners_attempt_is_not_found(stranger: Client, attempt: Attempt, name: str) -> None:
    assert stranger.get(at(name, attempt)).status_code in (404, 405)
    assert stranger.post(at(name, attempt), one(attempt, 1, "x")).status_code in (404, 405)
    attempt.refresh_from_db()
    assert attempt.finished_at is None
    assert stored_answers(attempt) == ({}, 0)


@pytest.mark.parametrize("name", NAMES)
def test_staff_do_not_take_part_in_an_attempt(client: Client, officer: User, attempt: Attempt, name: str) -> None:
    from tests.quizzes.conftest import sign_in

    assert sign_in(client, officer).post(at(name, attempt), one(attempt, 1, "x")).status_code in (404, 405)


@pytest.mark.parametrize("name", NAMES)
def test_nobody_signed_in_is_led_to_sign_in_and_back_to_the_questions(client: Client, attempt: Attempt, name: str) -> None:
    response = client.post(at(name, attempt)) if name == "save_answer" else client.get(at(name, attempt))
    if name == "save_answer":
        assert (response.status_code, response.json()) == (401, {"state": "sign-in"})
    elif name == "save":
        assert response.status_code in (302, 405)
    else:
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["attempt", "finish", "result"])
def test_nothing_personal_is_kept_by_a_cache(page: Client, attempt: Attempt, name: str) -> None:
    assert "no-store" in page.get(at(name, attempt)).get("Cache-Control", "")
    assert "no-store" in page.get(reverse("quizzes:start", args=[attempt.quiz_id]))["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "method"), [("attempt", "post"), ("save_answer", "get"), ("save", "get"), ("finish", "put"), ("result", "post")]
)
def test_the_wrong_method_is_refused(page: Client, attempt: Attempt, name: str, method: str) -> None:
    assert getattr(page, method)(at(name, attempt)).status_code == 405


def test_an_unknown_attempt_looks_like_another_learners(page: Client) -> None:
    assert page.get(reverse("quizzes:attempt", args=[uuid4()])).status_code == 404


def test_a_quiz_of_an_unpublished_module_is_not_found(page: Client, quiz: Quiz, module: Module) -> None:
    module.unpublish()
    assert page.get(reverse("quizzes:start", args=[quiz.pk])).status_code == 404


def test_a_quiz_is_not_begun_before_its_lessons(page: Client, quiz: Quiz, learner: User) -> None:
    LessonCompletion.objects.filter(learner=learner).first().delete()
    start = reverse("quizzes:start", args=[quiz.pk])
    assert "/modul/u1/pelajaran-" in page.get(start).text
    page.post(start)
    assert not Attempt.objects.exists()


def test_a_post_test_is_not_begun_before_everything_else(page: Client, path: Path, quiz: Quiz, bank: QuestionBank) -> None:
    post = make_quiz(path, [{"bank": bank, "number": 1}], Purpose.POST)
    page.post(reverse("quizzes:start", args=[post.pk]))
    assert not Attempt.objects.exists()


# The key stays with us ------------------------------------------------------------------------------------


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


def test_right_and_wrong_choices_look_the_same_in_the_page(page: Client, attempt: Attempt) -> None:
    text = page.get(at("attempt", attempt)).text
    labels = re.findall(r'<label class="choice"><input type="radio" name="s1" value="[0-9a-f]{8}"><span>', text)
    assert len(labels) == 3


# Hostile input --------------------------------------------------------------------------------------------


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
    assert (response.status_code, response.json()) == (400, {"state": "unknown"})
    assert stored_answers(attempt) == ({}, 0)


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
    assert (late.status_code, late.json()) == (409, {"state": "finished"})
    page.post(at("save", attempt), whole_form(attempt, all_right))
    page.post(at("finish", attempt), {**whole_form(attempt, all_right), "whole": "1"})
    attempt.refresh_from_db()
    assert attempt.score == 0


def test_an_answer_that_the_question_does_not_offer_is_kept_as_none(page: Client, attempt: Attempt) -> None:
    page.post(at("save_answer", attempt), {"position": "1", "sequence": "1", "s1": "<script>alert(1)</script>", "s2": "x"})
    assert stored_answers(attempt)[0] == {1: ""}


def test_a_short_answer_is_cut_and_shown_as_text(page: Client, attempt: Attempt) -> None:
    page.post(at("save_answer", attempt), {"position": "6", "sequence": "1", "s6": '"><script>' + "x" * 500 + "\x00"})
    assert len(stored_answers(attempt)[0][6]) == 200
    finish_attempt(attempt=attempt)
    assert "<script>x" not in page.get(at("result", attempt)).text


def test_an_older_answer_that_arrives_late_is_told_what_is_kept(page: Client, attempt: Attempt, all_right: dict[int, Any]) -> None:
    save_answer(attempt=attempt, position=1, value=all_right[1], sequence=5)
    late = page.post(at("save_answer", attempt), one(attempt, 1, "lain", 2))
    assert late.json() == {"position": 1, "sequence": 5, "state": "saved"}
    assert stored_answers(attempt)[0][1] == all_right[1]


def test_saving_needs_the_csrf_token(attempt: Attempt, learner: User) -> None:
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(learner)
    assert strict.post(at("save_answer", attempt), one(attempt, 1, "x")).status_code == 403


# When the session has ended -------------------------------------------------------------------------------


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
    assert stored_answers(attempt) == ({}, 0)
    page.force_login(learner)
    back = page.get(at("attempt", attempt))
    assert back.text.count(" checked") == 7
    assert stored_answers(attempt) == ({}, 0)  # looking changes nothing
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
    assert "notice-warn" in next_page.text
    assert not any(name.startswith("kuis-") for name in page.cookies)


# Older pages ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["save", "finish"])
@pytest.mark.parametrize("sequence", ["0", "", "x", "-5", "9" * 40])
def test_a_page_opened_earlier_wipes_nothing(page: Client, attempt: Attempt, all_right: dict[int, Any], name: str, sequence: str) -> None:
    assert '<input type="hidden" name="sequence" value="0"' in page.get(at("attempt", attempt)).text
    for position, answer in all_right.items():
        save_answer(attempt=attempt, position=position, value=answer, sequence=position)
    page.post(at(name, attempt), {"whole": "1", "sequence": sequence})
    assert stored_answers(attempt)[0] == all_right


def test_what_was_given_on_a_scripted_page_counts_and_the_rest_of_it_does_not(
    page: Client, attempt: Attempt, all_right: dict[int, Any]
) -> None:
    save_answer(attempt=attempt, position=1, value="lama", sequence=2)
    save_answer(attempt=attempt, position=2, value=all_right[2], sequence=2)
    page.post(at("finish", attempt), {**whole_form(attempt, {1: all_right[1]}), "whole": "1", "sequence": "0", "own": "1,3,7,4,x"})
    assert stored_answers(attempt)[0] == {**dict.fromkeys(all_right, ""), 1: all_right[1], 2: all_right[2]}


def test_an_older_page_is_told_that_newer_answers_were_kept(page: Client, attempt: Attempt, all_right: dict[int, Any]) -> None:
    save_answer(attempt=attempt, position=1, value="lain", sequence=3)
    saved = page.post(at("save", attempt), {**whole_form(attempt, all_right), "sequence": "0"}, follow=True)
    assert "notice-warn" in saved.text
    assert stored_answers(attempt)[0] == {**all_right, 1: "lain"}


# Costs ----------------------------------------------------------------------------------------------------


def test_saving_an_answer_takes_four_queries(
    page: Client, attempt: Attempt, all_right: dict[int, Any], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page.get(at("attempt", attempt))
    with django_assert_max_num_queries(4):  # session, person, attempt, answer
        page.post(at("save_answer", attempt), one(attempt, 1, all_right[1]))


@pytest.mark.parametrize(("name", "limit"), [("attempt", 5), ("finish", 5), ("result", 6)])
def test_pages_take_few_queries(
    page: Client, attempt: Attempt, name: str, limit: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page.get(at("attempt", attempt))
    if name == "result":
        finish_attempt(attempt=attempt)
    with django_assert_max_num_queries(limit):
        assert page.get(at(name, attempt)).status_code == 200


def test_handing_in_takes_at_most_fifteen_queries(
    page: Client, attempt: Attempt, all_right: dict[int, Any], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page.get(at("attempt", attempt))
    with django_assert_max_num_queries(15):
        page.post(at("finish", attempt), {**whole_form(attempt, all_right), "whole": "1"})


def test_an_attempt_from_opening_to_result_is_small(page: Client, quiz: Quiz) -> None:
    start = reverse("quizzes:start", args=[quiz.pk])
    texts = [page.get(start), page.post(start)]
    attempt = Attempt.objects.get()
    texts += [page.get(at("attempt", attempt)), page.post(at("finish", attempt)), page.get(at("result", attempt))]
    assert sum(len(gzip.compress(response.content)) for response in texts) <= 60_000


def test_the_script_is_small() -> None:
    folder = FilePath(settings.BASE_DIR) / "lms" / "static" / "lms" / "js"
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in folder.glob("quiz*.js")) <= 4096


def test_an_attempt_left_for_days_is_still_there(page: Client, attempt: Attempt) -> None:
    Attempt.objects.update(started_at=timezone.now() - timedelta(days=10))
    assert page.get(at("attempt", attempt)).status_code == 200
