"""Questions as they go into a page, and results as they are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.crypto import salted_hmac

from modules.site_map import SiteMap, site_map
from quizzes.answered_pages import BLANK
from quizzes.attempts import questions_of, recompute
from quizzes.kinds import KINDS, Content, Grade
from quizzes.kinds.base import Posted, dice
from quizzes.models import Attempt


def name_of(position: int) -> str:
    """The name of a question's form fields, alone or as a prefix."""
    return f"s{position}"


def shown_questions(attempt: Attempt, answers: Mapping[int, Any]) -> list[Content]:
    """What the page of an open attempt shows: no key, no feedback; choices always in the order of the attempt's seed."""
    return [shown_question(attempt, position, content, answers.get(position)) for position, content in enumerate(questions_of(attempt), 1)]


def shown_question(attempt: Attempt, position: int, content: Content, answer: Any) -> Content:
    kind: str = content["kind"]
    shown = KINDS[kind].shown(content, dice(f"{attempt.seed}:{position}"), answer)
    head = {"position": position, "name": name_of(position), "kind": kind, "prompt": content["prompt"], "answered": _whole(content, answer)}
    return {**head, "template": f"quizzes/kinds/{kind}.html", **shown}


def _whole(content: Content, answer: Any) -> bool:
    """Whether no part was left open: a pair, a place, a step on the way that was taken."""
    return bool(answer) and all(part.given for part in KINDS[content["kind"]].grade(content, answer).parts)


def answers_in(posted: Posted, attempt: Attempt) -> dict[int, Any]:
    """The answer to every question of an attempt in a posted page; blank where it was left open."""
    return {position: _parsed(posted, position, content) for position, content in enumerate(questions_of(attempt), 1)}


def answer_in(posted: Posted, attempt: Attempt, position: int) -> Any:
    """The answer to one question. Raises ValueError for a position that the attempt does not have, and for an answer that is not offered.

    The latter would be kept as no answer at all, and must not be acknowledged as one.
    """
    if not 1 <= position <= len(attempt.items):
        raise ValueError("position")
    answer = _parsed(posted, position, questions_of(attempt)[position - 1])
    if answer == BLANK and _says_something(posted, name_of(position)):
        raise ValueError("not offered")
    return answer


def _says_something(posted: Posted, name: str) -> bool:
    values = (value for key in posted if key.split("-")[0] == name for value in posted.getlist(key))
    return any(str(value).replace("\x00", "").strip() for value in values)


def _parsed(posted: Posted, position: int, content: Content) -> Any:
    answer = KINDS[content["kind"]].parse(posted, name_of(position), content)
    return BLANK if answer is None else answer


def sealing_key(attempt: Attempt) -> str:
    """With this a browser seals what it could not send yet: only this learner's page of this attempt carries it."""
    return salted_hmac("quizzes.unsent", f"{attempt.pk}:{attempt.learner_id}", algorithm="sha256").hexdigest()


@dataclass(frozen=True)
class Lesson:
    title: str
    url: str


@dataclass(frozen=True)
class Told:
    """A question in a result. ``lesson`` is the one to read again."""

    position: int
    content: Content
    grade: Grade
    template: str
    lesson: Lesson | None


def told(attempt: Attempt) -> list[Told]:
    pairs = zip(questions_of(attempt), recompute(attempt).grades, strict=True)
    places, locale_id = site_map(), attempt.quiz.locale_id
    return [
        Told(n, content, grade, f"quizzes/kinds/{content['kind']}_result.html", _lesson(content, places, locale_id))
        for n, (content, grade) in enumerate(pairs, 1)
    ]


def _lesson(content: Content, places: SiteMap, locale_id: int) -> Lesson | None:
    """As it is published today, in the quiz's language if it is in it. The map knows, so that no question costs a query."""
    published = places.translations_of(UUID(content["lesson_key"])) if content["lesson_key"] else []
    entry = next((entry for entry in published if entry.locale_id == locale_id), next(iter(published), None))
    return Lesson(entry.title, entry.url) if entry else None


@dataclass(frozen=True)
class TopicResult:
    title: str
    right: int
    total: int


def by_topic(results: Sequence[Told]) -> list[TopicResult]:
    """How many questions of each topic were wholly right, in the order in which the topics were met."""
    rights: dict[str, list[bool]] = {}
    for result in results:
        rights.setdefault(result.content["topic_title"], []).append(result.grade.right)
    return [TopicResult(title, sum(right), len(right)) for title, right in rights.items()]


def lessons_to_read(results: Sequence[Told]) -> list[Lesson]:
    """The lessons behind what was not wholly right, each once; critical questions first."""
    missed = sorted((result for result in results if not result.grade.right), key=lambda result: not result.content["critical"])
    return list(dict.fromkeys(result.lesson for result in missed if result.lesson))
