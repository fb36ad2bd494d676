"""The words of the interface reach the catalogue."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings


def test_no_word_goes_by_a_name_that_the_collector_does_not_know() -> None:
    """``makemessages`` looks for gettext's own names and ``_``: under another alias words stayed English, and nothing missed them."""
    files = [path for app in ("lms", "modules", "quizzes", "certificates") for path in (Path(settings.BASE_DIR) / app).rglob("*.py")]
    aliased = [str(path) for path in files if re.search(r"import .*gettext\w* as (?!_\b)", path.read_text(encoding="utf-8"))]
    assert files
    assert not aliased
