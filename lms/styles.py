"""Styles are inlined in each page and allowed by hash, because pages are kept by caches and a nonce would not be.

A page asks for one or more sheets by name; each is all the files of one folder below ``static/lms/css/``, in the order of
their names, minified. Needs no Django, because settings need the hashes.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

import rcssmin

CSS = Path(__file__).resolve().parent / "static" / "lms" / "css"

#: base: every page; learn: lesson and guide blocks; forms: forms, quizzes and the learner's own pages.
SHEETS = ("base", "learn", "forms")


@cache
def sheet(name: str) -> str:
    """The minified text of a sheet, exactly as it stands between the style tags."""
    return "".join(str(rcssmin.cssmin(path.read_text(encoding="utf-8"))) for path in sorted((CSS / name).glob("*.css")))


@cache
def token(name: str) -> str:
    """A colour of the light scheme, for what is drawn outside of any page."""
    found = re.search(rf"--{name}:(#[0-9a-f]+)", sheet("base"))
    if found is None:
        raise KeyError(name)
    return found[1]


def inline_style_hashes() -> list[str]:
    """The CSP sources that allow the sheets."""
    return [f"'sha256-{base64.b64encode(hashlib.sha256(sheet(name).encode()).digest()).decode()}'" for name in SHEETS]
