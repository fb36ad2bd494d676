from __future__ import annotations

from pathlib import Path

import pytest

from modules.content_files import BrokenContent, ContentFiles, channel_problems, lesson_problems, link_problems
from modules.content_schema import Block, Lesson

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


def linked_only_in(kind: str, value: object) -> Lesson:
    """The lesson with its links leading elsewhere than to the glossary, and a block added at its end."""
    lesson = Lesson.model_validate_json(LESSON.model_dump_json(exclude_unset=True).replace("](glossary:", "](guide:"))
    return lesson.model_copy(update={"body": [*lesson.body, Block.model_validate({kind: value})]})


STEPS = {"title": "Langkah", "items": [{"title": title, "text": "Tanyakan kepada [Damang](glossary:damang)."} for title in ("Satu", "Dua")]}


def test_a_lesson_that_links_no_word_to_the_glossary_is_found() -> None:
    assert any("linked to the glossary" in problem for problem in lesson_problems(linked_only_in("steps", STEPS)))


def test_a_link_in_a_block_of_plain_words_would_be_lost_and_is_found() -> None:
    files = ContentFiles()
    assert not list(link_problems(files))
    vars(files)["lessons"] = {LESSON.key: linked_only_in("steps", STEPS)}
    assert any("a link in 'steps'" in problem for problem in link_problems(files))


def test_a_word_in_running_text_that_is_linked_to_the_glossary_is_enough() -> None:
    assert not list(lesson_problems(linked_only_in("text", "Tanyakan kepada [Damang](glossary:damang).")))


def channels(folder: Path, **changes: str) -> list[str]:
    """What is said against a table of one channel, changed like this."""
    row = {"key": "polisi", "name": "Polisi", "purpose": "Darurat", "phone": "110", "whatsapp": "", "url": "", "hours": "", "source": ""}
    row |= {"verified_on": "2026-11-01", "published": "yes", "review_note": "", **changes}
    (folder / "channels.csv").write_text(f"{','.join(row)}\n{','.join(row.values())}\n", encoding="utf-8")
    try:
        return list(channel_problems(ContentFiles(folder)))
    except BrokenContent as broken:
        return str(broken).splitlines()


@pytest.mark.parametrize("changes", [{}, {"verified_on": "", "published": "no"}, {"phone": "", "whatsapp": "08111-129-129"}])
def test_a_channel_that_somebody_called_or_that_is_no_more_than_a_draft_is_in_order(tmp_path: Path, changes: dict[str, str]) -> None:
    assert channels(tmp_path, **changes) == []


@pytest.mark.parametrize(
    "changes", [{"verified_on": ""}, {"phone": ""}, {"verified_on": "1 November"}, {"published": "ya"}, {"review_note": "x" * 251}]
)
def test_a_channel_that_nobody_called_or_that_cannot_be_read_is_found(tmp_path: Path, changes: dict[str, str]) -> None:
    assert len(channels(tmp_path, **changes)) == 1
