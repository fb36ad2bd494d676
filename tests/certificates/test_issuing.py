from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry

from certificates.facts import Facts, add_months, facts_of
from certificates.issuing import PathNotCompleted, is_earned, issue_certificate, issue_due, issue_if_complete
from certificates.models import Certificate, CertificateSettings, NumberSequence
from certificates.receivers import give_what_is_earned
from certificates.rendering import document_of, render_again
from lms.accounts.models import User
from lms.management.commands import nightly
from modules.models import Enrolment, LessonCompletion
from modules.progress import complete_lesson
from modules.progress import enrol as begin
from quizzes.models import Attempt
from quizzes.signals import attempt_finished
from tests.certificates.builders import NOON, complete, do_lessons, enrol, make_certified_path, office_picture, pass_quiz
from tests.factories import make_person

if TYPE_CHECKING:
    from pathlib import Path as File

    from modules.models import Home, Path

pytestmark = pytest.mark.usefixtures("that_day")


def test_a_completed_path_gives_a_certificate_with_its_facts(enrolment: Enrolment) -> None:
    certificate = issue_certificate(enrolment=enrolment)
    assert certificate.number == "1/BETANG/III/2026"
    assert certificate.issued_on == date(2026, 3, 11)
    assert certificate.valid_until == date(2028, 3, 11)
    assert len(certificate.code) == 26
    facts = certificate.facts
    assert facts["name"] == "Peserta Seruyan"
    assert facts["region"] == "Desa Persil Raya, Kecamatan Seruyan Hilir, Kabupaten Seruyan"
    assert facts["role"] == "Kader Posyandu/PKK"
    assert (facts["jp_number"], facts["jp_words"]) == ("7,5", "tujuh setengah")
    assert facts["modules"] == [{"title": "Kenali: risiko anak", "minutes": 45, "jp": "1", "score": "–"}]
    assert (facts["final_score"], facts["predicate"]) == ("86,67", "memuaskan")
    assert facts["started_words"] == "2 Februari 2026"
    assert facts["completed_words"] == "11 Maret 2026"
    assert facts["verify_url"].endswith(f"/C/{certificate.code}")
    enrolment.refresh_from_db()
    assert enrolment.completed_at == NOON
    assert ModelLogEntry.objects.filter(action="certificates.issue", object_id=str(certificate.pk)).count() == 1


def test_asking_again_answers_with_the_same_certificate(enrolment: Enrolment) -> None:
    first = issue_certificate(enrolment=enrolment)
    assert issue_certificate(enrolment=enrolment) == first
    assert Certificate.objects.count() == 1
    assert NumberSequence.objects.get().last == 1
    assert ModelLogEntry.objects.filter(action="certificates.issue").count() == 1


@pytest.mark.parametrize("missing", ["lesson", "post-test"])
def test_an_uncompleted_path_gives_none(enrolment: Enrolment, missing: str) -> None:
    LessonCompletion.objects.all().delete() if missing == "lesson" else Attempt.objects.all().delete()
    with pytest.raises(PathNotCompleted):
        issue_certificate(enrolment=enrolment)
    assert not Certificate.objects.exists()
    assert not NumberSequence.objects.exists()


def test_numbers_follow_one_another_and_begin_anew_each_year(home: Home, learner: User, other_learner: User) -> None:
    first, second = make_certified_path(home, "satu"), make_certified_path(home, "dua")
    issued = [issue_certificate(enrolment=complete(first, learner)), issue_certificate(enrolment=complete(first, other_learner))]
    with time_machine.travel(datetime(2027, 1, 2, tzinfo=UTC), tick=False):
        issued.append(issue_certificate(enrolment=complete(second, learner)))
    assert [(item.year, item.sequence) for item in issued] == [(2026, 1), (2026, 2), (2027, 1)]
    assert issued[2].number == "1/BETANG/I/2027"


def test_a_rolled_back_certificate_leaves_no_gap(enrolment: Enrolment, path: Path, other_learner: User) -> None:
    class Broken(Exception):
        pass

    with pytest.raises(Broken), transaction.atomic():  # noqa: PT012
        issue_certificate(enrolment=enrolment)
        raise Broken
    enrolment.refresh_from_db()
    assert enrolment.completed_at is None
    assert issue_certificate(enrolment=complete(path, other_learner)).sequence == 1


def test_the_day_of_issue_is_the_day_in_kalimantan(enrolment: Enrolment) -> None:
    with time_machine.travel(datetime(2026, 12, 31, 17, 30, tzinfo=UTC), tick=False):
        certificate = issue_certificate(enrolment=enrolment)
    assert (certificate.issued_on, certificate.year) == (date(2027, 1, 1), 2027)


def test_validity_ends_on_the_last_day_of_a_shorter_month() -> None:
    assert add_months(date(2026, 2, 28), 24) == date(2028, 2, 28)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2026, 12, 31), 2) == date(2027, 2, 28)


def test_the_database_refuses_a_second_certificate_in_a_cycle(certificate: Certificate) -> None:
    certificate.pk, certificate.number, certificate.sequence, certificate.code = None, "x", 99, "Y" * 26
    with pytest.raises(IntegrityError), transaction.atomic():
        certificate.save(force_insert=True)


# Given by itself ------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_last_lesson_brings_the_certificate(path: Path, learner: User) -> None:
    enrol(path, learner)
    pass_quiz(path, learner)
    lesson = path.modules_in_order()[0].lessons().get()
    complete_lesson(learner=learner, lesson=lesson)
    certificate = Certificate.objects.get()
    assert storages["private"].exists(f"certificates/pdf/{certificate.pk.hex[:2]}/{certificate.pk}.pdf")


@pytest.mark.django_db(transaction=True)
def test_the_post_test_brings_the_certificate(path: Path, learner: User) -> None:
    enrol(path, learner)
    do_lessons(path, learner)
    attempt = pass_quiz(path, learner)
    with transaction.atomic():
        attempt_finished.send(Attempt, attempt=attempt)
        assert not Certificate.objects.exists()
    assert Certificate.objects.get().learner == learner


@pytest.mark.django_db(transaction=True)
def test_a_failure_in_issuing_does_not_undo_the_lesson(path: Path, learner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise OSError

    enrol(path, learner)
    monkeypatch.setattr("certificates.receivers.issue_if_complete", broken)
    complete_lesson(learner=learner, lesson=path.modules_in_order()[0].lessons().get())
    assert LessonCompletion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_has_done_everything_before_enrolling_gets_it_then(path: Path, learner: User) -> None:
    do_lessons(path, learner)
    pass_quiz(path, learner)
    with transaction.atomic():
        begin(learner=learner, path=path)
        assert not Certificate.objects.exists()
    assert Certificate.objects.get().learner == learner


def test_what_was_missed_is_given_at_night_once(enrolment: Enrolment, capsys: pytest.CaptureFixture[str]) -> None:
    """The process ended after the commit: nothing else will ever ask."""
    call_command("nightly")
    assert "certificates given late: 1" in capsys.readouterr().out
    assert Certificate.objects.get().enrolment == enrolment
    assert issue_due() == 0
    assert Certificate.objects.count() == 1


def test_at_night_only_the_completed_of_late_are_given(enrolment: Enrolment, path: Path, other_learner: User) -> None:
    enrol(path, other_learner)
    pass_quiz(path, other_learner)
    assert issue_due(since=NOON + timedelta(days=1)) == 0
    assert issue_due() == 1
    assert Certificate.objects.get().learner == enrolment.learner


def test_nobody_who_was_erased_is_given_one_at_night(enrolment: Enrolment, learner: User) -> None:
    learner.anonymised_at = NOON
    learner.save()
    assert issue_due() == 0


def test_nobody_who_was_erased_before_the_worker_came_is_given_one(enrolment: Enrolment, learner: User) -> None:
    learner.anonymised_at = NOON
    learner.save()
    for learner_id in (learner.pk, learner.pk + 999):
        give_what_is_earned.call(learner_id)
    assert not Certificate.objects.exists()


def test_nobody_is_given_one_who_is_erased_while_it_is_made(enrolment: Enrolment, learner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would keep their name."""

    def erased_meanwhile(*args: Any, **more: Any) -> Facts:
        User.objects.update(anonymised_at=NOON)
        return facts_of(*args, **more)

    monkeypatch.setattr("certificates.issuing.facts_of", erased_meanwhile)
    assert issue_if_complete(learner) == []
    assert not Certificate.objects.exists()
    assert not NumberSequence.objects.exists()


@pytest.mark.parametrize("broken", ["issue_due", "forget_old_misses"])
def test_a_failing_step_of_the_night_is_told_and_stops_no_other(
    enrolment: Enrolment, broken: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    def fails() -> int:
        raise OSError("disk full")

    monkeypatch.setattr(nightly, broken, fails)
    with pytest.raises(CommandError, match="failed: "):
        call_command("nightly")
    assert "disk full" in caplog.text
    told = capsys.readouterr().out
    assert ("certificates given late: 1" in told) is (broken != "issue_due")
    assert ("codes: 0 deleted" in told, "verification" in told) == (True, broken == "issue_due")


def test_nothing_to_give_costs_three_queries(path: Path, learner: User, django_assert_num_queries: object) -> None:
    enrol(path, learner)
    do_lessons(path, learner)
    with django_assert_num_queries(3):
        assert issue_if_complete(learner) == []


def test_a_failed_attempt_costs_no_query(path: Path, learner: User, django_assert_num_queries: object) -> None:
    attempt = pass_quiz(path, learner)
    attempt.passed = False
    with django_assert_num_queries(0):
        attempt_finished.send(Attempt, attempt=attempt)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("passed", "tasks"), [(True, 1), (False, 0)])
def test_only_a_passed_attempt_leaves_word_for_the_worker(path: Path, learner: User, settings: Any, passed: bool, tasks: int) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    attempt = pass_quiz(path, learner)
    attempt.passed = passed
    attempt_finished.send(Attempt, attempt=attempt)
    assert DBTaskResult.objects.filter(task_path="certificates.receivers.give_what_is_earned").count() == tasks


@pytest.mark.django_db(transaction=True)
def test_who_cannot_leave_word_for_the_worker_has_handed_in_all_the_same(
    path: Path, learner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise OSError

    monkeypatch.setattr(type(give_what_is_earned), "enqueue", broken)
    attempt_finished.send(Attempt, attempt=pass_quiz(path, learner))


def test_what_another_learner_or_another_path_has_earned_is_not_ones_own(
    home: Home, enrolment: Enrolment, path: Path, learner: User, other_learner: User
) -> None:
    other = make_certified_path(home, slug="ot")
    enrol(other, learner)
    enrol(path, other_learner)
    assert is_earned(learner, path.translation_key)
    assert not is_earned(other_learner, path.translation_key)
    assert not is_earned(learner, other.translation_key)


def test_what_is_not_complete_is_not_earned(path: Path, learner: User) -> None:
    enrol(path, learner)
    pass_quiz(path, learner)
    assert not is_earned(learner, path.translation_key)


def test_issuing_is_bounded_in_queries(enrolment: Enrolment, learner: User, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(27):  # one of them only in a process that has given none
        assert len(issue_if_complete(learner)) == 1


def test_a_path_without_a_post_test_is_completed_by_its_lessons(home: Home, learner: User) -> None:
    path = make_certified_path(home, requires_post_test=False)
    enrol(path, learner)
    do_lessons(path, learner)
    assert [item.facts["predicate"] for item in issue_if_complete(learner)] == [""]


# What changes nothing -------------------------------------------------------------------------------------


def test_later_changes_leave_every_byte_of_an_issued_certificate(enrolment: Enrolment, learner: User, path: Path, tmp_path: File) -> None:
    picture = office_picture(tmp_path / "lambang.png")
    CertificateSettings.objects.create(emblem=picture, logo=picture, signature=picture, signatory_name="Nama Pejabat")
    certificate = issue_certificate(enrolment=enrolment)
    before = document_of(certificate)
    assert len(before) <= 60_000

    learner.name, learner.audience, learner.region_id = "Nama Baru", "guru_sd", "62.71.01.1001"
    learner.save()
    path.title, path.jp, path.validity_months = "Judul baru", 3, 1
    path.save()
    module = path.modules_in_order()[0]
    module.title, module.minutes = "Modul baru", 10
    module.save()
    CertificateSettings.objects.update(
        signatory_name="Orang Lain", number_pattern="{urut}/{tahun}", city="Sampit", office_lines="Kantor", emblem=None, expiring_days=1
    )
    picture.file.delete(save=False)
    picture.delete()

    certificate = Certificate.objects.get(pk=certificate.pk)
    assert document_of(certificate) == before
    assert render_again(certificate=certificate, acting_user=learner) == before
    assert certificate.valid_until == date(2028, 3, 11)


def test_new_settings_are_for_the_next_certificate(enrolment: Enrolment, path: Path, other_learner: User) -> None:
    first = issue_certificate(enrolment=enrolment)
    CertificateSettings.objects.create(number_pattern="{urut}/LATIH/{tahun}", signatory_name="Nama Pejabat", mode="campuran")
    second = issue_certificate(enrolment=complete(path, other_learner))
    assert (first.number, second.number) == ("1/BETANG/III/2026", "2/LATIH/2026")
    assert (first.facts["mode"], second.facts["mode"]) == ("daring", "campuran")
    assert first.facts["signatory"]["name"] == ""


def test_a_pattern_with_a_code_needs_the_code(db: None) -> None:
    settings = CertificateSettings(number_pattern="{kode}/{urut}/{tahun}")
    with pytest.raises(ValidationError) as refused:
        settings.full_clean()
    assert "classification_code" in refused.value.message_dict
    settings.classification_code = "KODE"
    settings.full_clean()
    CertificateSettings().full_clean()


def test_the_person_gets_their_data_and_stays_evidence(certificate: Certificate, learner: User) -> None:
    from certificates.own_data import certificates_section, rests_on

    assert certificates_section(learner)[0]
    assert certificate.number in certificates_section(learner)[0].values()
    assert rests_on(learner)
    assert not rests_on(make_person("Baru", username="baru"))
