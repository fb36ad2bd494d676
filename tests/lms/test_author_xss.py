"""Whatever stands in a text that somebody may write: no page that shows it gains a program, a frame, a form, or an address that runs.

Each page is compared with itself with harmless words in it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import UUID

import pytest
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from certificates.models import VerificationMiss
from modules.models import HelpChannel, Lesson, Path
from quizzes.attempts import finish_attempt
from quizzes.kinds import KINDS
from quizzes.models import Attempt, Purpose, QuestionVersion, Quiz
from quizzes.versions import digest_of
from tests.lms.hostile_html import active_parts, payloads
from tests.lms.hostile_texts import body_of, every_row_says, question_of, rich_text
from tests.lms.written_site import make_written_site
from tests.quizzes.builders import at

if TYPE_CHECKING:
    from django.test import Client

    from lms.accounts.models import User
    from modules.models import Home

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.thorough,
    pytest.mark.crawl,
    # Wagtail leaves the files open from which it draws smaller pictures.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
#: No form takes the sign that PostgreSQL cannot keep.
PAYLOADS = [words.replace("\x00", "") for words in payloads()]
HARMLESS = ["Kata biasa"]


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Wagtail logs everything that it throws away."""
    caplog.set_level(logging.CRITICAL)


class Looker:
    """Remembers what each page is made of, and says where it is made of something else."""

    def __init__(self) -> None:
        self.usual: dict[str, Any] = {}
        self.shown: set[str] = set()

    def __call__(self, name: str, response: Any) -> None:
        assert response.status_code in (200, 400, 404), (name, response)
        page = response.content.decode()
        parts = active_parts(page)
        usual = self.usual.setdefault(name, parts)
        assert parts == usual, (name, [(now - before, before - now) for now, before in zip(parts, usual, strict=True)])
        if "alert(1)" in page:
            self.shown.add(name)


@pytest.mark.parametrize(
    ("hole", "least"),
    [("<p>{}</p>", 250), ('<p title="{}">', 50), ("<p title='{}'>", 8), ("<p title={}>", 200), ('<a href="{}">x</a>', 90)],
)
def test_a_hole_would_be_seen(hole: str, least: int) -> None:
    seen = [words for words in PAYLOADS if active_parts(hole.format(words)) != active_parts(hole.format(HARMLESS[0]))]
    assert len(seen) >= least, len(seen)


@pytest.fixture
def site(home: Home, learner: User) -> dict[str, str]:
    return make_written_site(home, learner)


@pytest.fixture
def reader(site: dict[str, str], client: Client, learner: User) -> Client:
    client.force_login(learner)
    return client


def chunks(some: Sequence[str], size: int = 50) -> Iterator[list[str]]:
    return (list(some[start : start + size]) for start in range(0, len(some), size))


def forget_pages() -> None:
    for kept in caches.all(initialized_only=True):
        kept.clear()


def test_titles_summaries_terms_and_names_are_words_only(site: dict[str, str], reader: Client) -> None:
    look = Looker()
    for some in (HARMLESS, *chunks(PAYLOADS)):
        forget_pages()
        with every_row_says("\n".join(some)):
            for name, address in site.items():
                look(name, reader.get(address))
    assert site.keys() - look.shown == set()


def first_of(table: Any) -> int:
    return int(table._default_manager.order_by("pk").values_list("pk", flat=True)[0])


def test_blocks_rich_text_and_links_are_words_only(site: dict[str, str], reader: Client) -> None:
    look, chosen = Looker(), cache(first_of)
    intro = Path._meta.get_field("intro").formfield().widget
    for some in (HARMLESS, *chunks(PAYLOADS, 20)):
        forget_pages()
        Lesson.objects.update(body=body_of(some, chosen))
        Path.objects.update(intro="".join(rich_text(intro, words) for words in some))
        for name in ("Lesson", "Path"):
            look(name, reader.get(site[name]))
        look("with little data", reader.get(site["Lesson"], headers={"Save-Data": "on"}))
    assert look.shown == {"Lesson", "Path", "with little data"}


def typed(column: Any, words: str) -> str:
    """What a form keeps of it; nothing where it is refused."""
    try:
        return str(column.formfield(assume_scheme="https").clean(words))
    except ValidationError:
        return ""


def test_an_address_of_help_is_looked_at_where_it_is_typed(site: dict[str, str], client: Client, home: Home) -> None:
    look, column = Looker(), HelpChannel._meta.get_field("url")
    tried = [before + words for words in PAYLOADS for before in ("", "https://", "https://contoh.id/", "https://contoh.id/?")]
    kept = {address for words in tried if (address := typed(column, words))}
    look("Help", client.get(site["Help"]))
    forget_pages()
    for address in kept:
        HelpChannel.objects.create(name="x", url=address, verified_on=timezone.localdate(), locale=home.locale)
    page = client.get(site["Help"])
    look("Help", page)
    assert page.content.decode().count('rel="noopener noreferrer">') >= len(kept) > 200


def test_questions_choices_feedback_and_answers_are_words_only(site: dict[str, str], reader: Client, learner: User) -> None:
    look = Looker()
    quizzes = {purpose: Quiz.objects.get(purpose=purpose) for purpose in (Purpose.MODULE, Purpose.PRE)}
    for some in (HARMLESS, *chunks(PAYLOADS, 25)):
        versions = {digest_of(content): content for words in some for kind in KINDS if (content := question_of(kind, words))}
        QuestionVersion.objects.bulk_create(QuestionVersion(digest=digest, content=content) for digest, content in versions.items())
        answers = {number: content["prompt"] for number, content in enumerate(versions.values(), 1) if content["kind"] == "short"}
        for purpose, quiz in quizzes.items():
            Attempt.objects.filter(pk=UUID(int=1)).delete()
            own = {"pk": UUID(int=1), "learner": learner, "quiz": quiz, "quiz_key": quiz.translation_key}
            attempt = Attempt.objects.create(**own, seed=1, pass_mark=80, items=list(versions))
            for page in ("attempt", "finish"):
                look(page, reader.get(at(page, attempt)))
            look(f"result {purpose}", reader.get(at("result", finish_attempt(attempt=attempt, answers=answers))))
    assert look.shown == {"attempt", "finish", "result module", "result pre"}


def test_what_is_sent_comes_back_as_words_only(home: Home, client: Client) -> None:
    look = Looker()
    asked = ("/cari/?q=", "/cek/?kode=", "/C/", "/wilayah-saya/?topik=", "/masuk/?next=", "/tidak-ada/?x=", "/pesan/")
    fields = ("name", "phone", "username", "email", "audience", "workplace", "regency", "district", "village", "password", "next")
    for some in (HARMLESS, *chunks(PAYLOADS, 25)):
        words = "\n".join(some)
        for address in asked:
            look(address, client.get(address + quote(words.replace("/", ""), safe="")))
        look("/daftar/", client.post("/daftar/", dict.fromkeys(fields, words)))
        VerificationMiss.objects.all().delete()
    assert look.shown >= {"/cek/?kode=", "/masuk/?next=", "/daftar/"}


def test_the_office_reads_names_as_words_only(site: dict[str, str], client: Client, superuser: User, settings: Any) -> None:
    settings.MFA_REQUIRED_FOR_ADMIN = False
    client.force_login(superuser)
    look = Looker()
    lists = [f"office_{rows}:index" for rows in ("people", "attempts", "enrolments", "certificates")]
    addresses = [reverse(name) for name in (*lists, "reports_texts_to_review")]
    for some in (HARMLESS, *chunks(PAYLOADS, 100)):
        forget_pages()
        with every_row_says("\n".join(some)):
            for address in addresses:
                look(address, client.get(address))
    assert len(look.shown) == len(addresses)
