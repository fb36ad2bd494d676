from __future__ import annotations

from pathlib import Path as FilePath
from typing import TYPE_CHECKING

import pytest
import yaml

from modules.content_files import ContentFiles
from modules.models import SeededItem
from modules.seeding import Report
from quizzes.attempts import start_attempt
from quizzes.content_files import BankFiles
from quizzes.kinds import KINDS
from quizzes.models import Question, QuestionBank, QuestionVersion, Quiz
from quizzes.seeding import seed_banks
from quizzes.versions import contents
from tests.factories import make_module, make_path
from tests.quizzes.builders import right_answer

if TYPE_CHECKING:
    from lms.accounts.models import User
    from modules.models import Home

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

CHOICES = [
    {"text": "a", "correct": True, "feedback": "Tepat."},
    {"text": "b", "feedback": "Coba lihat lagi."},
    {"text": "c", "feedback": "Hampir."},
]
QUESTIONS = [
    {"kind": "single", "choices": CHOICES},
    {"kind": "multiple", "choices": [*CHOICES, {"text": "d", "correct": True, "feedback": "Ya."}]},
    {"kind": "boolean", "answer": False, "feedback_true": "Belum.", "feedback_false": "Tepat."},
    {"kind": "matching", "pairs": [{"left": f"l{n}", "right": f"r{n}"} for n in range(3)], "distractors": ["x"]},
    {"kind": "ordering", "items": ["satu", "dua", "tiga"]},
    {"kind": "short", "accepted": ["110", "seratus sepuluh"]},
    {
        "kind": "scenario",
        "steps": [
            {"id": "s1", "text": "Mulai", "choices": [{**c, "next": "s2"} for c in CHOICES]},
            {"id": "s2", "text": "Lalu", "choices": CHOICES},
        ],
    },
]


def bank_file() -> dict[str, object]:
    common = {"topic": "topik", "prompt": "Apa?", "explanation": "Karena.", "lesson": "u1-1"}
    return {
        "module": "U1",
        "title": "Kuis U1",
        "topics": [{"key": "topik", "title": "Topik"}],
        "pass_mark": 75,
        "attempts": 2,
        "blueprint": [{"topic": "topik", "number": 7}],
        "questions": [{"id": f"u1-q0{n}", **common, **question} for n, question in enumerate(QUESTIONS)],
    }


def file_of_tests() -> dict[str, object]:
    attitude = {"id": "kader-sikap", "topic": "jalur", "attitude": True, "prompt": "Salah anak?", "explanation": "Tidak.", "lesson": "u1-1"}
    rows = [{"bank": "U1", "number": 2}, {"attitude": True, "number": 1}]
    return {
        "path": "kader",
        "questions": [{**attitude, **QUESTIONS[2]}],
        "topics": [{"key": "jalur", "title": "Seluruh jalur"}],
        "tests": [{"purpose": p, "title": p, "pass_mark": 0 if p == "pre" else 80, "blueprint": rows} for p in ("pre", "post")],
    }


@pytest.fixture
def files(tmp_path: FilePath, home: Home) -> BankFiles:
    make_path(home, [make_module(home, "U1")])
    write(tmp_path, bank_file())
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "kader.yaml").write_text(yaml.safe_dump(file_of_tests()))
    return BankFiles(tmp_path)


def write(root: FilePath, bank: dict[str, object]) -> None:
    (root / "banks").mkdir(exist_ok=True)
    (root / "banks" / "u1.yaml").write_text(yaml.safe_dump(bank))


def seed(files: BankFiles) -> Report:
    report = Report()
    seed_banks(BankFiles(files.root), ContentFiles(files.root), report=report)
    return report


def test_banks_questions_and_quizzes_come_from_the_files(files: BankFiles) -> None:
    report = seed(files)
    assert report.done["questions"] == 8
    assert Question.objects.drawable().count() == 8
    quiz = Quiz.objects.get(content_key="U1")
    assert (quiz.pass_mark, quiz.max_attempts, quiz.module.content_key) == (75, 2, "U1")
    assert Quiz.objects.get(content_key="kader/pre").path.content_key == "kader"
    assert QuestionBank.objects.get(content_key="tests/kader").path.content_key == "kader"


def test_every_kind_can_be_answered_rightly(files: BankFiles, learner: User) -> None:
    seed(files)
    attempt = start_attempt(learner=learner, quiz=Quiz.objects.get(content_key="U1"))
    shown = contents(attempt.items)
    assert {content["kind"] for content in shown} == set(KINDS)
    assert all(KINDS[content["kind"]].grade(content, right_answer(content)).right for content in shown)
    assert all(content["lesson_title"] == "Pelajaran 1" for content in shown)


def test_a_paths_test_draws_from_the_modules_and_the_paths_own_bank(files: BankFiles, learner: User) -> None:
    seed(files)
    shown = contents(start_attempt(learner=learner, quiz=Quiz.objects.get(content_key="kader/post")).items)
    assert [content["attitude"] for content in shown] == [False, False, True]


def test_a_second_run_changes_nothing(files: BankFiles) -> None:
    seed(files)
    versions, questions = QuestionVersion.objects.count(), list(Question.objects.order_by("pk").values())
    report = seed(files)
    assert (dict(report.done), report.left) == ({}, [])
    assert QuestionVersion.objects.count() == versions
    assert list(Question.objects.order_by("pk").values()) == questions


def test_a_changed_file_makes_a_new_version_of_the_same_question(files: BankFiles) -> None:
    seed(files)
    before = Question.objects.get(content_key="u1-q00")
    bank = bank_file()
    bank["questions"][0]["prompt"] = "Apa yang lebih tepat?"  # type: ignore[index]
    write(files.root, bank)
    assert seed(files).done == {"questions": 1}
    after = Question.objects.get(content_key="u1-q00")
    assert (after.pk, after.prompt) == (before.pk, "Apa yang lebih tepat?")
    assert after.current_version_id != before.current_version_id
    assert QuestionVersion.objects.filter(pk=before.current_version_id).exists()


def test_what_a_person_changed_is_left_and_told(files: BankFiles) -> None:
    seed(files)
    question = Question.objects.get(content_key="u1-q00")
    question.prompt = "Suntingan kantor"
    question.save_revision().publish()
    bank = bank_file()
    bank["questions"][0]["prompt"] = "Dari berkas"  # type: ignore[index]
    write(files.root, bank)
    report = seed(files)
    assert len(report.left) == 1
    question.refresh_from_db()
    assert question.prompt == "Suntingan kantor"


def test_a_quiz_that_a_person_changed_is_left_and_told(files: BankFiles) -> None:
    from wagtail.log_actions import log

    seed(files)
    quiz = Quiz.objects.get(content_key="U1")
    Quiz.objects.filter(pk=quiz.pk).update(pass_mark=90)
    log(instance=quiz, action="wagtail.edit")
    write(files.root, {**bank_file(), "pass_mark": 70})
    assert seed(files).left == ["U1 (Kuis U1)"]
    quiz.refresh_from_db()
    assert quiz.pass_mark == 90


def test_a_bank_of_a_module_that_is_not_there_is_left_out(files: BankFiles) -> None:
    write(files.root, {**bank_file(), "module": "U9"})
    seed(files)
    assert not Quiz.objects.filter(purpose="module").exists()
    assert not Quiz.objects.filter(content_key="kader/post").exists()  # its blueprint draws from the missing bank's module


def test_what_a_person_deleted_is_not_made_again_and_told(files: BankFiles) -> None:
    seed(files)
    Quiz.objects.get(content_key="kader/pre").delete()
    Question.objects.get(content_key="u1-q00").delete()
    report = seed(files)
    assert sorted(report.deleted) == ["question:u1-q00", "quiz:kader/pre"]
    assert report.done == {}
    assert not Question.objects.filter(content_key="u1-q00").exists()
    assert not Quiz.objects.filter(content_key="kader/pre").exists()


def test_a_bank_that_a_person_deleted_takes_its_questions_and_quiz_along(files: BankFiles) -> None:
    seed(files)
    Quiz.objects.all().delete()
    Question.objects.all().delete()
    QuestionBank.objects.all().delete()
    seed(files)
    assert not Question.objects.exists()
    assert not Quiz.objects.exists()


def test_what_was_deleted_can_be_made_again(files: BankFiles) -> None:
    seed(files)
    Question.objects.get(content_key="u1-q00").delete()
    SeededItem.objects.filter(key="question:u1-q00").delete()
    assert seed(files).done == {"questions": 1}
