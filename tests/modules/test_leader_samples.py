"""The sample messages of leaders: complete, short, signed by the office, waiting for review."""

from __future__ import annotations

from typing import Any

import pytest

from modules.content_files import ContentFiles
from modules.content_schema import LeaderMessage
from modules.leader_samples import ROLES, TOPICS, sample_problems
from modules.models.leaders import LeaderTopic


def files_with(messages: list[LeaderMessage]) -> ContentFiles:
    files = ContentFiles()
    files.__dict__["leader_messages"] = messages
    return files


@pytest.fixture
def messages() -> list[LeaderMessage]:
    return list(ContentFiles().leader_messages)


def test_every_kind_of_leader_speaks_on_each_of_its_topics(messages: list[LeaderMessage]) -> None:
    assert len(messages) == 55
    assert list(sample_problems(files_with(messages))) == []


def test_a_missing_sample_is_told_by_its_kind_of_leader_and_topic(messages: list[LeaderMessage]) -> None:
    gone = messages.pop(20)
    assert list(sample_problems(files_with(messages))) == [
        f"leader messages: {gone.role} ({gone.leader_kind}) says nothing on {gone.topic}"
    ]


@pytest.mark.parametrize("change", [{}, {"role": "Dukun"}, {"topic": "adat-melindungi", "role": "Ulama"}])
def test_a_sample_that_nobody_asked_for_is_told(messages: list[LeaderMessage], change: dict[str, str]) -> None:
    extra = messages[20].model_copy(update=change)
    assert [fault for fault in sample_problems(files_with([*messages, extra])) if "one too many" in fault]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"text": "Jaga anak kita. " * 19}, "57 words"),
        ({"text": "Jaga anak kita. " * 41}, "123 words"),
        ({"text": "jaga anak kita " * 30}, "a sentence of 90 words"),
        ({"text": "Jaga anak kita. " * 29 + "Ini bukan aib."}, "'aib' is not used here"),
        ({"signed_by": "Damang Contoh"}, "not signed by the office"),
        ({"signed_by": "Contoh pesan untuk Damang"}, "not signed by the office"),
    ],
)
def test_a_sample_that_breaks_the_rules_is_told(messages: list[LeaderMessage], change: dict[str, Any], fault: str) -> None:
    messages[0] = messages[0].model_copy(update=change)
    assert any(fault in each for each in sample_problems(files_with(messages)))


def test_a_sample_says_what_must_be_reviewed(messages: list[LeaderMessage]) -> None:
    messages[0].review.note = "Sudah baik."
    assert list(sample_problems(files_with(messages))) == [f"{messages[0].key}: does not say what must be reviewed"]


def test_a_lesson_does_not_ask_for_words_that_nobody_says() -> None:
    files = ContentFiles()
    slot = next(block.leader_message for block in files.lessons["u1-1"].body if block.leader_message)
    slot.topic = "cuaca"
    assert list(sample_problems(files)) == ["u1-1: no leader speaks on cuaca"]


def test_every_topic_has_a_title_for_readers() -> None:
    assert {topic for topics in TOPICS.values() for topic in topics} == set(LeaderTopic.values)
    assert set(ROLES) == set(TOPICS)
