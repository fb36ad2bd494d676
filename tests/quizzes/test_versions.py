from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from wagtail.models import Locale

from quizzes import versions
from quizzes.models import Choice, Question, QuestionVersion, VersionIsImmutable
from quizzes.versions import IncompleteQuestion, content_of, contents, digest_of, seal
from tests.quizzes.builders import ROWS, make_question

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from quizzes.models import QuestionBank

pytestmark = pytest.mark.django_db


def test_publishing_seals_a_version_named_by_its_content(bank: QuestionBank) -> None:
    question = make_question(bank, prompt="Baru?")
    assert question.current_version_id == digest_of(content_of(question))
    assert question.current_version.content["prompt"] == "Baru?"


def test_a_draft_is_not_drawn_and_changes_nothing_of_the_published_version(bank: QuestionBank) -> None:
    question = make_question(bank)
    sealed = question.current_version_id
    question.prompt = "Rancangan?"
    question.save_revision()
    question.refresh_from_db()
    assert question.current_version_id == sealed
    assert make_question(bank, publish=False) not in Question.objects.drawable()


def test_publishing_an_edit_makes_a_new_version_and_keeps_the_old_one(bank: QuestionBank) -> None:
    question = make_question(bank)
    before = question.current_version
    question.choices = [Choice(sort_order=n, **row) for n, row in enumerate(ROWS["single"][::-1])]
    question.save_revision().publish()
    question.refresh_from_db()
    assert question.current_version_id != before.pk
    assert QuestionVersion.objects.get(pk=before.pk).content == before.content


def test_sealing_again_what_did_not_change_makes_nothing_new(
    bank: QuestionBank, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    question = make_question(bank)
    count = QuestionVersion.objects.count()
    assert seal(question).pk == question.current_version_id
    assert QuestionVersion.objects.count() == count


def test_a_version_says_everything_that_a_learner_sees(bank: QuestionBank) -> None:
    lesson = bank.module.lessons().first()
    content = make_question(bank, lesson=lesson, critical=True).current_version.content
    assert content["topic_title"] == "Topik satu"
    assert (content["lesson_key"], content["lesson_title"]) == (str(lesson.translation_key), lesson.title)
    assert content["lesson_url"] == "/modul/u1/pelajaran-1/"
    assert content["critical"] is True


def test_an_incomplete_question_is_not_sealed(bank: QuestionBank) -> None:
    question = make_question(bank, rows=ROWS["single"][1:], publish=False)
    with pytest.raises(IncompleteQuestion):
        seal(question)


def test_publishing_an_incomplete_question_takes_it_out_of_the_draw(bank: QuestionBank) -> None:
    question = make_question(bank)
    question.choices = []
    question.save_revision(clean=False).publish()
    question.refresh_from_db()
    assert question.live
    assert question not in Question.objects.drawable()


def test_a_version_can_neither_be_changed_nor_deleted(bank: QuestionBank) -> None:
    version = make_question(bank).current_version
    version.content["prompt"] = "lain"
    for forbidden in (
        version.save,
        version.delete,
        QuestionVersion.objects.filter(pk=version.pk).delete,
        lambda: QuestionVersion.objects.filter(pk=version.pk).update(content={}),
    ):
        with pytest.raises(VersionIsImmutable):
            forbidden()
    assert QuestionVersion.objects.get(pk=version.pk).content["prompt"] != "lain"


def test_the_database_itself_refuses_to_change_a_version(bank: QuestionBank) -> None:
    version = make_question(bank).current_version
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE quizzes_questionversion SET content = '{}' WHERE digest = %s", [version.pk])
    assert QuestionVersion.objects.get(pk=version.pk).content["kind"] == "single"


def test_the_guard_of_the_database_can_be_taken_off_and_put_back(bank: QuestionBank) -> None:
    """The twin: without it the same statement goes through."""
    migration = import_module("quizzes.migrations.0002_versions_are_written_once")
    version = make_question(bank).current_version
    migration.unguard(None, connection.schema_editor())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE quizzes_questionversion SET content = '{}' WHERE digest = %s", [version.pk])
    assert QuestionVersion.objects.get(pk=version.pk).content == {}
    migration.guard(None, connection.schema_editor())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE quizzes_questionversion SET content = '{}' WHERE digest = %s", [version.pk])


def test_a_second_version_under_the_same_name_is_refused(bank: QuestionBank) -> None:
    version = make_question(bank).current_version
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionVersion(digest=version.digest, content={}).save()


def test_a_bank_with_questions_is_not_deleted(bank: QuestionBank) -> None:
    with pytest.raises(ProtectedError):
        bank.delete()


def test_a_translation_is_not_drawn_with_the_words_of_its_source(bank: QuestionBank) -> None:
    question = make_question(bank)
    translated = question.copy_for_translation(Locale.objects.create(language_code="nij"))
    translated.save()
    assert translated.current_version is None
    assert translated not in Question.objects.drawable()


def test_contents_come_in_the_order_asked_for_and_are_kept(bank: QuestionBank, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    digests = [make_question(bank, prompt=f"Urutan {n}?").current_version_id for n in range(3)][::-1]
    with django_assert_num_queries(1):
        assert [content["prompt"] for content in contents(digests)] == ["Urutan 2?", "Urutan 1?", "Urutan 0?"]
    with django_assert_num_queries(0):
        contents(digests)


def test_contents_do_not_need_what_another_thread_clears_meanwhile(bank: QuestionBank, monkeypatch: pytest.MonkeyPatch) -> None:
    class Cleared(dict[str, Any]):
        def update(self, *args: Any, **kwargs: Any) -> None:
            self.clear()

    digests = [make_question(bank, prompt=f"Hilang {n}?").current_version_id for n in range(2)]
    monkeypatch.setattr(versions, "_kept", Cleared({digests[0]: contents(digests)[0]}))
    assert [content["prompt"] for content in contents(digests)] == ["Hilang 0?", "Hilang 1?"]
