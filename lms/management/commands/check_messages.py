import tempfile
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

CATALOGUE = Path(settings.BASE_DIR) / "lms" / "locale" / "id" / "LC_MESSAGES" / "django.po"


def missing_translations(catalogue: polib.POFile) -> list[str]:
    """The words without an Indonesian translation, fuzzy ones included."""
    return [entry.msgid for entry in catalogue if not entry.obsolete and (not entry.translated() or entry.fuzzy)]


class Command(BaseCommand):
    help = "Check that lms/locale/id has every word of the interface, and that each is translated."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        present = polib.pofile(str(CATALOGUE))
        faults = [f"not translated: {word!r}" for word in missing_translations(present)]
        known = {entry.msgid for entry in present if not entry.obsolete}
        faults += [f"not in the catalogue, run `make messages`: {word!r}" for word in sorted(self._words_in_use() - known)]
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write(f"translations: {len(known)} words, all in Indonesian")

    def _words_in_use(self) -> set[str]:
        """What makemessages finds now, gathered in a copy, so that a check changes nothing."""
        with tempfile.TemporaryDirectory() as folder:
            before = settings.LOCALE_PATHS
            settings.LOCALE_PATHS = [folder]
            try:
                # The real folder is ignored, or makemessages would find it by itself and write into it.
                ignored = [".venv", "var", "lms/locale"]
                call_command("makemessages", locale=["id"], no_location=True, no_wrap=True, ignore_patterns=ignored, verbosity=0)
            finally:
                settings.LOCALE_PATHS = before
            found = Path(folder) / "id" / "LC_MESSAGES" / "django.po"
            return {entry.msgid for entry in polib.pofile(str(found))} if found.exists() else set()
