"""What the pages say, and not only whether they open: no address shows staff a person of another region, or a question they may not read.

The words to be found are those that stand nowhere else. Each address is asked plainly, and with a search for the first half of the word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction

from certificates.issuing import issue_certificate
from lms.accounts.models import User, UserQuerySet
from lms.reports import doors
from modules.models import Path
from modules.progress import enrol
from quizzes.attempts import finish_attempt, questions_of, start_attempt
from quizzes.models import QuestionBank, Quiz
from tests.factories import make_lesson, make_person
from tests.lms.access_world import CRAWLING, World, make_world
from tests.lms.test_access_table import REASONS, addresses, url_of
from tests.quizzes.builders import complete, make_question, right_answer

if TYPE_CHECKING:
    from modules.models import Home, Module

pytestmark = CRAWLING
SEARCH = "Zulkarmarka"
PERSON, STAFF, DRAFT, QUESTION = (f"{SEARCH} {word}seberang" for word in ("Orang", "Petugas", "Draf", "Soal"))


@pytest.fixture
def world(home: Home, regions: None, settings: Any) -> World:
    """Beside the people of Seruyan: a person of Palangka Raya who has done everything, and what a colleague there has begun to write."""
    settings.MFA_REQUIRED_FOR_ADMIN = False
    world = make_world(home)
    person = make_person(PERSON, username="seberang", region_id="62.71.01.1001", phone="+628120001")
    colleague = make_person(STAFF, username="petugas-seberang", scope_id="62.71", groups=["Pelatih"])
    world.samples |= learnt(person) | written(colleague)
    return world


def learnt(person: User) -> dict[str, Any]:
    """The samples of ``access_world`` that are about a person, for this one."""
    path = Path.objects.get(slug="singkat")
    enrolment = enrol(learner=person, path=path)
    lessons = [lesson for module in path.modules_in_order() for lesson in module.lessons()]
    complete(person, *lessons)
    attempt = start_attempt(learner=person, quiz=Quiz.objects.get(module__slug="u9"))
    finish_attempt(attempt=attempt, answers={1: right_answer(questions_of(attempt)[0])})
    certificate = issue_certificate(enrolment=enrolment)
    return {
        "person": person.pk,
        "enrolment": enrolment.pk,
        "certificate": certificate.pk,
        "attempt": attempt.pk,
        "attempt_pk": attempt.pk,
    }


def written(colleague: User) -> dict[str, Any]:
    module: Module = QuestionBank.objects.filter(module__slug="u1").get().module
    draft = make_lesson(module, 7, title=DRAFT, live=False, owner=colleague)
    draft.save_revision(user=colleague, log_action=True)
    question = make_question(module.banks.get(), "single", prompt=QUESTION)
    question.save_revision(user=colleague, log_action=True)
    return {"page": draft.pk, "question": question.pk}


def seen(world: World, role: str, *words: str, below: str = "") -> list[str]:
    """The addresses (all, or those whose name begins so) at which this role reads one of the words."""
    client, found = world.clients[role], []
    for address in addresses():
        if address.key in REASONS or not address.key.startswith(below):
            continue
        url = url_of(world, address)
        assert url, address
        for asked in (url, f"{url}?q={SEARCH}"):
            with transaction.atomic():
                response = client.get(asked)
                body = b"".join(response.streaming_content) if response.streaming else response.content
                transaction.set_rollback(True)
            found += [f"{asked} ({address.key}): {word}" for word in words if word.encode() in body]
    return found


def test_a_coordinator_reads_of_nobody_elsewhere_and_of_no_question_or_draft(world: World) -> None:
    assert seen(world, "coordinator_a", PERSON, STAFF, DRAFT, QUESTION) == []


def test_a_trainer_reads_of_no_learner_elsewhere(world: World) -> None:
    assert seen(world, "trainer", PERSON) == []


def test_a_learner_reads_of_nobody(world: World) -> None:
    assert seen(world, "learner", PERSON, STAFF, DRAFT, QUESTION) == []


def test_staff_read_of_no_learner_with_a_password_alone(world: World, settings: Any) -> None:
    settings.MFA_REQUIRED_FOR_ADMIN = True
    assert seen(world, "coordinator_b", PERSON) == []


def test_what_is_looked_for_is_there(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twins: who answers for the region reads the words; without the scope and the doors, others would."""
    assert len(seen(world, "coordinator_b", PERSON, below="office_")) > 5
    monkeypatch.setattr(UserQuerySet, "visible_to", lambda self, staff: self)
    assert seen(world, "coordinator_a", PERSON, below="office_people:index")
    questions = "wagtailsnippetchoosers_quizzes_question"
    assert not seen(world, "coordinator_a", QUESTION, below=questions)
    monkeypatch.setattr(doors, "only_looks", lambda user: False)
    assert seen(world, "coordinator_a", QUESTION, below=questions)
