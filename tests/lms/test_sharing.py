"""Every page can be shared by WhatsApp, and no link tells anything of the one who shares."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from certificates.models import Certificate
from modules.models import Leader, LeaderMessage
from quizzes.attempts import finish_attempt, start_attempt
from quizzes.models import Quiz
from tests.factories import make_module
from tests.lms.written_site import make_written_site
from tests.quizzes.builders import at, make_bank, make_question, make_quiz
from tests.quizzes.conftest import sign_in

if TYPE_CHECKING:
    from lms.accounts.models import User
    from modules.models import Home, Module

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the files open from which it draws smaller pictures.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
SITE = "Bagikan situs Betang lewat WhatsApp"
PAGE = "Bagikan lewat WhatsApp"
#: Label, words and path where nothing of the page is sent.
THE_SITE = (SITE, "Belajar menjaga anak tetap aman di ruang digital", "/")
#: What a link with a text to send looks like, and what stands on it.
SHARED = re.compile(r'<a [^>]*href="(https://wa\.me/\?text=[^"]*)"[^>]*>(?:<svg.*?</svg>)?([^<]*)</a>')
#: Pages for everyone that have no address for others to open.
NO_ADDRESS = [
    "/cari/", "/cari/?q=takut", "/wilayah-saya/", "/wilayah-saya/?topik=jaga-anak", "/daftar/", "/masuk/", "/masuk/?next=/saya/",
    "/masuk/kode/", "/keluar/", "/tidak-ada/", "/pesan/lain/", "/hemat-data/", "/C/ABCDEFGHJKMNPQRSTVWXYZ1234",
]  # fmt: skip


def shared_on(client: Client, address: str) -> tuple[str, str, str]:
    """What the one way to share of a page says, the words that it sends, and the path that it sends."""
    found = SHARED.findall(client.get(address).content.decode())
    assert len(found) == 1, (address, found)
    (link, label) = found[0]
    ((_text, sent),) = parse_qsl(urlsplit(link).query)
    words, _space, whole = sent.rpartition(" ")
    assert whole.startswith(f"{django_settings.BASE_URL}/"), (address, sent)
    return label.strip(), words, whole.removeprefix(django_settings.BASE_URL)


@pytest.fixture
def pages(home: Home, learner: User) -> dict[str, str]:
    """Name → address: every kind of page, as the learner meets it who is signed in."""
    learner.set_password("482915")
    learner.save()
    own = make_written_site(home, learner)
    module = make_module(home, "U9", lessons=0)
    done, begun = (start_attempt(learner=learner, quiz=quiz) for quiz in (_quiz(module), _quiz(make_module(home, "U8", lessons=0))))
    finish_attempt(attempt=done)
    return {**own, "attempt": at("attempt", begun), "hand in": at("finish", begun), "result": at("result", done)}


def _quiz(module: Module) -> Quiz:
    bank = make_bank(module)
    make_question(bank, "single")
    return make_quiz(module, [{"bank": bank, "kinds": "single", "number": 1}])


#: Pages whose own address is for everyone, and that send it; a certificate sends that of its check.
WITH_ADDRESS = {"voices": "/pesan/jaga-anak/", "message": "/pesan/jaga-anak/"}


def test_every_page_is_shared_once_and_what_is_ones_own_never(client: Client, learner: User, pages: dict[str, str]) -> None:
    sign_in(client, learner)
    own = {name: address for name, address in pages.items() if name not in WITH_ADDRESS and not name[0].isupper()}
    assert {"overview", "attempt", "result", "quiz", "my data", "way", "verify", "certificate"} < own.keys()
    certificate = own.pop("certificate")
    for address in [*own.values(), "/saya/hapus/", "/akun/sandi/", "/persetujuan/", f"/kuis/percobaan/{uuid4()}/"]:
        assert shared_on(client, address) == THE_SITE
    label, _words, sent = shared_on(client, certificate)
    assert (label, sent) == (PAGE, own["verify"])


@pytest.mark.parametrize("address", NO_ADDRESS)
def test_a_page_that_has_no_address_for_others_sends_the_site(home: Home, client: Client, address: str) -> None:
    assert shared_on(client, address) == THE_SITE


def test_a_page_for_everyone_sends_its_own_address(client: Client, pages: dict[str, str]) -> None:
    public = {name: address for name, address in pages.items() if name[0].isupper() or name in WITH_ADDRESS}
    assert len(public) > 12
    for name, address in public.items():
        _label, _words, sent = shared_on(client, f"{address}?utm_source=x")
        assert sent == WITH_ADDRESS.get(name, address)


@pytest.mark.parametrize(
    ("speaks_to", "shared"),
    [
        (["62.07"], (SITE, "/")),  # Nobody speaks to the whole province: there is no page of the topic.
        (["62.07", "62"], ("Bagikan pesan semua tokoh lewat WhatsApp", "/pesan/jaga-anak/")),
    ],
)
def test_of_a_regions_message_the_region_is_not_sent(home: Home, client: Client, speaks_to: list[str], shared: tuple[str, str]) -> None:
    for region in speaks_to:
        said = {"topic": "jaga-anak", "leader_kind": "adat", "role": "Damang", "signed_by": "x", "text": "x"}
        LeaderMessage.objects.create(region_id=region, locale=home.locale, **said)
    for address in ("/pesan/jaga-anak/62.07/", "/pesan/jaga-anak/62.07.01.2001/"):
        assert shared_on(client, address)[::2] == shared
        # Nor does the page lead there otherwise.
        assert ("Pesan tokoh lain" in client.get(address).content.decode()) == (len(speaks_to) > 1)


def test_a_leader_whose_consent_has_ended_is_not_sent(client: Client, pages: dict[str, str]) -> None:
    Leader.objects.update(consent_until=timezone.localdate() - timedelta(days=1))
    assert shared_on(client, pages["LeaderPage"])[::2] == (SITE, "/")


def test_a_certificate_that_was_revoked_sends_the_site(client: Client, learner: User, pages: dict[str, str]) -> None:
    sign_in(client, learner)
    Certificate.objects.update(revoked_at=timezone.now())
    assert shared_on(client, pages["certificate"])[::2] == (SITE, "/")
