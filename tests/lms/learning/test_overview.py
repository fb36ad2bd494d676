from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certificates.changing import replace, revoke
from certificates.issuing import issue_certificate, renew
from certificates.models import State
from certificates.wording import date_in_words
from lms.learning.overview import overview_of
from quizzes.models import Attempt
from tests.certificates.builders import complete, make_certified_path, pass_quiz
from tests.factories import make_lesson
from tests.quizzes.builders import complete as complete_lessons

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from certificates.models import Certificate
    from lms.accounts.models import User
    from modules.models import Home, Path

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(home: Home, learner: User) -> Path:
    """With a refresher of 12 months, which nobody has taken."""
    path = make_certified_path(home)
    pass_quiz(path, learner, "refresher_12m").delete()
    return path


@pytest.fixture
def certificate(path: Path, learner: User) -> Certificate:
    """Given today, for two years."""
    return issue_certificate(enrolment=complete(path, learner))


def words_on(client: Client, learner: User, day: datetime, address: str = "/belajar/") -> str:
    with time_machine.travel(day):
        client.force_login(learner)
        return client.get(address).content.decode()


def test_my_learning_names_the_day_of_the_next_refresher_and_then_offers_it(
    client: Client, learner: User, certificate: Certificate, path: Path
) -> None:
    now = timezone.now()
    link = f'href="/kuis/{path.quizzes.get(purpose="refresher_12m").pk}/"'
    assert link not in words_on(client, learner, now + timedelta(days=364))
    assert overview_of(learner).paths[0].refresher.opens == timezone.localdate() + timedelta(days=365)
    assert link in words_on(client, learner, now + timedelta(days=365))


def test_a_certificate_near_its_end_is_offered_its_renewal_though_the_refresher_was_passed_before(
    client: Client, learner: User, certificate: Certificate, path: Path
) -> None:
    pass_quiz(path, learner, "refresher_12m", at=timezone.now() + timedelta(days=400))
    end = datetime.combine(certificate.valid_until, time(5), UTC)
    link = f'href="/kuis/{path.quizzes.get(purpose="refresher_12m").pk}/"'
    assert link not in words_on(client, learner, end - timedelta(days=61))
    assert link in words_on(client, learner, end - timedelta(days=60))


def test_a_certificate_that_ends_before_its_refresher_opens_says_from_which_day(client: Client, learner: User, home: Home) -> None:
    """Of three months it counts as expiring soon after one, and the refresher opens after half of its time."""
    path = make_certified_path(home, validity_months=3)
    pass_quiz(path, learner, "refresher_12m").delete()
    certificate, now = issue_certificate(enrolment=complete(path, learner)), timezone.now()
    link = f'href="/kuis/{path.quizzes.get(purpose="refresher_12m").pk}/"'
    for days, due in ((40, False), (45, True)):
        for address in ("/belajar/", f"/sertifikat/{certificate.pk}/"):
            page = words_on(client, learner, now + timedelta(days=days), address)
            assert (link in page) is due
            assert (date_in_words(timezone.localdate() + timedelta(days=45)) in page) is not due


def test_a_revoked_certificate_is_not_kept_fresh(learner: User, certificate: Certificate, superuser: User) -> None:
    revoke(certificate=certificate, reason="Uji", acting_user=superuser)
    with time_machine.travel(timezone.now() + timedelta(days=366)):
        assert overview_of(learner).paths[0].refresher is None


def test_nobody_is_praised_for_a_certificate_that_was_revoked(
    client: Client, learner: User, certificate: Certificate, path: Path, superuser: User
) -> None:
    addresses = ("/belajar/", f"/belajar/jalur/{path.translation_key}/", f"/sertifikat/{certificate.pk}/")
    revoke(certificate=certificate, reason="Uji", acting_user=superuser)
    pages = [words_on(client, learner, timezone.now(), address) for address in addresses]
    assert all("Kantor telah mencabut sertifikat ini." in page for page in pages)
    assert not any("telah meraih" in page or "Sertifikat Anda siap" in page or "salah eja" in page for page in pages)
    assert "Tanyakan kepada kantor." in pages[2]


def test_a_corrected_certificate_stands_before_the_one_that_it_replaced(learner: User, certificate: Certificate, superuser: User) -> None:
    corrected = replace(certificate=certificate, acting_user=superuser, name="Nama Betul")
    assert overview_of(learner).certificates == [corrected, certificate]


def test_a_path_that_was_renewed_is_one_path(learner: User, certificate: Certificate, path: Path) -> None:
    end = datetime.combine(certificate.valid_until, time(5), UTC)
    with time_machine.travel(end):
        pass_quiz(path, learner, "refresher_12m", at=end)
        second = renew(certificate=certificate)
        overview = overview_of(learner)
    assert [item.certificate for item in overview.paths] == [second]
    assert len(overview.certificates) == 2


def test_the_list_of_certificates_says_what_each_is_today(client: Client, learner: User, certificate: Certificate) -> None:
    end = datetime.combine(certificate.valid_until, time(5), UTC)
    for days, state in ((-100, State.VALID), (0, State.EXPIRING), (2, State.EXPIRED)):
        assert f'<span class="tag">{state.label}</span>' in words_on(client, learner, end + timedelta(days=days))


def test_seven_paths_cost_no_more_queries_than_one(as_learner: Client, learner: User, home: Home, certificate: Certificate) -> None:
    """As a second visit does: what the process keeps is kept."""

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert as_learner.get("/belajar/").status_code == 200
        return len(captured)

    queries()
    with_one = queries()
    for number in range(6):
        pass_quiz(other := make_certified_path(home, f"j{number}"), learner, "refresher_12m").delete()
        issue_certificate(enrolment=complete(other, learner))
    assert len(overview_of(learner).paths) == 7
    assert queries() == with_one
    assert with_one <= 15


@pytest.mark.parametrize("asked", ["", "?lesson=", "?lesson=bukan-pelajaran"])
def test_a_page_that_asks_about_no_lesson_is_told_the_name_only(as_learner: Client, asked: str) -> None:
    answer = as_learner.get(f"/belajar/status.json{asked}").json()
    assert (answer["name"], answer["done"]) == ("Peserta", False)


def test_whether_one_lesson_is_done_is_asked_of_the_database_not_of_all_that_was_done(
    as_learner: Client, path: Path, learner: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    lesson, other = (make_lesson(path.modules_in_order()[0], number) for number in (7, 8))
    complete_lessons(learner, lesson)
    with django_assert_max_num_queries(3) as captured:
        assert as_learner.get(f"/belajar/status.json?lesson={lesson.translation_key}").json()["done"] is True
    assert "LIMIT 1" in captured.captured_queries[-1]["sql"]
    assert as_learner.get(f"/belajar/status.json?lesson={other.translation_key}").json()["done"] is False


def test_a_score_just_below_the_mark_is_not_rounded_up_to_it(client: Client, learner: User, path: Path) -> None:
    """ "80, not yet" beside a mark of 80 would puzzle anybody."""
    pass_quiz(path, learner, "post")
    Attempt.objects.update(score="79.60", passed=False)
    page = words_on(client, learner, timezone.now())
    assert "79,60" in page
    assert ": 80" not in page


def test_every_result_is_there_however_many(as_learner: Client, learner: User, path: Path) -> None:
    """Seven paths have some forty quizzes, and each may be taken again. What is older than the newest twenty is folded up."""
    pass_quiz(path, learner, "post")
    as_learner.get("/belajar/")
    with CaptureQueriesContext(connection) as one:
        as_learner.get("/belajar/")
    for number in range(2, 23):
        pass_quiz(path, learner, "post", number=number)
    with CaptureQueriesContext(connection) as all_of_them:
        page = as_learner.get("/belajar/").text
    assert len(all_of_them) == len(one)
    assert not any('"quizzes_attempt"."items"' in query["sql"] for query in all_of_them), "what was asked is long, and not shown here"
    assert all(f"/kuis/percobaan/{attempt.pk}/hasil/" in page for attempt in Attempt.objects.all())
    assert "<summary>2 hasil yang lebih lama</summary>" in page
