"""What every document set by typst needs: our fonts, and text that they can show. Needs no app."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

FONTS = Path(__file__).resolve().parent / "fonts"
#: The letters that our fonts have. A PDF/UA may hold no letter without a shape, so anything else is put together of
#: these, or set as a question mark.
LETTERS = (
    " -~\u00a0-\u00b1\u00b4-\u00b8\u00ba-\u017f\u018f\u0192\u01cd-\u01dc\u01e6\u01e7\u0218-\u021b\u0259\u02bb\u02bc"
    "\u0300-\u0304\u0306-\u030c\u0323\u0327\u0328\u1e00-\u1e99\u2010-\u2015\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033"
    "\u2039\u203a\u20ac\u2122\u2212"
)
_OTHER = re.compile(f"[^{LETTERS}]")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def settable(text: str) -> str:
    """The text in letters that our fonts have. Signs that turn the direction of writing, or are not seen at all, are left out."""
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(" " if char.isspace() else char for char in composed if unicodedata.category(char) not in ("Cc", "Cf") or char.isspace())
    return _OTHER.sub(_put_together, seen)


def _put_together(found: re.Match[str]) -> str:
    """A letter that has no shape of its own, as its base with the marks that have one: Vietnamese names keep theirs."""
    base, *marks = list(unicodedata.normalize("NFD", found[0]))
    return "?" if _OTHER.match(base) else base + "".join(mark for mark in marks if not _OTHER.match(mark))


def without_shape(text: str) -> str:
    """The signs of a text that our fonts cannot show, each once: other scripts, pictures."""
    return "".join(dict.fromkeys(char for char in unicodedata.normalize("NFC", text) if char != "?" and settable(char) == "?"))


def all_settable(value: Any) -> Any:
    """``settable`` for every string in plain data."""
    if isinstance(value, str):
        return settable(value)
    if isinstance(value, dict):
        return {key: all_settable(item) for key, item in value.items()}
    return [all_settable(item) for item in value] if isinstance(value, list) else value


def tagged_pdf(source: bytes, data: dict[str, Any]) -> bytes:
    """A PDF/UA-1 of a typst source. ``data`` travels as JSON in ``sys.inputs.data``, never as part of the source."""
    document = typst.compile(
        source, font_paths=_fonts(), ignore_system_fonts=True, format="pdf", sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"]
    )
    return bytes(document)


#: Pixels of a drawing's 20 mm of height: as fine as print needs.
FINE = 230
_ALONE = b"""#let it = json(bytes(sys.inputs.data))
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(it), format: "svg", height: 20mm)"""


class Unsettable(Exception):
    """Typst says why."""


def drawing_alone(svg: bytes, file_format: Literal["pdf", "png"]) -> bytes:
    """A drawing on a page of its own size, with nothing behind it. Raises Unsettable."""
    try:
        document = typst.compile(
            _ALONE, font_paths=_fonts(), ignore_system_fonts=True, format=file_format, ppi=FINE, sys_inputs={"data": json.dumps(list(svg))}
        )
    except typst.TypstError as error:
        raise Unsettable from error
    return bytes(document)
