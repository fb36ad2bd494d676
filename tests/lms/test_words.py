"""Words that makemessages does not find are in no catalogue, and no check misses them: an editor then meets them in English."""

from __future__ import annotations

import json
import re
from pathlib import Path

import polib
import pytest
import wagtail.admin
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from lms.wagtail_words import WORDS

APPS = ("lms", "modules", "quizzes", "certificates")
#: A name of our own for gettext: makemessages knows gettext's own names and ``_``.
RENAMED = re.compile(r"\bn?p?gettext\w* as (?!_\b)\w+")


def test_gettext_is_called_by_names_that_makemessages_knows() -> None:
    files = [path for app in APPS for path in Path(settings.BASE_DIR, app).rglob("*.py")]
    assert len(files) > 100
    assert [str(path) for path in files if RENAMED.search(path.read_text(encoding="utf-8"))] == []


def test_the_words_of_wagtail_stand_in_one_list_each_once() -> None:
    files = [
        path for app in APPS for path in Path(settings.BASE_DIR, app).rglob("*.py") if "gettext_noop" in path.read_text(encoding="utf-8")
    ]
    assert [path.name for path in files] == ["wagtail_words.py"]
    assert len(set(WORDS)) == len(WORDS) > 200


@pytest.mark.django_db
def test_wagtails_scripts_find_all_their_words_in_indonesian(client: Client) -> None:
    english = polib.pofile(str(Path(wagtail.admin.__file__).parent / "locale" / "en" / "LC_MESSAGES" / "djangojs.po"))
    script = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    known = json.loads(script.partition("newcatalog = ")[2].partition(";\n")[0])
    assert known["Collapse all"] == "Tutup semua"
    assert [entry.msgid for entry in english if entry.msgid not in known] == []


#: Where Wagtail says what it says of any kind of thing, such as a question, and where its mails are.
MET = ("templates/wagtailadmin/notifications/", "templates/wagtailadmin/generic/", "views/generic/")


def test_what_wagtail_says_of_questions_and_in_mails_is_indonesian() -> None:
    english = polib.pofile(str(Path(wagtail.admin.__file__).parent / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    met = {entry.msgid for entry in english if not entry.msgid_plural and any(place.startswith(MET) for place, _line in entry.occurrences)}
    assert len(met) > 150
    with translation.override("id"):
        same = {message for message in met if gettext(message) == message}
    assert same == {"%(related_model_name)s %(field_label)s"}
