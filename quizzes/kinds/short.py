"""Short answer: all or nothing, several spellings accepted; case, spaces, punctuation and the way a number is written do not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from fractions import Fraction
from random import Random
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from quizzes.kinds.base import LONGEST_TEXT, Content, Grade, Part, Posted, Problem, Row
from quizzes.kinds.editing import editor

ABOUT = _("The learner writes a number or a word.")
EDITOR = editor(
    FieldPanel(
        "accepted",
        help_text=_(
            "One spelling a line; the first is shown as the right answer. Only letters and digits count: capital letters, spaces, hyphens "
            "and apostrophes do not matter, and 0811-1129 and +62 811 1129 are the same."
        ),
    )
)

_NO_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")
_COUNTRY_CODE = re.compile(r"^620?(?=8\d{6,}$)")


def rows(shape: Any) -> list[dict[str, Any]]:
    return []


def spellings(accepted: str) -> list[str]:
    return [line.strip() for line in accepted.splitlines() if line.strip()]


def content(rows: Sequence[Row], accepted: str = "") -> Content:
    return {"key": spellings(accepted), "feedback": {}}


def clean(rows: Sequence[Row], accepted: str = "") -> Iterator[Problem]:
    if not any(normalised(spelling) for spelling in spellings(accepted)):
        yield Problem(gettext("Write at least one accepted answer, one spelling a line."), field="accepted")


def normalised(text: str) -> str:
    """The letters and digits of an answer: “UPT-PPA” is “uptppa”, “do’a” is “doa”, “+62 811-1129” is “0811 1129”.

    Indonesian is written with and without spaces, hyphens, apostrophes and accents, and none of them makes another answer here.
    """
    squeezed = _NO_LETTER_NOR_DIGIT.sub("", unicodedata.normalize("NFKD", text).casefold())
    return _COUNTRY_CODE.sub("0", squeezed)


def shown(content: Content, rng: Random, answer: Any = None) -> Content:
    return {"text": answer if isinstance(answer, str) else ""}


def parse(posted: Posted, prefix: str, content: Content) -> str | None:
    text = posted.get(prefix)
    return text.replace("\x00", "").strip()[:LONGEST_TEXT] or None if isinstance(text, str) else None


def said(content: Content, answer: Any) -> str:
    return answer.strip()[:LONGEST_TEXT] if isinstance(answer, str) else ""


def grade(content: Content, answer: Any) -> Grade:
    given = said(content, answer)
    right = bool(given) and normalised(given) in {normalised(spelling) for spelling in content["key"]} - {""}
    return Grade(Fraction(right), (Part("", right, given, "" if right else content["key"][0]),))
