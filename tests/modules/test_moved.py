"""Whoever kept an old address is led to the new one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page

from lms.page_cache import forget_pages
from modules.models import ModuleIndex
from tests.factories import make_module

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(home: Any, client: Client) -> Page:
    module = make_module(home)
    assert client.get("/modul/u1/pelajaran-1/").status_code == 200
    return module


@pytest.fixture
def give_slug(django_capture_on_commit_callbacks: Any) -> Any:
    def give(page: Page, slug: str) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            page.slug = slug
            page.save_revision().publish()

    return give


def test_a_new_slug_keeps_the_old_address_of_a_page_and_of_all_below_it(module: Page, give_slug: Any, client: Client) -> None:
    give_slug(module, "melindungi")
    for old, new in (("/modul/u1/", "/modul/melindungi/"), ("/modul/u1/pelajaran-1/", "/modul/melindungi/pelajaran-1/")):
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, new)
        assert client.get(new).status_code == 200


def test_a_second_new_slug_leads_there_in_one_step(module: Page, give_slug: Any, client: Client) -> None:
    give_slug(module, "dua")
    give_slug(module, "tiga")
    assert client.get("/modul/u1/")["Location"] == client.get("/modul/dua/")["Location"] == "/modul/tiga/"


def test_a_page_that_goes_back_to_its_address_is_shown_there(module: Page, give_slug: Any, client: Client) -> None:
    give_slug(module, "dua")
    assert client.get("/modul/u1/")["Cache-Control"] == "public, max-age=300"
    give_slug(module, "u1")
    assert client.get("/modul/u1/").status_code == 200
    assert client.get("/modul/dua/")["Location"] == "/modul/u1/"


def test_a_page_that_was_moved_is_found(home: Any, module: Page, client: Client, django_capture_on_commit_callbacks: Any) -> None:
    other = make_module(home, "U2", lessons=0)
    lesson = module.get_children().first()
    with django_capture_on_commit_callbacks(execute=True):
        lesson.move(other, pos="last-child")
    assert client.get("/modul/u1/pelajaran-1/")["Location"] == "/modul/u2/pelajaran-1/"


def test_what_whatsapp_adds_to_a_link_does_no_harm(module: Page, give_slug: Any, client: Client) -> None:
    give_slug(module, "dua")
    for query in ("utm_source=wa", "fbclid=1", "x=1"):
        response = client.get(f"/modul/u1/?{query}")
        assert (response.status_code, response["Location"]) == (301, "/modul/dua/")


def test_an_old_address_is_led_on_in_its_language(home: Any, give_slug: Any, client: Client) -> None:
    nij = Locale.objects.create(language_code="nij")
    home.copy_for_translation(nij).save_revision().publish()
    index = ModuleIndex.objects.get().copy_for_translation(nij)
    index.save_revision().publish()
    forget_pages()
    give_slug(ModuleIndex.objects.get(locale=nij), "ajar")
    assert client.get("/nij/modul/")["Location"] == "/nij/ajar/"


def test_a_new_page_at_an_old_address_goes_first(home: Any, module: Page, give_slug: Any, client: Client) -> None:
    give_slug(module, "dua")
    make_module(home, "U1", title="Yang baru")
    forget_pages()
    assert "Yang baru" in client.get("/modul/u1/").content.decode()


def test_the_office_leads_an_address_of_another_site_on_too(home: Any, client: Client) -> None:
    Redirect.add_redirect("/artikel/12.html", ModuleIndex.objects.get())
    assert client.get("/artikel/12.html")["Location"] == "/modul/"


def test_where_nothing_was_nothing_is_found(home: Any, client: Client, django_assert_max_num_queries: Any) -> None:
    client.get("/jalur/")
    with django_assert_max_num_queries(6):
        assert client.get("/tidak-ada/").status_code == 404
