from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.utils import timezone

from certificates.changing import revoke
from certificates.issuing import issue_certificate, renew
from lms.learning.overview import overview_of
from tests.certificates.builders import complete, make_certified_path, pass_quiz

if TYPE_CHECKING:
    from django.test import Client

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


def words_on(client: Client, learner: User, day: datetime) -> str:
    with time_machine.travel(day):
        client.force_login(learner)
        return client.get("/belajar/").content.decode()


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


def test_a_revoked_certificate_is_not_kept_fresh(learner: User, certificate: Certificate, superuser: User) -> None:
    revoke(certificate=certificate, reason="Uji", acting_user=superuser)
    with time_machine.travel(timezone.now() + timedelta(days=366)):
        assert overview_of(learner).paths[0].refresher is None


def test_a_path_that_was_renewed_is_one_path(learner: User, certificate: Certificate, path: Path) -> None:
    end = datetime.combine(certificate.valid_until, time(5), UTC)
    with time_machine.travel(end):
        pass_quiz(path, learner, "refresher_12m", at=end)
        second = renew(certificate=certificate)
        overview = overview_of(learner)
    assert [item.certificate for item in overview.paths] == [second]
    assert len(overview.certificates) == 2
