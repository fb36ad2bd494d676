from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.urls import clear_url_caches

from certificates.issuing import issue_certificate
from tests.certificates.builders import NOON, complete, make_certified_path

if TYPE_CHECKING:
    from certificates.models import Certificate
    from lms.accounts.models import User
    from modules.models import Enrolment, Home, Path


@pytest.fixture
def english(settings: Any) -> Iterator[None]:
    """Another main language; addresses worked out under it are forgotten with it, or later tests would be led astray."""
    settings.LANGUAGE_CODE = "en"
    clear_url_caches()
    yield
    clear_url_caches()


@pytest.fixture
def that_day() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def path(home: Home) -> Path:
    """A path of one module of 45 minutes with a lesson, and a post-test; 7.5 JP, two years."""
    return make_certified_path(home)


@pytest.fixture
def enrolment(path: Path, learner: User) -> Enrolment:
    """The learner, with everything done."""
    return complete(path, learner)


@pytest.fixture
def certificate(enrolment: Enrolment) -> Certificate:
    return issue_certificate(enrolment=enrolment)
