from __future__ import annotations

import pytest

from modules.content_files import ContentFiles, lesson_problems
from modules.content_schema import Lesson

LESSON = ContentFiles().lessons["td2-3"]


def without(lesson: Lesson, *kinds: str) -> Lesson:
    return lesson.model_copy(update={"body": [block for block in lesson.body if block.kind not in kinds]})


def test_the_lesson_as_it_is_has_nothing_to_mend() -> None:
    assert not list(lesson_problems(LESSON))


@pytest.mark.parametrize("kind", ["opening", "key_message", "monday", "check"])
def test_a_lesson_lacks_what_every_lesson_has(kind: str) -> None:
    assert any(f"no block {kind!r}" in problem for problem in lesson_problems(without(LESSON, kind)))


def test_a_lesson_without_an_example_from_life_is_found() -> None:
    assert any("no example from life" in problem for problem in lesson_problems(without(LESSON, "heading", "story", "conversation")))
