"""One tap on a slow phone: sent again, sent by somebody else, sent in pieces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from modules.models import Enrolment, LessonCompletion
from tests.factories import make_module, make_path

if TYPE_CHECKING:
    from lms.accounts.models import User
    from modules.models import Home, Path

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(home: Home) -> Path:
    return make_path(home, [make_module(home, "U1", lessons=2)])


@pytest.fixture
def addresses(path: Path) -> dict[type, str]:
    """Where each kind of record is made."""
    lesson = path.modules_in_order()[0].lessons()[0]
    return {
        Enrolment: reverse("learning:enrol", args=[path.translation_key]),
        LessonCompletion: reverse("learning:lesson_done", args=[lesson.translation_key]),
    }


def record_in(page: str) -> UUID:
    found = re.search(r'name="record" value="([^"]+)"', page)
    assert found
    return UUID(found[1])


@pytest.mark.parametrize("model", [Enrolment, LessonCompletion])
def test_the_page_names_the_record_and_a_second_sending_is_answered_like_the_first(
    as_learner: Client, addresses: dict[type, str], model: type
) -> None:
    record = record_in(as_learner.get(addresses[model]).content.decode())
    answers = [as_learner.post(addresses[model], {"record": record}) for _ in range(2)]
    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert model.objects.get().pk == record


@pytest.mark.parametrize("model", [Enrolment, LessonCompletion])
def test_each_page_names_another_record(as_learner: Client, addresses: dict[type, str], model: type) -> None:
    assert len({record_in(as_learner.get(addresses[model]).content.decode()) for _ in range(2)}) == 2


@pytest.mark.parametrize("model", [Enrolment, LessonCompletion])
def test_the_record_of_somebody_else_is_no_hindrance_and_no_news(
    as_learner: Client, other_learner: User, addresses: dict[type, str], model: type
) -> None:
    record, stranger = uuid4(), Client()
    stranger.force_login(other_learner)
    answers = [client.post(addresses[model], {"record": record}) for client in (stranger, as_learner)]
    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert model.objects.get(pk=record).learner == other_learner
    assert model.objects.count() == 2


@pytest.mark.parametrize("model", [Enrolment, LessonCompletion])
@pytest.mark.parametrize("broken", ["tidak-utuh", "0b9d6c1e-5f0a", "'; --", "\x00"])
def test_a_broken_record_id_is_answered_in_words_with_a_whole_one(
    as_learner: Client, addresses: dict[type, str], model: type, broken: str
) -> None:
    page = as_learner.post(addresses[model], {"record": broken})
    assert page.status_code == 400
    assert 'role="alert"' in page.content.decode()
    assert model.objects.count() == 0
    as_learner.post(addresses[model], {"record": record_in(page.content.decode())})
    assert model.objects.count() == 1


@pytest.mark.parametrize("model", [Enrolment, LessonCompletion])
def test_a_tap_that_names_no_record_counts_too(as_learner: Client, addresses: dict[type, str], model: type) -> None:
    assert as_learner.post(addresses[model]).status_code == 302
    assert model.objects.count() == 1


def test_my_learning_offers_a_path_in_one_tap_and_names_the_record(as_learner: Client, path: Path) -> None:
    page = as_learner.get(reverse("learning:overview")).content.decode()
    enrol = reverse("learning:enrol", args=[path.translation_key])
    assert f'<form method="post" action="{enrol}">' in page
    as_learner.post(enrol, {"record": record_in(page)})
    assert Enrolment.objects.get().pk == record_in(page)


def test_who_is_on_the_path_is_led_to_its_way_instead_of_being_asked_again(as_learner: Client, path: Path) -> None:
    enrol = reverse("learning:enrol", args=[path.translation_key])
    as_learner.post(enrol)
    assert as_learner.get(enrol)["Location"] == reverse("learning:way", args=[path.translation_key])


def test_a_public_lesson_names_no_record(client: Client, path: Path) -> None:
    """It is kept by caches: what it named would be the same for everyone."""
    page = client.get("/modul/u1/pelajaran-1/")
    assert page.status_code == 200
    assert b'name="record"' not in page.content
