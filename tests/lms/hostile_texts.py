"""Words in every place where somebody may write: in rich text, in every block, in every column."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from django import forms
from django.db import models
from wagtail.blocks import BooleanBlock, ChoiceBlock, ChooserBlock, IntegerBlock, ListBlock, RegexBlock, RichTextBlock, StructBlock
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtailmedia.models import get_media_model

from certificates.models import Certificate, CertificateSettings
from lms.accounts.models import ConsentText, User
from lms.images.models import CustomImage
from modules import models as taught
from quizzes.kinds import KINDS
from quizzes.models import Choice, QuestionBank, Quiz, Topic
from tests.quizzes.builders import ROWS


def content_state(words: str) -> str:
    """As the rich text editor sends it, with the words as text and as whatever a request made by hand can put beside it."""
    entities = [
        ("LINK", {"url": words}),
        ("LINK", {"id": words, "parentId": words}),
        ("DOCUMENT", {"id": "1", "url": words, "filename": words}),
        ("EMBED", {"url": words, "embedType": words}),
        ("IMAGE", {"id": words, "src": words, "alt": words, "format": words}),
        (words, {"url": words}),
    ]
    plain = [(kind, []) for kind in ("unstyled", "unordered-list-item", "header-two", "atomic", "code-block", words)]
    linked = [(kind, [number]) for number in range(len(entities)) for kind in ("unstyled", "ordered-list-item", "atomic")]
    whole = {"offset": 0, "length": len(words)}
    blocks = [
        {
            "key": words,
            "type": kind,
            "text": words,
            "depth": 0,
            "data": {words: words},
            "inlineStyleRanges": [{**whole, "style": "BOLD"}, {**whole, "style": words}],
            "entityRanges": [{**whole, "key": number} for number in numbers],
        }
        for kind, numbers in plain + linked
    ]
    named = {str(number): {"type": kind, "mutability": "MUTABLE", "data": data} for number, (kind, data) in enumerate(entities)}
    return json.dumps({"blocks": blocks, "entityMap": named})


def rich_text(widget: forms.Widget, words: str) -> str:
    """What is stored once the editor's widget has read what was sent."""
    stored = widget.value_from_datadict({"x": content_state(words)}, {}, "x")
    return str(getattr(stored, "source", stored))


def filled(block: Any, words: str, chosen: Callable[[Any], int]) -> Any:
    """The raw value of a block with the words wherever an author may write."""
    match block:
        case RichTextBlock():
            return rich_text(block.field.widget, words)
        case ListBlock():
            return [filled(block.child_block, words, chosen)]
        case StructBlock():
            return {name: filled(child, words, chosen) for name, child in block.child_blocks.items()}
        case ChooserBlock():
            return chosen(block.model_class)
        case BooleanBlock() | IntegerBlock():
            return 0
        case ChoiceBlock() | RegexBlock():
            return "self" if isinstance(block, ChoiceBlock) else "jaga-anak"
    return words


WORDLESS = {"leader_message", "help_strip"}


def body_of(some: Sequence[str], chosen: Callable[[Any], int]) -> str:
    """Each block that has words, once for each of these. ``chosen`` tells the key of a row of a table."""
    blocks = [(name, block) for name, block in taught.Lesson.body.field.stream_block.child_blocks.items() if name not in WORDLESS]
    return json.dumps([{"type": name, "value": filled(block, words, chosen)} for words in some for name, block in blocks])


def question_of(kind: str, words: str) -> dict[str, Any]:
    """The content of a question of this kind with the words wherever a writer may put them; a number tells choices apart."""
    texts = ("text", "feedback", "match", "step_text")
    rows = [
        Choice(**{name: f"{words} {number}" if name in texts and value else value for name, value in row.items()})
        for number, row in enumerate(ROWS[kind])
    ]
    told = dict.fromkeys(("prompt", "topic", "topic_title", "explanation", "lesson_title", "lesson_url"), words)
    head = {"kind": kind, "critical": kind == "single", "attitude": False, "lesson_key": str(uuid4())}
    return {**head, **told, **KINDS[kind].content(rows, words)}


#: What authors and learners write, and what staff and imports write for them.
WRITTEN = (
    taught.Home, taught.PathIndex, taught.Path, taught.ModuleIndex, taught.Module, taught.Lesson, taught.GuideIndex, taught.Guide,
    taught.HandoutIndex, taught.Handout, taught.LeaderIndex, taught.LeaderPage, taught.Help, taught.Glossary, taught.PlainPage, Page,
    taught.Leader, taught.LeaderMessage, taught.HelpChannel, taught.GlossaryTerm, CustomImage, get_document_model(), get_media_model(),
    QuestionBank, Topic, Quiz, User, ConsentText, Certificate, CertificateSettings,
)  # fmt: skip
#: Not in free words, beside what has choices, is unique or a slug.
CHOSEN = {"language", "password", "region_code"}
#: Facts of a certificate that are days.
CHECKED = {"started", "completed", "issued", "valid_until", "renewed"}


@cache
def columns_of(table: type[models.Model]) -> list[models.Field]:
    """Those for free words; rich text comes from its editor."""
    columns = table._meta.get_fields() if table in WRITTEN else []
    words = [column for column in columns if isinstance(column, models.CharField | models.TextField) and column.editable]
    others = (models.SlugField, models.URLField, RichTextField)
    return [each for each in words if not (each.choices or each.unique or isinstance(each, others) or each.name in CHOSEN)]


@contextmanager
def every_row_says(words: str) -> Iterator[None]:
    """Whatever is read from the database has these words in each such column, longer than the column could hold."""
    as_stored = models.Model.__dict__["from_db"].__func__

    def from_db(cls: type[models.Model], *stored: Any) -> models.Model:
        row: models.Model = as_stored(cls, *stored)
        row.__dict__.update({column.name: words for column in columns_of(cls) if column.name in row.__dict__})
        if isinstance(row, Certificate):
            row.facts |= {name: words for name, fact in row.facts.items() if isinstance(fact, str) and name not in CHECKED}
        return row

    with patch.object(models.Model, "from_db", classmethod(from_db)):
        yield
