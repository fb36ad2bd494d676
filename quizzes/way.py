"""The way ahead on a path: pre-test, lessons, module quizzes, post-test; what is done, what is open, what comes next.

Completions and attempts count in whatever language they were made: everything is looked up by translation key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from lms.accounts.models import User
from modules.models import Lesson, LessonCompletion, Module, Path, PathModule
from modules.reading import as_shown
from modules.site_map import Entry, site_map
from quizzes.models import Purpose, Quiz
from quizzes.refreshers import DAYS, completed_on
from quizzes.standing import Standing, standings

StepKind = Literal["pre", "lesson", "module_quiz", "post"]
_STEP_KINDS: dict[str, StepKind] = {Purpose.PRE: "pre", Purpose.MODULE: "module_quiz", Purpose.POST: "post"}


@dataclass(frozen=True)
class Step:
    """One thing to do. ``done`` means passed for a module quiz and a post-test, handed in for a pre-test. ``open``: may be begun now."""

    kind: StepKind
    key: UUID
    title: str
    url: str
    minutes: int
    done: bool
    open: bool
    module: Module | None = None
    standing: Standing | None = None

    @property
    def rests(self) -> bool:
        return bool(self.standing and self.standing.rests_until and not self.standing.open_attempt_id)


@dataclass(frozen=True)
class Way:
    """``done`` of ``total`` count what a certificate needs: the pre-test, and a post-test that is not required, stand outside."""

    steps: list[Step]
    done: int
    total: int
    next_step: Step | None
    complete: bool


def way_of(path: Path, learner: User) -> Way:
    return ways_of([path], learner)[path.pk]


def ways_of(paths: Sequence[Path], learner: User) -> dict[int, Way]:
    """By the path's id. At most five queries, however many paths and modules; two more for each path in another language.

    What is to be done is what the path's source asks; it is shown in the path's language where it is published in it.
    """
    modules = _modules(paths)
    lessons = _lessons({module.path: module for group in modules.values() for module in group})
    quizzes = _quizzes(paths, modules)
    done_lessons = _done_lessons(learner, [lesson for group in lessons.values() for lesson in group])
    standing = standings(learner, [quiz for group in quizzes.values() for quiz in group.values()])
    shown = {path.pk: as_shown([(module, lessons[module.pk]) for module in modules[path.pk]], path.locale_id) for path in paths}
    return {path.pk: _way(path, _assembled(shown[path.pk], quizzes[path.pk], done_lessons, standing)) for path in paths}


def _way(path: Path, steps: list[Step]) -> Way:
    needed = [step for step in steps if step.kind != "pre" and (step.kind != "post" or path.requires_post_test)]
    # A path that asks for a post-test and has none cannot be completed: a certificate must not rest on a test that nobody could take.
    post_exists = any(step.kind == "post" for step in steps)
    complete = bool(needed) and all(step.done for step in needed) and (post_exists or not path.requires_post_test)
    return Way(steps, sum(step.done for step in needed), len(needed), _next(steps), complete)


def lessons_missing(quiz: Quiz, learner: User) -> Sequence[Step | Entry]:
    """What must be done before a quiz is open: its module's lessons; everything before a post-test; the path before a refresher.

    One query for a module's quiz, none for a pre-test.
    """
    if quiz.purpose == Purpose.MODULE:
        lessons = _lessons_of_module(quiz)
        done = _done_lessons(learner, lessons)
        return [lesson for lesson in lessons if lesson.translation_key not in done]
    if quiz.purpose == Purpose.POST and quiz.path:
        return [step for step in way_of(quiz.path, learner).steps if step.kind in ("lesson", "module_quiz") and not step.done]
    if quiz.purpose in DAYS and quiz.path and not completed_on(learner, quiz.path.translation_key):
        return [step for step in way_of(quiz.path, learner).steps if step.kind != "pre" and not step.done]
    return []


# Looking up ----------------------------------------------------------------------------------------------


def _modules(paths: Iterable[Path]) -> dict[int, list[Module]]:
    """The live modules of each path in their order, by the path's id. One query."""
    found: dict[int, list[Module]] = {path.pk: [] for path in paths}
    for row in PathModule.objects.filter(path__in=found, module__live=True).select_related("module"):
        found[row.path_id].append(row.module)
    return found


def _lessons(modules: Mapping[str, Module]) -> dict[int, list[Lesson]]:
    """The live lessons of each module, by the module's id. ``modules`` by their places in the tree. One query."""
    found: defaultdict[int, list[Lesson]] = defaultdict(list)
    if modules:
        below = Q()
        for place, module in modules.items():
            below |= Q(path__startswith=place, depth=module.depth + 1)
        fields = ("title", "url_path", "path", "depth", "translation_key", "locale", "minutes", "content_type", "live")
        for lesson in Lesson.objects.live().filter(below).order_by("path").only(*fields):
            found[modules[lesson.path[: -Lesson.steplen]].pk].append(lesson)
    return found


def _lessons_of_module(quiz: Quiz) -> Sequence[Lesson | Entry]:
    """The live lessons of a quiz's module. No query; two where the map does not know it yet, which must not pass for an empty one."""
    places = site_map()
    if place := places.by_pk.get(quiz.module_id or 0):
        return [entry for entry in places.children_of(place) if entry.model == Lesson._meta.label_lower]
    return _lessons({quiz.module.path: quiz.module})[quiz.module.pk] if quiz.module else []


def _quizzes(paths: Sequence[Path], modules: Mapping[int, list[Module]]) -> dict[int, dict[UUID | str, Quiz]]:
    """By the path's id; by module key, and by purpose for the path's own; in the path's language where there is one. One query.

    Looked up by translation key: changing the language must not do away with a quiz.
    """
    module_keys = {path.pk: {module.translation_key for module in modules[path.pk]} for path in paths}
    of_module = Q(module__translation_key__in=set().union(*module_keys.values()))
    of_path = Q(path__translation_key__in={path.translation_key for path in paths})
    quizzes = Quiz.objects.filter(of_module | of_path).annotate(
        module_key=F("module__translation_key"), path_key=F("path__translation_key"), questions=Coalesce(Sum("blueprint__number"), 0)
    )
    return {path.pk: _of_path(path, module_keys[path.pk], quizzes) for path in paths}


def _of_path(path: Path, module_keys: set[UUID], quizzes: Iterable[Any]) -> dict[UUID | str, Quiz]:
    own = [quiz for quiz in quizzes if quiz.path_key == path.translation_key or quiz.module_key in module_keys]
    preferred_last = sorted(own, key=lambda quiz: (quiz.locale_id == path.locale_id, -quiz.pk))
    return {quiz.module_key or quiz.purpose: quiz for quiz in preferred_last}


def _done_lessons(learner: User, lessons: Iterable[Lesson | Entry]) -> set[UUID]:
    keys = [lesson.translation_key for lesson in lessons]
    return (
        set(LessonCompletion.objects.filter(learner=learner, lesson_key__in=keys).values_list("lesson_key", flat=True)) if keys else set()
    )


# Putting together ----------------------------------------------------------------------------------------


def _assembled(
    modules: Sequence[tuple[Module, list[Lesson]]],
    quizzes: dict[UUID | str, Quiz],
    done: set[UUID],
    standing: dict[UUID, Standing],
) -> list[Step]:
    steps = [_quiz_step(quizzes[Purpose.PRE], standing, True)] if Purpose.PRE in quizzes else []
    for module, lessons in modules:
        own = [_lesson_step(lesson, done, module) for lesson in lessons]
        steps += own
        if quiz := quizzes.get(module.translation_key):
            steps.append(_quiz_step(quiz, standing, all(step.done for step in own), module))
    if Purpose.POST in quizzes:
        steps.append(_quiz_step(quizzes[Purpose.POST], standing, all(step.done for step in steps if step.kind != "pre")))
    return steps


def _lesson_step(lesson: Lesson, done: set[UUID], module: Module) -> Step:
    key = lesson.translation_key
    return Step("lesson", key, lesson.title, lesson.get_url() or "", lesson.minutes, key in done, True, module)


def _quiz_step(quiz: Quiz, standing: dict[UUID, Standing], is_open: bool, module: Module | None = None) -> Step:
    own, kind = standing[quiz.translation_key], _STEP_KINDS[quiz.purpose]
    done = own.taken > 0 if kind == "pre" else own.passed
    # Who stopped in the middle goes on there, not at its door.
    url = reverse("quizzes:attempt", args=[own.open_attempt_id]) if own.open_attempt_id else reverse("quizzes:start", args=[quiz.pk])
    # About a minute a question.
    return Step(kind, quiz.translation_key, quiz.title, url, getattr(quiz, "questions", 0), done, is_open or done, module, own)


def _next(steps: Sequence[Step]) -> Step | None:
    """The pre-test is offered first, and no more once learning has begun. A quiz that rests holds up nothing that can be done meanwhile."""
    begun = any(step.done for step in steps if step.kind != "pre")
    ahead = [step for step in steps if step.open and not step.done and not (step.kind == "pre" and begun)]
    return next((step for step in ahead if not step.rests), next(iter(ahead), None))
