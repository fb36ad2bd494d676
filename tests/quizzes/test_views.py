"""Taking a quiz: the way through, and who may."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from modules.models import LessonCompletion
from quizzes.attempts import finish_attempt, save_answer, start_attempt, stored_answers
from quizzes.kinds.scenario import way
from quizzes.models import Attempt, Purpose, Question
from quizzes.versions import contents
from tests.quizzes.builders import at, make_quiz, one, right_answer, whole_form

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from lms.accounts.models import User
    from modules.models import Module, Path
    from quizzes.models import QuestionBank, Quiz

pytestmark = pytest.mark.django_db
NAMES = ("attempt", "save_answer", "save", "finish", "result")


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


def test_without_script_the_page_says_to_save_before_leaving_it(page: Client, attempt: Attempt) -> None:
    """Links follow the questions. With script each answer is saved when it is given, and these words are hidden."""
    assert "<p data-quiz-plain>Tekan “Simpan” sebelum meninggalkan halaman ini" in page.get(at("attempt", attempt)).text


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
        "KUNCI tunggu",
        "/modul/u1/pelajaran-1/",
        "Soal single satu?",
        "/belajar/",
    ):
        assert words in text
    assert text.count("#soal-1") == 1  # the critical question is named


@pytest.mark.parametrize(("published", "address"), [(False, "/modul/u1/pelajaran-1/"), (True, "/nij/modul/u1/pelajaran-1/")])
def test_the_lesson_to_read_again_is_that_of_the_quizs_language_where_it_is_published(
    page: Client,
    learner: User,
    module: Module,
    bank: QuestionBank,
    quiz: Quiz,
    published: bool,
    address: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    ngaju = Locale.objects.create(language_code="nij")
    for question in bank.questions.all():
        translated = question.copy_for_translation(ngaju)
        translated.save()
        translated.save_revision().publish()
    lesson = module.lessons().first().copy_for_translation(ngaju, copy_parents=True)
    if published:
        lesson.save_revision().publish()
    own_quiz = quiz.copy_for_translation(ngaju)
    own_quiz.save()
    attempt = finish_attempt(attempt=start_attempt(learner=learner, quiz=own_quiz))
    with django_assert_max_num_queries(7):  # as many as tests/quizzes/test_costs.py allows, and the map
        text = page.get(at("result", attempt)).text.split("<main")[1]
    # Once in the list, and once with each question.
    assert re.findall('href="(.*pelajaran-1/)"', text) == [address] * (1 + len(attempt.items))


def test_a_lesson_that_is_not_published_any_more_is_not_named(page: Client, attempt: Attempt, module: Module) -> None:
    finish_attempt(attempt=attempt)
    module.lessons().first().unpublish()
    assert "/modul/u1/pelajaran-1/" not in page.get(at("result", attempt)).text


def test_a_high_score_with_a_critical_question_missed_is_called_not_passed(
    page: Client, attempt: Attempt, all_right: dict[int, Any]
) -> None:
    finish_attempt(attempt=attempt, answers={**all_right, 1: ""})
    attempt.refresh_from_db()
    assert (attempt.score >= attempt.pass_mark, attempt.passed) == (True, False)
    text = page.get(at("result", attempt)).text
    assert "Belum lulus." in text
    assert "1 soal yang harus benar" in text


def test_a_finished_attempt_leads_to_its_result_and_an_open_one_to_its_questions(page: Client, attempt: Attempt) -> None:
    assert page.get(at("result", attempt)).url == at("attempt", attempt)
    finish_attempt(attempt=attempt)
    for name in ("attempt", "finish"):
        assert page.get(at(name, attempt)).url == at("result", attempt)
    assert page.post(at("save", attempt), {}).url == at("result", attempt)
    assert page.post(at("finish", attempt)).url == at("result", attempt)


def test_answers_that_come_after_handing_in_are_refused_in_words(page: Client, attempt: Attempt, all_right: dict[int, Any]) -> None:
    finish_attempt(attempt=attempt)
    answered = page.post(at("save", attempt), whole_form(attempt, all_right), follow=True)
    assert 'class="notice notice-warn"' in answered.text
    assert stored_answers(attempt) == {}
    # So is the script that heard of it.
    assert 'class="notice notice-warn"' in page.get(at("attempt", attempt) + "?terlambat", follow=True).text
    assert 'class="notice notice-warn"' not in page.get(at("attempt", attempt), follow=True).text


@pytest.mark.parametrize(("kind", "position"), [("matching", 4), ("ordering", 5), ("scenario", 7)])
def test_what_was_answered_in_part_is_not_called_answered(
    page: Client, attempt: Attempt, all_right: dict[int, Any], kind: str, position: int
) -> None:
    """A step of a scenario, a pair, a place may have been overlooked."""
    assert contents(attempt.items)[position - 1]["kind"] == kind
    save_answer(attempt=attempt, position=position, value=dict([*all_right[position].items()][:1]), sequence=1)
    assert f"#soal-{position}" in page.get(at("finish", attempt)).text
    # Only the way that was taken is asked for: not the step that another choice leads to.
    save_answer(attempt=attempt, position=position, value=_taken(contents(attempt.items)[position - 1], all_right[position]), sequence=2)
    assert f"#soal-{position}" not in page.get(at("finish", attempt)).text


def _taken(content: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    return {step["id"]: answer[step["id"]] for step in way(content, answer)} if content["kind"] == "scenario" else answer


def test_the_start_page_tells_of_the_rest_and_what_to_read(page: Client, learner: User, quiz: Quiz) -> None:
    for _ in range(3):
        finish_attempt(attempt=start_attempt(learner=learner, quiz=quiz))
    text = page.get(reverse("quizzes:start", args=[quiz.pk])).text
    assert "/modul/u1/pelajaran-1/" in text
    assert "<form" not in text.split("<main")[1].split("</main>")[0]
    assert page.post(reverse("quizzes:start", args=[quiz.pk])).url == reverse("quizzes:start", args=[quiz.pk])
    assert Attempt.objects.count() == 3


@pytest.mark.parametrize("missed", ["score", "critical"])
def test_the_result_that_begins_a_rest_asks_for_no_try_before_it(
    page: Client, attempt: Attempt, all_right: dict[int, Any], learner: User, missed: str
) -> None:
    """The critical question is the first; without it the score is high enough."""
    answers = {position: answer for position, answer in all_right.items() if missed == "critical" and position > 1}
    for number in range(1, 4):
        last = finish_attempt(attempt=start_attempt(learner=learner, quiz=attempt.quiz), answers=answers)
        text = page.get(at("result", last)).text
        assert ("sudah cukup" in text) == (missed == "critical")
        assert ("lalu coba sekali lagi" in text) == (number < 3)
        assert text.count("Saatnya beristirahat") == text.count("Anda dapat mencoba lagi mulai") == (number == 3)


def test_the_start_page_promises_as_many_questions_as_there_are(page: Client, quiz: Quiz, bank: QuestionBank) -> None:
    """Though a question was unpublished since the blueprint was written."""
    bank.questions.get(kind="short").unpublish()
    assert "<li>6 soal." in page.get(reverse("quizzes:start", args=[quiz.pk])).text


def test_the_id_of_a_new_attempt_is_kept_by_no_browser(page: Client, quiz: Quiz) -> None:
    """Some keep hidden fields over a reload: "Try again" would then lead to the attempt that was handed in."""
    assert re.search('name="attempt" value="[0-9a-f-]{36}" autocomplete="off"', page.get(reverse("quizzes:start", args=[quiz.pk])).text)


def test_a_quiz_that_is_not_ready_says_so(page: Client, quiz: Quiz) -> None:
    Question.objects.update(live=False)
    assert page.post(reverse("quizzes:start", args=[quiz.pk]), follow=True).status_code == 200
    assert not Attempt.objects.exists()


def test_a_double_tap_on_start_is_one_attempt(page: Client, quiz: Quiz) -> None:
    form = {"attempt": str(uuid4())}
    assert len({page.post(reverse("quizzes:start", args=[quiz.pk]), form).url for _ in range(5)}) == 1
    assert str(Attempt.objects.get().pk) == form["attempt"]


@pytest.mark.parametrize("name", NAMES)
def test_another_learners_attempt_is_not_found(stranger: Client, attempt: Attempt, name: str) -> None:
    assert stranger.get(at(name, attempt)).status_code in (404, 405)
    assert stranger.post(at(name, attempt), one(attempt, 1, "x")).status_code in (404, 405)
    attempt.refresh_from_db()
    assert attempt.finished_at is None
    assert stored_answers(attempt) == {}


@pytest.mark.parametrize("name", NAMES)
def test_staff_do_not_take_part_in_an_attempt(client: Client, officer: User, attempt: Attempt, name: str) -> None:
    from tests.quizzes.conftest import sign_in

    assert sign_in(client, officer).post(at(name, attempt), one(attempt, 1, "x")).status_code in (404, 405)


@pytest.mark.parametrize("name", NAMES)
def test_nobody_signed_in_is_led_to_sign_in_and_back_to_the_questions(client: Client, attempt: Attempt, name: str) -> None:
    response = client.post(at(name, attempt)) if name == "save_answer" else client.get(at(name, attempt))
    if name == "save_answer":
        assert (response.status_code, response.json()["state"]) == (401, "sign-in")
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


def test_an_unknown_attempt_looks_like_another_learners(page: Client, stranger: Client, attempt: Attempt) -> None:
    unknown = uuid4()
    answers = [page.get(reverse("quizzes:attempt", args=[unknown])), stranger.get(at("attempt", attempt))]
    assert [answer.status_code for answer in answers] == [404, 404]
    told = [answer.text.split("<main")[1].split("</main>")[0] for answer in answers]
    told = [re.sub('name="csrfmiddlewaretoken" value="[^"]*"', "", text) for text in told]
    assert told[0].replace(str(unknown), "") == told[1].replace(str(attempt.pk), "")


def test_who_is_led_to_somebody_elses_quiz_may_hand_the_phone_over(stranger: Client, attempt: Attempt) -> None:
    """Two pages are open on a shared phone, and in the other one the next person signed in: "Masuk lagi" leads here."""
    told = stranger.get(at("attempt", attempt)).text.split("<main")[1].split("</main>")[0]
    assert f'action="{reverse("account_logout")}"' in told
    assert f'value="{reverse("account_login")}?next={at("attempt", attempt)}"' in told


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


@pytest.fixture
def pre_test(learner: User, path: Path, bank: QuestionBank) -> Attempt:
    quiz = make_quiz(path, [{"bank": bank, "kinds": kind, "number": 1} for kind in ("single", "short")], Purpose.PRE, pass_mark=0)
    return start_attempt(learner=learner, quiz=quiz)


def test_a_pre_test_that_was_done_is_neither_passed_nor_resting(page: Client, pre_test: Attempt) -> None:
    finish_attempt(attempt=pre_test)
    text = page.get(reverse("quizzes:start", args=[pre_test.quiz_id])).text.split("<main")[1].split("</main>")[0]
    assert "/belajar/" in text
    assert "lulus kuis ini" not in text
    assert "istirahat" not in text
    assert "<form" not in text


def test_a_pre_test_is_taken_once_even_from_a_page_that_was_opened_before(page: Client, pre_test: Attempt) -> None:
    finish_attempt(attempt=pre_test)
    Attempt.objects.update(finished_at=timezone.now() - timedelta(days=30))
    answer = page.post(reverse("quizzes:start", args=[pre_test.quiz_id]), {"attempt": str(uuid4())}, follow=True)
    assert answer.redirect_chain[-1][0] == at("result", pre_test)
    assert Attempt.objects.count() == 1


def test_a_quiz_that_was_passed_leads_on_before_it_offers_another_try(
    page: Client, learner: User, attempt: Attempt, all_right: dict[int, Any]
) -> None:
    start = reverse("quizzes:start", args=[attempt.quiz_id])
    for number in range(3):
        finish_attempt(attempt=start_attempt(learner=learner, quiz=attempt.quiz), answers=all_right if number == 0 else {})
        text = page.get(start).text.split("<main")[1].split("</main>")[0]
        assert '<a class="button" href="/belajar/">' in text
        assert ('<button class="button-plain">' in text) == (number < 2)
    assert "istirahat" not in text


def test_a_pre_test_tells_the_topics_and_keeps_the_key_for_the_post_test(page: Client, pre_test: Attempt) -> None:
    assert "KUNCI" not in page.get(at("finish", pre_test)).text
    finish_attempt(attempt=pre_test, answers={1: right_answer(contents(pre_test.items)[0])})
    text = page.get(at("result", pre_test)).text
    assert "Topik satu: 1 " in text
    assert "/modul/u1/pelajaran-1/" in text
    for hidden in ("KUNCI", "129", "sapa", "Soal single", "soal-1"):
        assert hidden not in text.split("<main")[1].split("</main>")[0]
