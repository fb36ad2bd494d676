"""A hand-out as PDF, set by typst from the page's blocks: tagged, A4, to print and to write on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _

from lms.typesetting import all_settable, tagged_pdf
from modules.models import Handout

SOURCE = Path(__file__).resolve().parent / "typst" / "handout.typ"
#: A photo as paper needs it. A drawing (SVG) is printed as it is.
PHOTO = "max-1200x1200|format-jpeg"


def prose(html: str) -> list[dict[str, Any]]:
    """Rich text as paragraphs and list items, each a list of runs. Links keep their words: paper can't be tapped."""
    soup = BeautifulSoup(html, "html.parser")
    for line_end in soup.find_all("br"):
        line_end.replace_with(" ")
    nodes = [node for node in soup.find_all(["p", "li", "h2", "h3"]) if not (node.name == "p" and node.find_parent("li"))]
    parts: list[dict[str, Any]] = [{"kind": _mark(node), "runs": list(_runs(node))} for node in nodes]
    return [part for part in parts if any(run["text"].strip() for run in part["runs"])]


def _mark(node: Tag) -> str:
    if node.name == "li":
        return "number" if node.parent and node.parent.name == "ol" else "bullet"
    return "heading" if node.name.startswith("h") else "paragraph"


def _runs(node: Tag) -> Iterator[dict[str, Any]]:
    """A list item without the items of the list in it, which are parts of their own."""
    for text in node.find_all(string=True):
        if (text.find_parent("li") or node) is not node:
            continue
        parents = {parent.name for parent in text.parents}
        yield {"text": str(text), "bold": bool(parents & {"b", "strong"}), "italic": bool(parents & {"i", "em"})}


def _picture(value: Any) -> dict[str, Any]:
    """A picture's bytes, which travel with the words; none where its file is gone, so that the sheet can still be printed."""
    image = value["image"]
    try:
        file = image.file if image.is_svg() else image.get_rendition(PHOTO).file
        with file.open("rb") as opened:
            data = list(opened.read())
    except OSError:
        data = []
    return {"kind": "picture", "bytes": data, "alt": image.contextual_alt_text or "", "caption": value["caption"]}


def _printable(block: Any) -> dict[str, Any]:
    """A block as the typst source wants it: its kind and plain values."""
    if block.block_type == "picture":
        return _picture(block.value)
    raw = _unwrapped(block.block.get_prep_value(block.value))
    if block.block_type == "text":
        return {"kind": "prose", "parts": prose(raw)}
    if block.block_type == "table":
        raw |= _even(raw["headings"], raw["rows"])
    if block.block_type == "fill_in":
        raw["lines"] = len(block.value.blank_lines)
    return {"kind": block.block_type, **(raw if isinstance(raw, dict) else {"text": raw})}


def _even(headings: list[str], rows: list[list[str]]) -> dict[str, Any]:
    """As many cells in every row as in the longest: an editor may write more or fewer, and typst knows no rows."""
    width = max(len(headings), *map(len, rows))
    return {"headings": _padded(headings, width), "rows": [_padded(row, width) for row in rows]}


def _padded(cells: list[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _unwrapped(raw: Any) -> Any:
    """List blocks store each item with an id; only the values are printed. What was left empty may be None."""
    if isinstance(raw, list):
        return [_unwrapped(item["value"] if isinstance(item, dict) and item.get("type") == "item" else item) for item in raw]
    if isinstance(raw, dict):
        return {key: _unwrapped(value) for key, value in raw.items()}
    return "" if raw is None else raw


PRINTED = {
    *("text", "heading", "picture", "steps", "right_wrong", "key_message", "fill_in", "table"),
    *("reflection", "opening", "monday", "help_strip"),
}


def _is_printed(block: Any) -> bool:
    return block.block_type in PRINTED and (block.block_type != "picture" or bool(block.value["image"]))


def render_handout(handout: Handout) -> bytes:
    """The PDF's bytes. Text comes in as JSON, never as typst source."""
    data = {
        "title": handout.title,
        "summary": handout.summary,
        "review": _("To be reviewed by %(institution)s.") % {"institution": handout.review_institution} if handout.needs_review else "",
        "blocks": [_printable(block) for block in handout.body if _is_printed(block)],
        "words": {"wrong": _("Wrong"), "right": _("Right"), "remember": _("Remember")},
    }
    return tagged_pdf(SOURCE.read_bytes(), all_settable(data))
