"""A language is open when the office has published something in it, and no sooner; its words are its own, else Indonesian."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format, localize
from django.utils.timezone import localdate
from wagtail.models import Locale, Page

from lms.language import language_of
from modules.models import HandoutIndex, Help, HelpChannel, LeaderMessage, ModuleIndex, PlainPage
from modules.reading import channels_of

pytestmark = pytest.mark.django_db

OWN_ROUTES = ("cari/", "cari/?q=anak", "wilayah-saya/", "pesan/jaga-anak/", "pesan/jaga-anak/62.07/", "robots.txt")


@pytest.fixture
def published(home: Any, regions: None, django_capture_on_commit_callbacks: Any) -> Any:
    """Opens a language as the office does: a locale, and the home page in it."""
    LeaderMessage.objects.create(
        locale=home.locale, leader_kind="adat", role="Damang", signed_by="Contoh", topic="jaga-anak", text="Jaga anak."
    )

    def publish(code: str, page: Any = None) -> Page:
        with django_capture_on_commit_callbacks(execute=True):
            locale = Locale.objects.get_or_create(language_code=code)[0]
            translated = (page or home).copy_for_translation(locale)
            translated.title = f"Betang {code}"
            translated.save_revision().publish()
        return Page.objects.get(pk=translated.pk)

    return publish


@pytest.mark.parametrize("code", ["nij", "bjn", "mhy", "jv", "en"])
def test_a_language_that_the_office_did_not_open_is_not_found(home: Any, regions: None, client: Client, code: str) -> None:
    client.get("/")
    for path in ("", "modul/", *OWN_ROUTES, "sitemap.xml"):
        assert client.get(f"/{code}/{path}").status_code == 404, path
    assert client.get(f"/{code}/")["Content-Language"] == "id"


def test_a_locale_without_a_published_page_is_not_open_yet(home: Any, client: Client) -> None:
    Locale.objects.create(language_code="nij")
    assert client.get("/nij/").status_code == 404


@pytest.mark.parametrize("code", ["nij", "bjn", "mhy", "jv"])
def test_an_opened_language_is_said_in_the_page_and_has_its_own_routes(published: Any, client: Client, code: str) -> None:
    client.get("/")
    published(code)
    response = client.get(f"/{code}/")
    html = response.content.decode()
    assert response["Content-Language"] == code
    assert f'<html lang="{code}"' in html
    assert f"<title>Betang {code}" in html
    assert f'rel="canonical" href="{django_settings.BASE_URL}/{code}/"' in html
    assert f'<a href="/{code}/" lang="{code}" hreflang="{code}">' in html
    assert '<a href="/" lang="id" hreflang="id">' in html
    for language, address in ((code, f"/{code}/"), ("id", "/")):
        assert f'<link rel="alternate" hreflang="{language}" href="{django_settings.BASE_URL}{address}">' in html
    assert f'action="/{code}/cari/"' in html
    assert f'href="/{code}/wilayah-saya/"' in html
    assert f'<a href="/{code}/" lang="{code}" hreflang="{code}">' in client.get("/").content.decode()


def test_what_is_not_a_page_works_in_an_opened_language_too(published: Any, client: Client) -> None:
    published("nij")
    for path in ("", "cari/", "wilayah-saya/", "pesan/jaga-anak/", "pesan/jaga-anak/62.07/", "robots.txt"):
        response = client.get(f"/nij/{path}")
        assert response.status_code == 200, path
        assert response["Content-Language"] == "nij"
    assert "Jaga anak." in client.get("/nij/pesan/jaga-anak/62.07/").content.decode()
    assert client.get("/nij/tidak-ada/").status_code == 404


def test_a_page_that_is_not_published_in_a_language_is_not_shown_in_another(
    published: Any, home: Any, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        published("nij", home).unpublish()
    index = ModuleIndex.objects.child_of(home).get()
    published("nij", index)
    assert client.get("/nij/modul/").status_code == 200
    for missing in ("/nij/", "/nij/jalur/"):
        assert client.get(missing).status_code == 404


def test_closing_a_language_closes_its_addresses(published: Any, client: Client, django_capture_on_commit_callbacks: Any) -> None:
    page = published("nij")
    assert client.get("/nij/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert client.get("/nij/").status_code == client.get("/nij/cari/").status_code == 404


def test_the_map_for_search_engines_holds_the_language(published: Any, client: Client) -> None:
    published("nij")
    assert f"<loc>{django_settings.BASE_URL}/nij/</loc>" in client.get("/sitemap.xml").content.decode()


def test_what_has_no_translation_yet_is_offered_in_indonesian(published: Any, home: Any, client: Client) -> None:
    """Above all the way to help leads nowhere else."""
    for model, slug in ((Help, "bantuan"), (PlainPage, "privasi"), (PlainPage, "tentang")):
        home.add_child(instance=model(title=slug, slug=slug, locale=home.locale))
    published("nij")
    published("nij", Page.objects.get(slug="tentang").specific)
    html = client.get("/nij/").content.decode()
    for address in ("/bantuan/", "/jalur/", "/privasi/", "/nij/tentang/"):
        assert f'href="{address}"' in html
    assert 'href="/tentang/">' not in html.partition("<footer")[2]


def test_a_page_in_a_language_without_a_first_page_leads_home(
    published: Any, home: Any, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        published("nij", home).unpublish()
    published("nij", ModuleIndex.objects.child_of(home).get())
    assert '<a class="brand" href="/">' in client.get("/nij/modul/").content.decode()


def test_knowing_the_language_costs_one_query_and_a_kept_page_none(published: Any, client: Client, django_assert_num_queries: Any) -> None:
    published("nij")
    with django_assert_num_queries(1):
        assert [language_of(path) for path in ("/nij/", "/nij", "/nij/modul/", "/en/", "/nijx/", "/modul/nij/", "/")] == [
            *["nij"] * 3,
            *["id"] * 4,
        ]
    client.get("/nij/")
    with django_assert_num_queries(0):
        client.get("/nij/")


@pytest.mark.parametrize(
    ("code", "word"),
    [("nij", "Field ini tidak boleh null."), ("jv", "Field ini tidak boleh null."), ("en", "This field cannot be null.")],
)
def test_words_fall_back_to_indonesian_in_every_language_but_english(code: str, word: str) -> None:
    with translation.override(code):
        assert str(HandoutIndex._meta.get_field("title").error_messages["null"]) == word


def test_dates_and_numbers_are_never_american() -> None:
    with translation.override("nij"):
        assert date_format(localdate().replace(2026, 11, 24)) == "24 November 2026"
        assert localize(2.5) == "2,5"


def test_help_is_told_in_indonesian_where_nobody_has_translated_it(home: Any, django_assert_num_queries: Any) -> None:
    nij = Locale.objects.create(language_code="nij")
    police = HelpChannel.objects.create(locale=home.locale, name="Polisi", purpose="Bahaya", phone="110")
    sapa = HelpChannel.objects.create(locale=home.locale, name="SAPA", purpose="Bertanya", phone="129", sort_order=1)
    own = police.copy_for_translation(nij)
    own.name = "Pulisi"
    own.save()
    page = Help(locale=nij)
    with django_assert_num_queries(1):
        assert [channel.name for channel in channels_of(page)] == ["Pulisi", sapa.name]
    assert [channel.name for channel in channels_of(Help(locale=home.locale))] == ["Polisi", "SAPA"]
