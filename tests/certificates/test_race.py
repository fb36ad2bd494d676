"""Fifty at once, twenty times: one certificate, one number, the same answer for all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from certificates import issuing
from certificates.issuing import issue_certificate
from certificates.models import Certificate, NumberSequence
from modules.models import Enrolment
from quizzes.way import way_of
from tests.certificates.builders import complete, enrol, make_certified_path
from tests.factories import make_person, make_regions, make_site

if TYPE_CHECKING:
    from modules.models import Path

PARALLEL, ROUNDS = 50, 20
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


class Crowd:
    """So many threads, each with a connection of its own, that begin each act at the same moment."""

    def __init__(self) -> None:
        self.pool, self.gate = ThreadPoolExecutor(PARALLEL), threading.Barrier(PARALLEL)

    def at_once(self, acts: list[Callable[[], Any]]) -> list[Any]:
        """What the acts answer, or raise."""
        return list(self.pool.map(self._run, acts))

    def _run(self, act: Callable[[], Any]) -> Any:
        connection.ensure_connection()
        self.gate.wait()
        try:
            return act()
        except Exception as error:  # noqa: BLE001 - whatever went wrong is the answer
            return error

    def disperse(self) -> None:
        self.at_once([lambda: connection.close()] * PARALLEL)
        self.pool.shutdown()


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    crowd = Crowd()
    yield crowd
    crowd.disperse()


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch) -> Path:
    """A path that everybody has completed: the race is about giving, not about the way."""
    make_regions()
    path = make_certified_path(make_site())
    first = make_person("Pertama", username="pertama")
    complete(path, first)
    way = way_of(path, first)
    monkeypatch.setattr(issuing, "way_of", lambda path, learner: way)
    return path


def make_enrolment(path: Path, name: str) -> Enrolment:
    return enrol(path, make_person(f"Peserta {name}", username=f"peserta-{name}"))


def fresh(enrolment: Enrolment) -> Callable[[], Certificate]:
    """As a request would: an enrolment of its own, read before the race."""
    own = Enrolment.objects.select_related("path", "learner__region").get(pk=enrolment.pk)
    return lambda: issue_certificate(enrolment=own)


def test_fifty_requests_for_one_certificate_get_one(path: Path, crowd: Crowd) -> None:
    for number in range(ROUNDS):
        enrolment = make_enrolment(path, str(number))
        answers = crowd.at_once([fresh(enrolment) for _ in range(PARALLEL)])
        assert [answer for answer in answers if isinstance(answer, Exception)] == []
        given = Certificate.objects.get(learner=enrolment.learner)
        assert {answer.pk for answer in answers} == {given.pk}
        assert {answer.number for answer in answers} == {given.number}
        assert given.sequence == number + 1
    assert Certificate.objects.count() == ROUNDS
    assert NumberSequence.objects.get().last == ROUNDS


def test_fifty_people_at_once_get_fifty_numbers_in_a_row(path: Path, crowd: Crowd) -> None:
    answers = crowd.at_once([fresh(make_enrolment(path, str(number))) for number in range(PARALLEL)])
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert sorted(answer.sequence for answer in answers) == list(range(1, PARALLEL + 1))
    assert len({answer.number for answer in answers}) == PARALLEL
    assert len({answer.code for answer in answers}) == PARALLEL


@pytest.fixture
def _without_the_constraint() -> Iterator[None]:
    guard = next(item for item in Certificate._meta.constraints if item.name == "one_certificate_per_cycle")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Certificate, guard)
    yield
    Certificate.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(Certificate, guard)


@pytest.mark.usefixtures("_without_the_constraint")
def test_without_the_constraint_the_race_is_lost(path: Path, crowd: Crowd) -> None:
    """The control: if this fails, the race above proves nothing."""
    enrolment = make_enrolment(path, "kembar")
    crowd.at_once([fresh(enrolment) for _ in range(PARALLEL)])
    assert Certificate.objects.filter(learner=enrolment.learner).count() > 1
