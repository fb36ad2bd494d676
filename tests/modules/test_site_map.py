"""One map for menu, links, neighbours and languages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, Page
from wagtail.rich_text import expand_db_html

from lms.page_cache import forget_pages
from modules.models import Help, ModuleIndex, PlainPage
from modules.site_map import address_of, page_at, prefix_of, site_map
from tests.factories import make_module

pytestmark = pytest.mark.django_db


@pytest.fixture
def english_home(home: Any) -> Page:
    english = Locale.objects.create(language_code="en")
    page = home.copy_for_translation(english)
    page.save_revision().publish()
    forget_pages()
    return page


def test_indonesian_has_no_prefix_and_others_have_theirs() -> None:
    assert prefix_of("id") == "/"
    assert prefix_of("nij") == "/nij/"


def test_the_menu_follows_a_page_to_its_new_address(home: Any) -> None:
    assert site_map().menu("id").help == "/bantuan/"
    home.add_child(instance=Help(title="Bantuan", slug="pertolongan", locale=home.locale))
    forget_pages()
    assert site_map().menu("id").help == "/pertolongan/"


def test_plain_pages_stand_in_the_footer_and_drafts_do_not(home: Any, client: Client) -> None:
    home.add_child(instance=PlainPage(title="Tentang", slug="tentang", locale=home.locale))
    home.add_child(instance=PlainPage(title="Belum", slug="belum", locale=home.locale, live=False))
    forget_pages()
    html = client.get("/").content.decode()
    assert '<a href="/tentang/">Tentang</a>' in html
    assert "/belum/" not in html


def test_the_map_is_one_query_and_then_none(home: Any, django_assert_num_queries: Any) -> None:
    make_module(home, lessons=3)
    with django_assert_num_queries(1):
        site_map()
    with django_assert_num_queries(0):
        assert len(site_map().entries) == 7


def test_addresses_are_those_that_wagtail_would_give(home: Any) -> None:
    make_module(home)
    for page in Page.objects.live().filter(depth__gte=2):
        assert address_of(page) == page.get_url()


def test_a_page_is_found_as_what_it_is(home: Any) -> None:
    assert isinstance(page_at("/modul/"), ModuleIndex)
    assert page_at("/modul") is None


def test_links_inside_texts_cost_no_query_and_a_draft_is_no_link(home: Any, django_assert_num_queries: Any) -> None:
    module = make_module(home, lessons=0)
    draft = make_module(home, "U2", lessons=0)
    Page.objects.filter(pk=draft.pk).update(live=False)
    forget_pages()
    site_map()
    text = "".join(f'<a linktype="page" id="{key}">x</a>' for key in (module.pk, draft.pk, "x", "²"))
    with django_assert_num_queries(0):
        assert expand_db_html(text) == '<a href="/modul/u1/">x</a>' + "<a>x</a>" * 3


def test_a_page_in_two_languages_offers_both(english_home: Page, client: Client) -> None:
    html = client.get("/en/").content.decode()
    assert '<html lang="en"' in html
    assert '<a href="/" lang="id" hreflang="id">' in html
    assert '<a href="/en/" lang="en" hreflang="en">' in html
    assert 'action="/en/cari/"' in html


def test_a_page_in_one_language_offers_none(home: Any, client: Client) -> None:
    assert "hreflang" not in client.get("/").content.decode()
