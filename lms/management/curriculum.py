"""The curriculum at a glance, made from the content files: ``docs/curriculum.md`` and the list of what must be reviewed by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from modules import plain_language
from modules.content_files import ContentFiles, minutes_needed, strings, words_in
from modules.content_schema import Lesson, Review
from quizzes.content_files import BankFiles
from quizzes.kinds import KINDS

TABLE = Path(settings.BASE_DIR) / "docs" / "curriculum.md"


@dataclass(frozen=True)
class ReviewItem:
    """One text that an institution must look at. ``kind`` in Indonesian: the list is handed to them."""

    kind: str
    key: str
    title: str
    institution: str
    note: str


def _text_of(lesson: Lesson) -> str:
    return "\n".join(text for block in lesson.body for text in strings(block.value, True, block.kind))


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _paths(files: ContentFiles) -> Iterator[str]:
    yield _row("Path", "Modules", "Lessons", "Minutes", "JP")
    yield _row("---", "---", "---:", "---:", "---:")
    for path in files.paths.values():
        modules = [files.modules[key] for key in path.modules if key in files.modules]
        minutes = sum(item.module.minutes for item in modules)
        yield _row(path.title, ", ".join(path.modules), sum(len(item.lessons) for item in modules), minutes, f"{path.jp:g}")


def _modules(files: ContentFiles, banks: BankFiles) -> Iterator[str]:
    yield _row("Module", "Lessons", "Words", "Minutes", "Questions", *KINDS, "Critical", "Drawn", "To review")
    yield _row(*["---", *["---:"] * 13])
    for key, item in files.modules.items():
        bank = banks.banks.get(key)
        kinds: Counter[str] = Counter(question.kind for question in bank.questions) if bank else Counter()
        critical = sum(question.critical for question in bank.questions) if bank else 0
        drawn = sum(row.number for row in bank.blueprint) if bank else 0
        to_review = sum(lesson.review is not None for lesson in item.lessons)
        words = sum(words_in(lesson.body) for lesson in item.lessons)
        counts = [kinds[kind] for kind in KINDS]
        yield _row(
            f"{key} {item.module.title}", len(item.lessons), words, item.module.minutes, sum(counts), *counts, critical, drawn, to_review
        )


def _lessons(files: ContentFiles) -> Iterator[str]:
    yield _row(
        "Lesson", "Kind", "Words", "Minutes stated", "needed", "Words a sentence", "longest", "Passive", "English words", "To review"
    )
    yield _row("---", "---", *["---:"] * 6, "---", "---")
    for lesson in files.lessons.values():
        text = _text_of(lesson)
        reading = plain_language.measure([text])
        yield _row(
            f"{lesson.key} {lesson.title}",
            lesson.kind,
            words_in(lesson.body),
            lesson.minutes,
            f"{minutes_needed(lesson):.1f}",
            f"{reading.mean:.1f}",
            reading.longest,
            f"{plain_language.passive_share(text):.0%}",
            ", ".join(plain_language.english_in(text)),
            lesson.review.institution if lesson.review else "",
        )


def table(files: ContentFiles, banks: BankFiles) -> str:
    """The whole of ``docs/curriculum.md``."""
    questions = sum(len(bank.questions) for bank in banks.banks.values()) + sum(len(tests.questions) for tests in banks.tests.values())
    head = (
        "# Curriculum\n\nMade from the content files by `manage.py curriculum_table`; don't edit.\n\n"
        f"{len(files.paths)} paths, {len(files.modules)} modules, {len(files.lessons)} lessons, {questions} questions, "
        f"{len(files.guides)} guides, {len(files.handouts)} hand-outs, {len(files.leader_messages)} sample messages of leaders, "
        f"{len(files.glossary)} glossary terms.\n\n"
        "Passive is the share of sentences with a verb in di-; minutes needed are words / 130 plus the stated exercise time.\n"
    )
    parts = [("Paths", _paths(files)), ("Modules", _modules(files, banks)), ("Lessons", _lessons(files))]
    return head + "".join(f"\n## {title}\n\n" + "\n".join(lines) + "\n" for title, lines in parts)


def review_items(files: ContentFiles) -> Iterator[ReviewItem]:
    """Everything that waits for an institution, in the order of the files."""
    modules = {item.module.key: item.module for item in files.modules.values()}
    groups: list[tuple[str, dict[str, Any]]] = [
        ("modul", modules),
        ("pelajaran", files.lessons),
        ("panduan", files.guides),
        ("halaman", files.pages),
        ("lembar cetak", files.handouts),
    ]
    for kind, group in groups:
        for key, item in group.items():
            if item.review:
                yield _item(kind, key, item.title, item.review)
    for message in files.leader_messages:
        yield _item("pesan tokoh", message.key, f"{message.role}: {message.topic}", message.review)


def _item(kind: str, key: str, title: str, review: Review) -> ReviewItem:
    return ReviewItem(kind, key, title, review.institution, review.note)
