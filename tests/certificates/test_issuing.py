from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from certificates.changing import CertificateIsClosed, CertificateIsOwn, replace, revoke
from certificates.facts import add_months
from certificates.issuing import PathNotCompleted, RefresherNotPassed, issue_certificate, issue_due, issue_if_complete, renew
from certificates.models import Certificate, CertificateSettings, NumberSequence, State
from certificates.rendering import document_of, render_again
from lms.images.models import CustomImage
from lms.management.commands import nightly
from modules.models import Enrolment, LessonCompletion
from modules.progress import complete_lesson
from modules.progress import enrol as begin
from quizzes.models import Attempt
from quizzes.signals import attempt_finished
from tests.certificates.builders import complete, do_lessons, enrol, make_certified_path, pass_quiz
from tests.factories import make_lesson, make_person

if TYPE_CHECKING:
    from pathlib import Path as File

    from lms.accounts.models import User
    from modules.models import Home, Lesson, Path

NOON = datetime(2026, 3, 11, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _that_day() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


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


def test_a_renewal_that_was_missed_is_given_at_night_once(certificate: Certificate, path: Path, learner: User) -> None:
    pass_quiz(path, learner, "refresher_12m", at=NOON + timedelta(days=300))
    assert issue_due(since=NOON) == 0
    with time_machine.travel(datetime(2028, 2, 1, 5, tzinfo=UTC), tick=False):
        pass_quiz(path, learner, "refresher_12m", at=datetime(2028, 2, 1, 4, tzinfo=UTC), number=2)
        assert [issue_due(), issue_due()] == [1, 0]
    assert sorted(Certificate.objects.values_list("cycle", flat=True)) == [1, 2]


NEAR_THE_END = datetime(2028, 2, 1, 5, tzinfo=UTC)


@pytest.fixture
def grown(certificate: Certificate, path: Path, learner: User) -> Lesson:
    """A lesson that the office added since; and the refresher, which the learner passed near the certificate's end."""
    lesson = make_lesson(path.modules_in_order()[0], 2)
    pass_quiz(path, learner, "refresher_12m", at=NEAR_THE_END)
    return lesson


@pytest.mark.usefixtures("grown")
def test_a_renewal_for_which_a_lesson_is_missing_stops_nobody_elses_certificate(path: Path, other_learner: User) -> None:
    with time_machine.travel(NEAR_THE_END, tick=False):
        other = complete(path, other_learner)
        assert [issue_due(), issue_due()] == [1, 0]
    assert Certificate.objects.get(learner=other_learner).enrolment == other
    assert not Enrolment.objects.filter(cycle=2).exists()


@pytest.mark.django_db(transaction=True)
def test_a_refresher_passed_while_a_lesson_is_missing_is_no_failure_and_that_lesson_brings_the_renewal(
    grown: Lesson, learner: User, caplog: pytest.LogCaptureFixture
) -> None:
    with time_machine.travel(NEAR_THE_END, tick=False):
        attempt_finished.send(Attempt, attempt=Attempt.objects.get(quiz__purpose="refresher_12m"))
    assert not caplog.records
    with time_machine.travel(NEAR_THE_END + timedelta(days=40), tick=False):
        complete_lesson(learner=learner, lesson=grown)
    assert sorted(Certificate.objects.values_list("cycle", flat=True)) == [1, 2]


def test_a_renewal_is_given_at_night_when_the_missing_lesson_was_done_long_after_the_refresher(grown: Lesson, learner: User) -> None:
    with time_machine.travel(NEAR_THE_END + timedelta(days=40), tick=False):
        assert issue_due() == 0
        LessonCompletion.objects.create(learner=learner, lesson_key=grown.translation_key)
        assert [issue_due(), issue_due()] == [1, 0]


def test_one_refresher_renews_once_however_short_the_validity(home: Home, learner: User) -> None:
    """A certificate of one month counts as expiring soon from its first day on."""
    path = make_certified_path(home, validity_months=1)
    issue_certificate(enrolment=complete(path, learner))
    pass_quiz(path, learner, "refresher_12m", at=NOON + timedelta(days=20))
    with time_machine.travel(NOON + timedelta(days=20), tick=False):
        assert [len(issue_if_complete(learner)) for _ in range(3)] == [1, 0, 0]


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


def test_issuing_is_bounded_in_queries(enrolment: Enrolment, learner: User, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(30):
        assert len(issue_if_complete(learner)) == 1


def test_a_path_without_a_post_test_is_completed_by_its_lessons(home: Home, learner: User) -> None:
    path = make_certified_path(home, requires_post_test=False)
    enrol(path, learner)
    do_lessons(path, learner)
    assert [item.facts["predicate"] for item in issue_if_complete(learner)] == [""]


# What changes nothing -------------------------------------------------------------------------------------


def office_picture(tmp_path: File) -> CustomImage:
    from PIL import Image

    file = tmp_path / "lambang.png"
    Image.effect_noise((900, 900), 80).convert("RGB").save(file)
    with file.open("rb") as opened:
        return CustomImage.objects.create(title="Lambang", file=ImageFile(opened, name="lambang.png"))


def test_later_changes_leave_every_byte_of_an_issued_certificate(enrolment: Enrolment, learner: User, path: Path, tmp_path: File) -> None:
    picture = office_picture(tmp_path)
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


# Revoking, replacing, renewing ----------------------------------------------------------------------------


def test_revoking_keeps_the_row_and_its_reason(certificate: Certificate, superuser: User) -> None:
    revoke(certificate=certificate, reason="Salah orang", acting_user=superuser)
    revoke(certificate=certificate, reason="Lagi", acting_user=superuser)
    certificate.refresh_from_db()
    assert certificate.state() is State.REVOKED
    assert certificate.revoked_because == "Salah orang"
    assert ModelLogEntry.objects.filter(action="certificates.revoke", user=superuser).count() == 1


def test_a_revoked_certificate_is_not_given_anew(certificate: Certificate, superuser: User) -> None:
    revoke(certificate=certificate, reason="Salah orang", acting_user=superuser)
    assert issue_certificate(enrolment=certificate.enrolment) == certificate
    with pytest.raises(CertificateIsClosed):
        replace(certificate=certificate, name="Baru", acting_user=superuser)


def test_a_misspelt_name_is_corrected_by_a_new_certificate(certificate: Certificate, superuser: User) -> None:
    new = replace(certificate=certificate, name="Peserta Seruyan, S.Pd.", acting_user=superuser)
    assert replace(certificate=certificate, name="Lain", acting_user=superuser) == new
    certificate.refresh_from_db()
    assert certificate.replaced_by == new
    assert certificate.state() is State.REPLACED
    assert new.state() is State.VALID
    assert (new.sequence, new.facts["name"], new.name) == (2, "Peserta Seruyan, S.Pd.", "Peserta Seruyan, S.Pd.")
    assert new.code != certificate.code
    assert new.facts["verify_url"].endswith(new.code)
    assert certificate.facts["name"] == "Peserta Seruyan"
    assert new.valid_until == certificate.valid_until
    assert issue_certificate(enrolment=certificate.enrolment) == new
    with pytest.raises(CertificateIsClosed):
        revoke(certificate=certificate, reason="x", acting_user=superuser)
    assert document_of(new) != document_of(certificate)


def test_a_replacement_is_signed_by_who_signs_today(certificate: Certificate, superuser: User) -> None:
    """What was learnt stays, who answers for the paper is of the day on its face."""
    CertificateSettings.objects.create(signatory_name="Pejabat Baru", city="Sampit")
    old, new = certificate.facts, replace(certificate=certificate, name="Nama Benar", acting_user=superuser).facts
    assert (old["signatory"]["name"], new["signatory"]["name"], new["city"]) == ("", "Pejabat Baru", "Sampit")
    kept = ("path", "jp_words", "modules", "final_score", "started", "completed", "region", "valid_until")
    assert [new[key] for key in kept] == [old[key] for key in kept]
    certificate.refresh_from_db()
    assert certificate.facts == old


def test_a_pattern_with_a_code_needs_the_code(db: None) -> None:
    settings = CertificateSettings(number_pattern="{kode}/{urut}/{tahun}")
    with pytest.raises(ValidationError) as refused:
        settings.full_clean()
    assert "classification_code" in refused.value.message_dict
    settings.classification_code = "KODE"
    settings.full_clean()
    CertificateSettings().full_clean()


def test_nobody_changes_their_own(certificate: Certificate, learner: User) -> None:
    with pytest.raises(CertificateIsOwn):
        revoke(certificate=certificate, reason="x", acting_user=learner)
    with pytest.raises(CertificateIsOwn):
        replace(certificate=certificate, name="Nama Lain", acting_user=learner)
    certificate.refresh_from_db()
    assert certificate.state() is State.VALID


def test_a_pdf_that_cannot_be_set_again_leaves_the_kept_one(
    certificate: Certificate, superuser: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(facts: object) -> bytes:
        raise OSError

    before = document_of(certificate)
    monkeypatch.setattr("certificates.rendering.render", broken)
    with pytest.raises(OSError):  # noqa: PT011
        render_again(certificate=certificate, acting_user=superuser)
    assert document_of(certificate) == before
    assert not ModelLogEntry.objects.filter(action="certificates.render_again").exists()


def test_a_renewal_needs_a_refresher_near_the_end(certificate: Certificate, path: Path, learner: User) -> None:
    pass_quiz(path, learner, "refresher_90", at=NOON + timedelta(days=90))
    with pytest.raises(RefresherNotPassed):
        renew(certificate=certificate)
    assert Certificate.objects.count() == 1
    with time_machine.travel(datetime(2028, 2, 1, 5, tzinfo=UTC), tick=False):
        pass_quiz(path, learner, "refresher_12m", at=datetime(2028, 2, 1, 4, tzinfo=UTC))
        new = renew(certificate=certificate)
        assert renew(certificate=certificate) == new
    assert (new.cycle, new.sequence, new.year, new.valid_until) == (2, 1, 2028, date(2030, 2, 1))
    assert certificate.enrolment.cycle == 1


def test_a_renewal_attests_the_training_that_was_and_when_it_was_refreshed(certificate: Certificate, path: Path, learner: User) -> None:
    """Nobody learnt it all anew on the day of the refresher."""
    renewals = [certificate]
    for year in (2028, 2030):
        with time_machine.travel(datetime(year, 2, 1, 5, tzinfo=UTC), tick=False):
            pass_quiz(path, learner, "refresher_12m", at=datetime(year, 2, 1, 4, tzinfo=UTC), number=year)
            renewals.append(renew(certificate=renewals[-1]))
            assert issue_if_complete(learner) == []
    assert [item.facts["started_words"] for item in renewals] == ["2 Februari 2026"] * 3
    assert [item.facts["completed_words"] for item in renewals] == ["11 Maret 2026"] * 3
    assert [item.facts.get("renewed_words") for item in renewals] == [None, "1 Februari 2028", "1 Februari 2030"]
    assert [item.valid_until.year for item in renewals] == [2028, 2030, 2032]


@pytest.mark.django_db(transaction=True)
def test_a_refresher_passed_near_the_end_renews_by_itself(enrolment: Enrolment, path: Path, learner: User) -> None:
    issue_certificate(enrolment=enrolment)
    early = pass_quiz(path, learner, "refresher_30", at=NOON + timedelta(days=30))
    attempt_finished.send(Attempt, attempt=early)
    assert Certificate.objects.count() == 1
    with time_machine.travel(datetime(2028, 2, 1, 5, tzinfo=UTC), tick=False):
        late = pass_quiz(path, learner, "refresher_12m", at=datetime(2028, 2, 1, 4, tzinfo=UTC))
        attempt_finished.send(Attempt, attempt=late)
    assert sorted(Certificate.objects.values_list("cycle", flat=True)) == [1, 2]


def test_the_person_gets_their_data_and_stays_evidence(certificate: Certificate, learner: User) -> None:
    from certificates.own_data import certificates_section, rests_on

    assert certificates_section(learner)[0]
    assert certificate.number in certificates_section(learner)[0].values()
    assert rests_on(learner)
    assert not rests_on(make_person("Baru", username="baru"))
