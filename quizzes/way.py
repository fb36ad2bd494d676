"""The way ahead on a path: pre-test, lessons, module quizzes, post-test; what is done, what is open, what comes next.

Completions and attempts count in whatever language they were made: everything is looked up by translation key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from lms.accounts.models import User
from modules.models import Lesson, LessonCompletion, Module, Path
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


@dataclass(frozen=True)
class Way:
    """``done`` of ``total`` count what a certificate needs: the pre-test, and a post-test that is not required, stand outside."""

    steps: list[Step]
    done: int
    total: int
    next_step: Step | None
    complete: bool


@dataclass(frozen=True)
class BestResult:
    """The best attempt of a quiz, for a certificate. ``jp`` is the module's share, of 45 minutes each, with one decimal."""

    kind: StepKind
    quiz_key: UUID
    title: str
    module: Module | None
    jp: Decimal | None
    score: Decimal | None
    passed: bool
    finished_at: datetime | None


def way_of(path: Path, learner: User) -> Way:
    """At most six queries, however many modules."""
    modules = path.modules_in_order()
    lessons = _lessons(modules)
    quizzes = _quizzes(path, modules)
    done_lessons = _done_lessons(learner, [lesson for group in lessons.values() for lesson in group])
    standing = standings(learner, quizzes.values())
    steps = _assembled(modules, lessons, quizzes, done_lessons, standing)
    needed = [step for step in steps if step.kind != "pre" and (step.kind != "post" or path.requires_post_test)]
    # A path that asks for a post-test and has none cannot be completed: a certificate must not rest on a test that nobody could take.
    post_exists = any(step.kind == "post" for step in steps)
    complete = bool(needed) and all(step.done for step in needed) and (post_exists or not path.requires_post_test)
    return Way(steps, sum(step.done for step in needed), len(needed), _next(steps), complete)


def best_results(learner: User, path: Path) -> list[BestResult]:
    """The modules in order, then the post-test. A module without a quiz has no score."""
    modules = path.modules_in_order()
    quizzes = _quizzes(path, modules)
    standing = standings(learner, quizzes.values())
    results = [_best("module_quiz", module.title, module, quizzes.get(module.translation_key), standing) for module in modules]
    post = quizzes.get(Purpose.POST)
    return [*results, _best("post", post.title, None, post, standing)] if post else results


def lessons_missing(quiz: Quiz, learner: User) -> list[Step]:
    """What must be done before a quiz is open: its module's lessons; everything before a post-test; the path before a refresher."""
    if quiz.purpose == Purpose.MODULE and quiz.module:
        lessons = _lessons([quiz.module])[quiz.module.pk]
        done = _done_lessons(learner, lessons)
        return [_lesson_step(lesson, done, quiz.module) for lesson in lessons if lesson.translation_key not in done]
    if quiz.purpose == Purpose.POST and quiz.path:
        return [step for step in way_of(quiz.path, learner).steps if step.kind in ("lesson", "module_quiz") and not step.done]
    if quiz.purpose in DAYS and quiz.path and not completed_on(learner, quiz.path.translation_key):
        return [step for step in way_of(quiz.path, learner).steps if step.kind != "pre" and not step.done]
    return []


# Looking up ----------------------------------------------------------------------------------------------


def _lessons(modules: Sequence[Module]) -> dict[int, list[Lesson]]:
    """The live lessons of each module, by the module's id. One query."""
    found: defaultdict[int, list[Lesson]] = defaultdict(list)
    if modules:
        below = Q()
        for module in modules:
            below |= Q(path__startswith=module.path, depth=module.depth + 1)
        owner = {module.path: module.pk for module in modules}
        fields = ("title", "url_path", "path", "depth", "translation_key", "locale", "minutes", "content_type", "live")
        for lesson in Lesson.objects.live().filter(below).order_by("path").only(*fields):
            found[owner[lesson.path[: -Lesson.steplen]]].append(lesson)
    return found


def _quizzes(path: Path, modules: Iterable[Module]) -> dict[UUID | str, Quiz]:
    """By module key, and by purpose for the path's own; in the path's language where there is one, else as they are. One query.

    Looked up by translation key: changing the language must not do away with a quiz.
    """
    of_module, of_path = (
        Q(module__translation_key__in=[module.translation_key for module in modules]),
        Q(path__translation_key=path.translation_key),
    )
    found: dict[UUID | str, Quiz] = {}
    quizzes = Quiz.objects.filter(of_module | of_path).annotate(
        module_key=F("module__translation_key"), questions=Coalesce(Sum("blueprint__number"), 0)
    )
    for quiz in sorted(quizzes, key=lambda quiz: (quiz.locale_id == path.locale_id, -quiz.pk)):
        found[quiz.module_key or quiz.purpose] = quiz
    return found


def _done_lessons(learner: User, lessons: Iterable[Lesson]) -> set[UUID]:
    keys = [lesson.translation_key for lesson in lessons]
    return (
        set(LessonCompletion.objects.filter(learner=learner, lesson_key__in=keys).values_list("lesson_key", flat=True)) if keys else set()
    )


# Putting together ----------------------------------------------------------------------------------------


def _assembled(
    modules: Sequence[Module],
    lessons: dict[int, list[Lesson]],
    quizzes: dict[UUID | str, Quiz],
    done: set[UUID],
    standing: dict[UUID, Standing],
) -> list[Step]:
    steps = [_quiz_step(quizzes[Purpose.PRE], standing, True)] if Purpose.PRE in quizzes else []
    for module in modules:
        own = [_lesson_step(lesson, done, module) for lesson in lessons[module.pk]]
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
    url = reverse("quizzes:start", args=[quiz.pk])
    # About a minute a question.
    return Step(kind, quiz.translation_key, quiz.title, url, getattr(quiz, "questions", 0), done, is_open or done, module, own)


def _next(steps: Sequence[Step]) -> Step | None:
    """The pre-test is offered first, and no more once learning has begun."""
    begun = any(step.done for step in steps if step.kind != "pre")
    return next((step for step in steps if step.open and not step.done and not (step.kind == "pre" and begun)), None)


def _best(kind: StepKind, title: str, module: Module | None, quiz: Quiz | None, standing: dict[UUID, Standing]) -> BestResult:
    own = standing[quiz.translation_key] if quiz else Standing()
    jp = (Decimal(module.minutes) / 45).quantize(Decimal("0.1")) if module else None
    key = quiz.translation_key if quiz else module.translation_key if module else UUID(int=0)
    return BestResult(kind, key, title, module, jp, own.best_score, own.passed, own.best_finished_at)
