from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from wagtail.models import Locale

from lms.page_cache import forget_pages
from modules.models import Lesson, Path, PathModule, PlainPage
from modules.site_map import site_map
from quizzes.attempts import finish_attempt, start_attempt
from quizzes.models import Purpose
from quizzes.versions import contents
from quizzes.way import lessons_missing, way_of, ways_of
from tests.factories import make_module, make_path
from tests.quizzes.builders import complete, make_bank, make_question, make_quiz, right_answer

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from lms.accounts.models import User
    from modules.models import Home, Module
    from quizzes.models import Quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def modules(home: Home) -> list[Module]:
    return [make_module(home, code, lessons=2) for code in ("U1", "KP1")]


@pytest.fixture
def path(home: Home, modules: list[Module]) -> Path:
    """Two modules, the first with a quiz; a pre-test and a post-test."""
    path = make_path(home, modules)
    bank = make_bank(modules[0])
    make_question(bank)
    rows = [{"bank": bank, "number": 1}]
    make_quiz(modules[0], rows)
    make_quiz(path, [{"bank": bank, "number": 1}], Purpose.PRE, pass_mark=0)
    make_quiz(path, [{"bank": bank, "number": 1}], Purpose.POST)
    make_quiz(path, [{"bank": bank, "number": 1}], Purpose.REFRESHER_30)
    return path


def quiz_of(path: Path, purpose: str) -> Quiz:
    return path.quizzes.get(purpose=purpose) if purpose != Purpose.MODULE else path.modules_in_order()[0].quizzes.get()


def take(learner: User, quiz: Quiz, right: bool = True) -> None:
    attempt = start_attempt(learner=learner, quiz=quiz)
    finish_attempt(attempt=attempt, answers={1: right_answer(contents(attempt.items)[0])} if right else {})


def all_lessons(path: Path) -> list[Lesson]:
    return [lesson for module in path.modules_in_order() for lesson in module.lessons()]


def test_the_way_in_its_order(learner: User, path: Path) -> None:
    way = way_of(path, learner)
    assert [step.kind for step in way.steps] == ["pre", "lesson", "lesson", "module_quiz", "lesson", "lesson", "post"]
    assert [step.open for step in way.steps] == [True, True, True, False, True, True, False]
    assert (way.done, way.total, way.complete) == (0, 6, False)
    assert way.steps[1].url == "/modul/u1/pelajaran-1/"
    assert way.steps[1].module == path.modules_in_order()[0]
    assert way.steps[3].url == f"/kuis/{quiz_of(path, Purpose.MODULE).pk}/"


def test_the_pre_test_comes_first_and_never_blocks(learner: User, path: Path) -> None:
    assert way_of(path, learner).next_step.kind == "pre"
    complete(learner, all_lessons(path)[0])
    assert way_of(path, learner).next_step.title == "Pelajaran 2"


def test_a_pre_test_is_done_when_handed_in(learner: User, path: Path) -> None:
    take(learner, quiz_of(path, Purpose.PRE), right=False)
    way = way_of(path, learner)
    assert way.steps[0].done
    assert (way.done, way.next_step.title) == (0, "Pelajaran 1")


def test_a_path_is_complete_with_all_lessons_quizzes_and_the_post_test(learner: User, path: Path) -> None:
    acts = [
        lambda: complete(learner, *all_lessons(path)),
        lambda: take(learner, quiz_of(path, Purpose.MODULE)),
        lambda: take(learner, quiz_of(path, Purpose.POST), right=False),
    ]
    for act in acts:
        act()
        assert not way_of(path, learner).complete
    take(learner, quiz_of(path, Purpose.POST))
    way = way_of(path, learner)
    assert (way.complete, way.done, way.total, way.next_step) == (True, 6, 6, None)


@pytest.mark.parametrize("left_out", ["lesson", "module_quiz"])
def test_a_path_is_not_complete_with_something_left_out(learner: User, path: Path, left_out: str) -> None:
    complete(learner, *all_lessons(path)[left_out == "lesson" :])
    if left_out != "module_quiz":
        take(learner, quiz_of(path, Purpose.MODULE))
    take(learner, quiz_of(path, Purpose.POST))
    assert not way_of(path, learner).complete


def test_a_path_may_do_without_a_post_test(learner: User, path: Path) -> None:
    Path.objects.update(requires_post_test=False)
    path.refresh_from_db()
    complete(learner, *all_lessons(path))
    take(learner, quiz_of(path, Purpose.MODULE))
    way = way_of(path, learner)
    assert (way.complete, way.total) == (True, 5)


def test_a_path_that_asks_for_a_post_test_it_does_not_have_is_never_complete(learner: User, path: Path) -> None:
    quiz_of(path, Purpose.POST).delete()
    complete(learner, *all_lessons(path))
    take(learner, quiz_of(path, Purpose.MODULE))
    assert not way_of(path, learner).complete


def test_an_empty_path_is_not_complete(learner: User, home: Home) -> None:
    way = way_of(make_path(home, [], slug="kosong", requires_post_test=False), learner)
    assert (way.steps, way.complete, way.next_step) == ([], False, None)


def test_unpublished_lessons_and_modules_are_not_on_the_way(learner: User, path: Path, modules: list[Module]) -> None:
    modules[1].unpublish()
    modules[0].lessons().first().unpublish()
    assert [step.kind for step in way_of(path, learner).steps] == ["pre", "lesson", "module_quiz", "post"]


def test_a_shared_module_counts_for_every_path(learner: User, path: Path, modules: list[Module], home: Home) -> None:
    complete(learner, *modules[0].lessons())
    take(learner, quiz_of(path, Purpose.MODULE))
    other = make_path(home, modules[:1], slug="lain", requires_post_test=False)
    assert way_of(other, learner).complete


def test_another_language_goes_on_where_the_first_stopped(learner: User, path: Path, modules: list[Module]) -> None:
    ngaju = Locale.objects.create(language_code="nij")
    complete(learner, *modules[0].lessons())
    take(learner, quiz_of(path, Purpose.MODULE))
    translated = path.copy_for_translation(ngaju, copy_parents=True)
    module = modules[0].copy_for_translation(ngaju, copy_parents=True)
    for lesson in modules[0].lessons():
        lesson.copy_for_translation(ngaju).save_revision().publish()
    module.save_revision().publish()
    translated.path_modules.set([PathModule(module=module)])
    translated.save_revision().publish()
    way = way_of(Path.objects.get(pk=translated.pk), learner)
    # The module's quiz has no translation yet: the one there is counts, and is not lost.
    assert [(step.kind, step.done) for step in way.steps if step.module] == [("lesson", True), ("lesson", True), ("module_quiz", True)]


def test_ways_cost_the_same_however_many_modules_and_paths(
    learner: User, home: Home, path: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    long = make_path(home, [make_module(home, f"M{n}", lessons=3) for n in range(8)], slug="panjang")
    for module in long.modules_in_order():
        make_quiz(module, [{"bank": make_bank(module), "number": 1}])
    way_of(path, learner)
    for paths in ([path], [long], [path, long]):
        with django_assert_max_num_queries(5):
            ways_of(paths, learner)


def test_ways_looked_up_together_are_those_looked_up_alone(learner: User, home: Home, path: Path, modules: list[Module]) -> None:
    complete(learner, *all_lessons(path)[:3])
    take(learner, quiz_of(path, Purpose.MODULE))
    paths = [path, make_path(home, modules[::-1], slug="lain", requires_post_test=False), make_path(home, [], slug="kosong")]
    assert ways_of(paths, learner) == {each.pk: way_of(each, learner) for each in paths}
    assert [ways_of(paths, learner)[each.pk].done for each in paths] == [4, 4, 0]
    assert ways_of([], learner) == {}


def test_what_a_quiz_waits_for(learner: User, path: Path) -> None:
    assert [step.title for step in lessons_missing(quiz_of(path, Purpose.MODULE), learner)] == ["Pelajaran 1", "Pelajaran 2"]
    assert len(lessons_missing(quiz_of(path, Purpose.POST), learner)) == 5
    assert lessons_missing(quiz_of(path, Purpose.PRE), learner) == []
    complete(learner, *all_lessons(path))
    assert lessons_missing(quiz_of(path, Purpose.MODULE), learner) == []


def test_no_quiz_opens_because_the_map_does_not_know_its_module_yet(
    learner: User, path: Path, modules: list[Module], django_capture_on_commit_callbacks: Any
) -> None:
    """Published by another process, before the map is forgotten; or with Redis away at that moment."""
    modules[0].unpublish()
    forget_pages()
    assert modules[0].pk not in site_map().by_pk
    with django_capture_on_commit_callbacks():
        modules[0].save_revision().publish()
    assert [step.title for step in lessons_missing(quiz_of(path, Purpose.MODULE), learner)] == ["Pelajaran 1", "Pelajaran 2"]


@pytest.mark.parametrize("backend", ["django.core.cache.backends.dummy.DummyCache", "lms.optional_redis.PagesInRedis"])
def test_a_quiz_waits_for_its_lessons_where_nothing_is_kept(learner: User, path: Path, settings: Any, backend: str) -> None:
    settings.CACHES = {**settings.CACHES, "pages": {"BACKEND": backend, "LOCATION": "redis://127.0.0.1:1/0"}}
    assert len(lessons_missing(quiz_of(path, Purpose.MODULE), learner)) == 2
    complete(learner, *all_lessons(path))
    assert lessons_missing(quiz_of(path, Purpose.MODULE), learner) == []


def test_a_module_quiz_waits_for_live_lessons_alone(learner: User, path: Path, modules: list[Module]) -> None:
    modules[0].add_child(instance=PlainPage(title="Lain", slug="lain"))
    modules[0].lessons().first().unpublish()
    forget_pages()
    assert [step.title for step in lessons_missing(quiz_of(path, Purpose.MODULE), learner)] == ["Pelajaran 2"]


def test_who_stopped_in_the_middle_of_a_quiz_goes_on_there(learner: User, path: Path) -> None:
    """Home, My learning, the question: two taps. The quiz's own page would be a third."""
    complete(learner, *all_lessons(path)[:2])
    attempt = start_attempt(learner=learner, quiz=quiz_of(path, Purpose.MODULE))
    assert way_of(path, learner).next_step.url == f"/kuis/percobaan/{attempt.pk}/"
    finish_attempt(attempt=attempt)
    assert way_of(path, learner).next_step.url == f"/kuis/{quiz_of(path, Purpose.MODULE).pk}/"


def test_a_quiz_that_rests_holds_up_nothing_that_can_be_done_meanwhile(learner: User, path: Path) -> None:
    complete(learner, *all_lessons(path)[:2])
    quiz = quiz_of(path, Purpose.MODULE)
    for _ in range(3):
        take(learner, quiz, right=False)
    assert way_of(path, learner).next_step.title == "Pelajaran 1"
    assert way_of(path, learner).next_step.module == path.modules_in_order()[1]
    complete(learner, *all_lessons(path)[2:])
    assert way_of(path, learner).next_step.kind == "module_quiz"


def test_a_quiz_that_was_begun_goes_on_though_its_attempts_were_cut_down_meanwhile(learner: User, path: Path) -> None:
    complete(learner, *all_lessons(path)[:2])
    quiz = quiz_of(path, Purpose.MODULE)
    for _ in range(2):
        take(learner, quiz, right=False)
    attempt = start_attempt(learner=learner, quiz=quiz)
    quiz.max_attempts = 2
    quiz.save()
    assert way_of(path, learner).next_step.url == f"/kuis/percobaan/{attempt.pk}/"
