"""The sample messages of leaders in the starter content: which there must be, and what can be said against them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from modules import content_schema as schema
from modules import plain_language
from modules.content_files import ContentFiles, language_problems

ROLES = {
    "adat": ("Damang", "Mantir", "Tokoh perempuan adat"),
    "agama": ("Ulama", "Pendeta", "Pastor", "Basir Kaharingan", "Pinandita", "Bhikkhu", "Guru sekolah minggu", "Guru TPA"),
}
COMMON_TOPICS = ("jaga-anak", "percaya-anak", "tidak-damai", "gawai-bijak")
TOPICS = {"adat": (*COMMON_TOPICS, "adat-melindungi"), "agama": (*COMMON_TOPICS, "rumah-ibadah")}
FEWEST_WORDS, MOST_WORDS = 60, 120
SIGNATURE = re.compile(r"Contoh pesan untuk .+ — Dinas P3APPKB")


def sample_problems(files: ContentFiles) -> Iterator[str]:
    yield from _gaps(files.leader_messages)
    for message in files.leader_messages:
        yield from _faults(message)
    for lesson in files.lessons.values():
        for block in lesson.body:
            if block.leader_message and not any(block.leader_message.topic in topics for topics in TOPICS.values()):
                yield f"{lesson.key}: no leader speaks on {block.leader_message.topic}"


def _gaps(messages: list[schema.LeaderMessage]) -> Iterator[str]:
    """Every kind of leader has exactly one sample on each of its topics."""
    wanted = Counter((kind, role, topic) for kind, roles in ROLES.items() for role in roles for topic in TOPICS[kind])
    present: Counter[tuple[str, str, str]] = Counter((message.leader_kind, message.role, message.topic) for message in messages)
    for kind, role, topic in wanted - present:
        yield f"leader messages: {role} ({kind}) says nothing on {topic}"
    for kind, role, topic in present - wanted:
        yield f"leader messages: one too many of {role} ({kind}) on {topic}"


def _faults(message: schema.LeaderMessage) -> Iterator[str]:
    yield from language_problems(message.key, [schema.Block(text=message.text)])
    words = len(plain_language.words_of(message.text))
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        yield f"{message.key}: {words} words, a message has {FEWEST_WORDS} to {MOST_WORDS}"
    if not SIGNATURE.fullmatch(message.signed_by):
        yield f"{message.key}: not signed by the office as a sample"
    if not message.review.note.startswith("Perlu ditinjau"):
        yield f"{message.key}: does not say what must be reviewed"
