"""Nothing old is shown after something public has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Locale, PageViewRestriction

from lms.page_cache import current_generation
from modules.models import GlossaryTerm, HelpChannel, Leader, LeaderMessage, Lesson
from tests.factories import make_lesson, make_module

pytestmark = pytest.mark.django_db


@pytest.fixture
def forgets(django_capture_on_commit_callbacks: Any) -> Callable[[Callable[[], Any]], bool]:
    def ask(act: Callable[[], Any]) -> bool:
        before = current_generation()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return current_generation() != before

    return ask


def test_publishing_unpublishing_moving_and_deleting_a_page(home: Any, forgets: Any) -> None:
    module, other = make_module(home, "U1", lessons=1), make_module(home, "U2", lessons=0)
    lesson = Lesson.objects.child_of(module).get()
    assert forgets(lambda: lesson.save_revision().publish())
    assert forgets(lesson.unpublish)
    assert forgets(lambda: Lesson.objects.get(pk=lesson.pk).move(other, pos="last-child"))
    assert forgets(lambda: Lesson.objects.get(pk=lesson.pk).delete())


def test_a_page_made_live_at_once(home: Any, forgets: Any) -> None:
    module = make_module(home, "U1", lessons=0)
    assert forgets(lambda: make_lesson(module, 1))


def test_saving_a_draft_forgets_nothing(home: Any, forgets: Any) -> None:
    lesson = Lesson.objects.child_of(make_module(home, "U1", lessons=1)).get()
    assert not forgets(lesson.save_revision)


def test_whatever_stands_beside_pages(home: Any, regions: None, forgets: Any) -> None:
    locale = Locale.objects.get(language_code="id")
    makers: list[Callable[[], Any]] = [
        lambda: GlossaryTerm.objects.create(locale=locale, key="a", term="A", meaning="a"),
        lambda: HelpChannel.objects.create(locale=locale, name="A", purpose="a"),
        lambda: Leader.objects.create(locale=locale, kind="adat", role="Damang", name="A", region_id="62.07"),
        lambda: LeaderMessage.objects.create(locale=locale, leader_kind="adat", role="Damang", signed_by="A", topic="a", text="a"),
        lambda: PageViewRestriction.objects.create(page=home, restriction_type="login"),
    ]
    for make in makers:
        made: list[Any] = []
        assert forgets(lambda make=make, made=made: made.append(make())), make
        assert forgets(lambda made=made: made[0].delete()), make
