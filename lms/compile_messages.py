"""Compile the translations without GNU gettext, which a fresh machine may not have: ``python -m lms.compile_messages``."""

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent / "locale"


def compile_messages() -> list[Path]:
    """Write the ``.mo`` beside each ``.po``; fuzzy entries are left out, as msgfmt does."""
    written = []
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
        written.append(source.with_suffix(".mo"))
    return written


if __name__ == "__main__":
    compile_messages()
