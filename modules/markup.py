"""From a content file's blocks to what a StreamField stores."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from markdown_it import MarkdownIt

from lms.images.models import CustomImage
from modules import content_schema as schema
from modules import plain_language

_markdown = MarkdownIt("commonmark", {"html": False})
_TARGET = re.compile(r'<a href="(lesson|guide|glossary|page|path|module|handout):([a-z0-9-]+)">')
_LIST_MARK = re.compile(r"^\s*[-+*]\s+", re.MULTILINE)
#: The id of a page that people deleted: a link to it is shown as plain words.
NO_PAGE = 0
_NAMESPACE = uuid.UUID("5f0c9a52-77a0-4c0e-9e0c-6f1b1f6f4a10")


@dataclass
class References:
    """What the text may point to: pages by "kind:key", pictures by file name (None: people deleted it), the glossary's address."""

    page_ids: dict[str, int] = field(default_factory=dict)
    images: dict[str, CustomImage | None] = field(default_factory=dict)
    glossary_url: str = "/glosarium/"

    def open_link(self, match: re.Match[str]) -> str:
        kind, key = match.groups()
        if kind == "glossary":
            return f'<a href="{self.glossary_url}#{key}">'
        return f'<a linktype="page" id="{self.page_ids[f"{kind}:{key}"]}">'


def rich_text(markdown: str, references: References) -> str:
    """Wagtail's rich text, with links to pages by id. Raises KeyError for a page that is not there."""
    return _TARGET.sub(references.open_link, _markdown.render(markdown)).strip()


def plain_text(markdown: str) -> str:
    """For fields that hold no markup: words and line breaks stay, list marks become bullets."""
    return plain_language.plain(_LIST_MARK.sub("• ", markdown)).strip()


def _image(picture: schema.Picture | None, references: References) -> dict[str, Any]:
    image = references.images[picture.file] if picture else None
    if picture is None or image is None:
        # As the block itself writes it: a bare null beside full values cannot be read back.
        return {"image": None, "decorative": False, "alt_text": ""}
    return {"image": image.pk, "decorative": picture.decorative, "alt_text": picture.alt}


def _plain_dict(shape: schema.Shape) -> dict[str, Any]:
    return {name: plain_text(value) if isinstance(value, str) else value for name, value in shape.model_dump().items()}


def _items(shapes: Iterable[schema.Shape]) -> list[dict[str, Any]]:
    return [_plain_dict(shape) for shape in shapes]


def _story(story: schema.Story, references: References) -> dict[str, Any]:
    panels = [{"image": _image(panel.picture, references), "text": plain_text(panel.text)} for panel in story.panels]
    return {"title": story.title, "panels": panels}


def _picture(picture: schema.Picture, references: References) -> dict[str, Any]:
    return {"image": _image(picture, references), "caption": picture.caption}


_VALUES: dict[str, Callable[[Any, References], Any]] = {
    "text": rich_text,
    "picture": _picture,
    "story": _story,
    "right_wrong": lambda value, _: {"title": value.title, "pairs": _items(value.pairs)},
    "steps": lambda value, _: {"title": value.title, "items": _items(value.items)},
    "check": lambda value, _: {"question": plain_text(value.question), "choices": _items(value.choices)},
    "conversation": lambda value, _: {"title": value.title, "bubbles": _items(value.bubbles), "after": plain_text(value.after)},
    "content_note": lambda value, _: _plain_dict(value),
    "handout": lambda value, references: {"page": references.page_ids[f"handout:{value.key}"], "text": plain_text(value.text)},
    "fill_in": lambda value, _: value.model_dump(),
    "table": lambda value, _: value.model_dump(),
    "leader_message": lambda value, _: value.model_dump(),
    "help_strip": lambda value, _: None,
}


def in_words(day: date) -> str:
    """A date as the starter content, which is Indonesian, says it: 23 November 2026."""
    with translation.override("id"):
        return date_format(day, "j F Y")


def _block_id(owner: str, number: int) -> str:
    """Stable, so that seeding the same file twice makes the same page."""
    return str(uuid.uuid5(_NAMESPACE, f"{owner}/{number}"))


def stream(owner: str, body: list[schema.Block], sources: list[schema.Source], references: References) -> list[dict[str, Any]]:
    """The raw value of a body StreamField; the sources, if any, come last."""
    blocks = []
    for number, block in enumerate(body):
        convert = _VALUES.get(block.kind, lambda value, _: plain_text(value))
        blocks.append({"type": block.kind, "value": convert(block.value, references), "id": _block_id(owner, number)})
    if sources:
        items = [{"text": source.text, "seen": in_words(source.seen)} for source in sources]
        blocks.append({"type": "sources", "value": {"items": items}, "id": _block_id(owner, len(body))})
    return blocks
