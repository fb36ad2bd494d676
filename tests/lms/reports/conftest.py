from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from certificates.models import Certificate
from lms.accounts.models import User
from lms.accounts.staff_groups import ensure_groups
from lms.regions.models import Region
from modules.models import Enrolment, LessonCompletion, Path
from quizzes.models import Attempt, AttemptAnswer, Purpose, QuestionVersion, Quiz
from tests.factories import make_module, make_path, make_person, unindexed

if TYPE_CHECKING:
    from modules.models import Home

SERUYAN, PALANGKA_RAYA = "62.07.01.2001", "62.71.01.1001"


@dataclass
class Office:
    """A path with a module, its quizzes, a question, and staff of every group."""

    path: Path
    quiz: Quiz
    post_test: Quiz
    version: QuestionVersion
    trainer: User
    coordinator: User
    other_coordinator: User
    admin: User


@pytest.fixture(autouse=True)
def _second_factor_is_tested_elsewhere(settings: Any) -> None:
    settings.MFA_REQUIRED_FOR_ADMIN = False


@pytest.fixture
def office(home: Home, regions: None) -> Office:
    ensure_groups(home)
    with unindexed():
        path = make_path(home, [module := make_module(home, lessons=2)])
    quiz = Quiz.objects.create(title="Kuis U1", purpose=Purpose.MODULE, module=module, locale=home.locale)
    post_test = Quiz.objects.create(title="Post-test Kader", purpose=Purpose.POST, path=path, locale=home.locale)
    return Office(path, quiz, post_test, make_version(), *make_staff())


def make_staff() -> list[User]:
    return [
        make_person("Pelatih Seruyan", username="pelatih", scope_id="62.07", groups=["Pelatih"]),
        make_person("Koordinator Seruyan", username="koordinator", scope_id="62.07", groups=["Koordinator"]),
        make_person("Koordinator Palangka Raya", username="koordinator-b", scope_id="62.71", groups=["Koordinator"]),
        make_person("Admin Provinsi", username="admin-dppa", scope_id="62", groups=["Admin DPPA"]),
    ]


def make_version() -> QuestionVersion:
    content = {
        "kind": "single",
        "prompt": "Anak bercerita tentang pesan dari orang asing. Apa langkah pertama?",
        "topic": "mendengar",
        "topic_title": "Mendengar",
        "critical": True,
        "attitude": False,
        "explanation": "",
        "lesson_key": None,
        "lesson_title": "",
        "lesson_url": "",
        "choices": [{"id": "aaaa", "text": "Dengarkan dengan tenang"}, {"id": "bbbb", "text": "Ambil HP anak"}],
        "key": "aaaa",
        "feedback": {"aaaa": "Betul.", "bbbb": "Anak bisa takut bercerita lagi."},
    }
    return QuestionVersion.objects.create(digest="d" * 64, content=content)


def learners(office: Office, count: int, region: str, start: int = 0) -> list[User]:
    """People with an enrolment, a lesson, an attempt each; every second one has passed and holds a certificate."""
    serial = start + (100_000 if region == PALANGKA_RAYA else 0)
    people = User.objects.bulk_create(
        User(name=f"Orang {n:05}", username=f"orang-{region}-{n}", region_id=region, audience="kader", phone=f"+62812{n:08}")
        for n in range(serial, serial + count)
    )
    passed = people[::2]
    enrolments = Enrolment.objects.bulk_create(new_enrolment(office, person, completed=person in passed) for person in people)
    lesson = office.quiz.module.lessons()[0].translation_key
    LessonCompletion.objects.bulk_create(LessonCompletion(learner=person, lesson_key=lesson) for person in people)
    attempts = Attempt.objects.bulk_create(new_attempt(office, person, passed=number % 2 == 0) for number, person in enumerate(people))
    AttemptAnswer.objects.bulk_create(
        AttemptAnswer(attempt=attempt, position=1, value="aaaa" if attempt.passed else "bbbb") for attempt in attempts
    )
    Certificate.objects.bulk_create(
        new_certificate(enrolment, serial + n) for n, enrolment in enumerate(enrolments) if enrolment.completed_at
    )
    return people


def new_enrolment(office: Office, person: User, *, completed: bool = True) -> Enrolment:
    path = office.path
    return Enrolment(learner=person, path=path, path_key=path.translation_key, completed_at=timezone.now() if completed else None)


def new_attempt(office: Office, person: User, *, passed: bool = True, **fields: Any) -> Attempt:
    defaults = {
        "learner": person,
        "quiz": office.post_test,
        "quiz_key": office.post_test.translation_key,
        "seed": 1,
        "items": [office.version.digest],
        "pass_mark": 80,
        "finished_at": timezone.now(),
        "score": 100 if passed else 0,
        "passed": passed,
        "missed_critical": 0 if passed else 1,
    }
    return Attempt(**{**defaults, **fields})


def new_certificate(enrolment: Enrolment, sequence: int, **fields: Any) -> Certificate:
    today = timezone.localdate()
    person = enrolment.learner
    defaults = {
        "learner": person,
        "path": enrolment.path,
        "path_key": enrolment.path_key,
        "number": f"{sequence}/BETANG/2026",
        "year": 2026,
        "sequence": sequence + 1,
        "name": person.name,
        "region_code": person.region_id or "",
        "facts": {"path": enrolment.path.title},
        "issued_on": today,
        "valid_until": today + datetime.timedelta(days=700),
    }
    return Certificate(enrolment=enrolment, **{**defaults, **fields})


def make_village(code: str, name: str) -> Region:
    return Region.objects.create(code=code, level="desa", name=name, parent_id=code.rpartition(".")[0])
