"""A refresher that is passed near the end renews a certificate."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine

from certificates.issuing import RefresherNotPassed, is_earned, issue_certificate, issue_due, issue_if_complete, renew
from certificates.models import Certificate
from certificates.templatetags.certificates import earned_with
from modules.models import Enrolment, LessonCompletion
from modules.progress import complete_lesson
from quizzes.models import Attempt
from quizzes.signals import attempt_finished
from tests.certificates.builders import NOON, complete, make_certified_path, pass_quiz
from tests.factories import make_lesson

if TYPE_CHECKING:
    from lms.accounts.models import User
    from modules.models import Home, Lesson, Path

NEAR_THE_END = datetime(2028, 2, 1, 5, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("that_day")


def test_a_renewal_that_was_missed_is_given_at_night_once(certificate: Certificate, path: Path, learner: User) -> None:
    pass_quiz(path, learner, "refresher_12m", at=NOON + timedelta(days=300))
    assert issue_due(since=NOON) == 0
    with time_machine.travel(NEAR_THE_END, tick=False):
        pass_quiz(path, learner, "refresher_12m", at=NEAR_THE_END - timedelta(hours=1), number=2)
        assert [issue_due(), issue_due()] == [1, 0]
    assert sorted(Certificate.objects.values_list("cycle", flat=True)) == [1, 2]


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


def test_a_renewal_needs_a_refresher_near_the_end(certificate: Certificate, path: Path, learner: User) -> None:
    pass_quiz(path, learner, "refresher_90", at=NOON + timedelta(days=90))
    with pytest.raises(RefresherNotPassed):
        renew(certificate=certificate)
    assert Certificate.objects.count() == 1
    with time_machine.travel(NEAR_THE_END, tick=False):
        pass_quiz(path, learner, "refresher_12m", at=NEAR_THE_END - timedelta(hours=1))
        new = renew(certificate=certificate)
        assert renew(certificate=certificate) == new
    assert (new.cycle, new.sequence, new.year, new.valid_until) == (2, 1, 2028, date(2030, 2, 1))
    assert certificate.enrolment.cycle == 1


def test_a_renewal_can_be_taken_from_the_refresher_until_it_is_given(
    certificate: Certificate, path: Path, learner: User, other_learner: User
) -> None:
    with time_machine.travel(NEAR_THE_END, tick=False):
        assert not is_earned(learner, path.translation_key)
        attempt = pass_quiz(path, learner, "refresher_12m", at=NEAR_THE_END)
        assert earned_with(attempt) == (path.translation_key, True, None)
        assert not is_earned(other_learner, path.translation_key)
        new = renew(certificate=certificate)
        assert earned_with(attempt) == (path.translation_key, False, new)


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
    with time_machine.travel(NEAR_THE_END, tick=False):
        late = pass_quiz(path, learner, "refresher_12m", at=NEAR_THE_END - timedelta(hours=1))
        attempt_finished.send(Attempt, attempt=late)
    assert sorted(Certificate.objects.values_list("cycle", flat=True)) == [1, 2]
