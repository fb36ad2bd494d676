"""Versions: what a question says, sealed under the hash of its text when it is published, and never changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from quizzes.kinds import Content
from quizzes.kinds.base import Problem
from quizzes.models import Question, QuestionVersion

#: Versions never change, so that a process may keep them. That many are some megabytes.
KEEP = 2000
_kept: dict[str, Content] = {}


class IncompleteQuestion(Exception):
    """A question lacks something that learners need. ``problems`` says what, for an editor."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def problems_of(question: Question) -> list[Problem]:
    return list(question.rules.clean(list(question.choices.all()), question.accepted))


def content_of(question: Question) -> Content:
    """Everything that a learner is shown of a question before and after handing in, and its key."""
    lesson = question.lesson
    return {
        "kind": question.kind,
        "prompt": question.prompt.strip(),
        "topic": question.topic,
        "topic_title": question.bank.topic_titles.get(question.topic, ""),
        "critical": question.critical,
        "attitude": question.attitude,
        "explanation": question.explanation.strip(),
        "lesson_key": str(lesson.translation_key) if lesson else None,
        "lesson_title": lesson.title if lesson else "",
        "lesson_url": (lesson.get_url() or "") if lesson else "",
        **question.rules.content(list(question.choices.all()), question.accepted),
    }


def digest_of(content: Content) -> str:
    """The name of a version: SHA-256 of its canonical JSON."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def seal(question: Question) -> QuestionVersion:
    """Make the question's present text its current version. Raises IncompleteQuestion."""
    if problems := problems_of(question):
        raise IncompleteQuestion(problems)
    content = content_of(question)
    version, _created = QuestionVersion.objects.get_or_create(digest=digest_of(content), defaults={"content": content})
    if question.current_version_id != version.pk:
        Question.objects.filter(pk=question.pk).update(current_version=version)
        question.current_version = version
    return version


def withdraw(question: Question) -> None:
    """Draw this question no more until it is whole again."""
    Question.objects.filter(pk=question.pk).update(current_version=None)
    question.current_version = None


def contents(digests: Sequence[str]) -> list[Content]:
    """The contents of these versions in this order; at most one query. Not to be changed by the caller."""
    # Another thread may clear what is kept at any moment: what is answered is held here, not there.
    found = {digest: content for digest in digests if (content := _kept.get(digest)) is not None}
    missing = [digest for digest in digests if digest not in found]
    if missing:
        read = dict(QuestionVersion.objects.filter(pk__in=missing).values_list("digest", "content"))
        found |= read
        if len(_kept) > KEEP:
            _kept.clear()
        _kept.update(read)
    return [found[digest] for digest in digests]
