"""What a reader without an account can do."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from modules.models import LeaderMessage
from tests.factories import make_module

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(home: Any, regions: None) -> LeaderMessage:
    return LeaderMessage.objects.create(
        locale=Locale.objects.get(language_code="id"),
        text="Jaga anak kita.",
        region_id="62.07",
        topic="jaga-anak",
        leader_kind="adat",
        role="Damang",
        signed_by="DP3APPKB",
    )


def test_leaving_quickly_goes_away_and_takes_what_the_browser_kept(client: Client, settings: Any) -> None:
    response = client.get("/keluar-cepat/")
    assert response.status_code == 302
    assert response["Location"] == settings.QUICK_EXIT_URL
    assert response["Clear-Site-Data"] == '"cache"'
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert client.post("/keluar-cepat/").status_code == 405


@pytest.mark.parametrize(("sent", "kept"), [("1", "1"), ("0", "0"), ("x", "0")])
def test_the_low_data_switch_is_kept_in_a_cookie_and_leads_back(client: Client, sent: str, kept: str) -> None:
    response = client.post("/hemat-data/", {"hemat": sent}, headers={"referer": "http://testserver/modul/u1/?a=1"})
    assert response["Location"] == "/modul/u1/?a=1"
    assert response.cookies["hemat"].value == kept
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("referer", ["https://evil.example/x/", "", "http://testserver//evil.example/", "http://testserver/hemat-data/"])
def test_it_leads_back_only_into_this_site(client: Client, referer: str) -> None:
    response = client.post("/hemat-data/", {"hemat": "1"}, headers={"referer": referer, "origin": "http://testserver"})
    assert response["Location"] in ("/", "/evil.example/")


@pytest.mark.parametrize("address", ["/hemat-data/", "/wilayah-saya/"])
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://["},
        {"referer": "https://evil.example/"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_a_form_of_another_site_is_refused(client: Client, regions: None, address: str, headers: dict[str, str]) -> None:
    response = Client(enforce_csrf_checks=True).post(address, {"hemat": "1", "regency": "62.07"}, headers=headers)
    assert response.status_code == 403
    assert not response.cookies


def test_the_low_data_switch_answers_only_to_post(client: Client) -> None:
    assert client.get("/hemat-data/").status_code == 405


def test_my_region_is_kept_and_chosen_again(client: Client, regions: None, home: Any) -> None:
    response = Client(enforce_csrf_checks=True).post("/wilayah-saya/", {"regency": "62.07"})
    assert response.status_code == 302
    assert response.cookies["wilayah"].value == "62.07"
    client.cookies["wilayah"] = "62.07"
    page = client.get("/wilayah-saya/")
    assert '<option value="62.07" selected' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert "sessionid" not in page.cookies


def test_my_region_can_be_forgotten(client: Client, regions: None) -> None:
    client.cookies["wilayah"] = "62.07"
    assert client.post("/wilayah-saya/", {"regency": ""}).cookies["wilayah"].value == ""


def test_my_region_may_be_as_near_as_a_village(client: Client, regions: None, home: Any) -> None:
    """What a leader says to one district or village would be heard by nobody otherwise. Each step is a page, without script."""
    step = client.post("/wilayah-saya/", {"regency": "62.07", "topic": "jaga-anak", "step": "district"})
    assert not step.cookies
    assert '<option value="62.07.01">' in step.content.decode()
    assert 'name="topic" value="jaga-anak"' in step.content.decode()
    chosen = {"regency": "62.07", "district": "62.07.01"}
    assert client.post("/wilayah-saya/", chosen).cookies["wilayah"].value == "62.07.01"
    step = client.post("/wilayah-saya/", {**chosen, "step": "village"})
    assert '<option value="62.07.01.2001">' in step.content.decode()
    response = client.post("/wilayah-saya/", {**chosen, "village": "62.07.01.2001", "topic": "jaga-anak"})
    assert response["Location"] == "/pesan/jaga-anak/62.07.01.2001/"
    client.cookies["wilayah"] = "62.07.01.2001"
    assert client.get("/wilayah-saya/").content.decode().count(" selected") == 3


@pytest.mark.parametrize("cookie", ["62.99", "<script>", "62", "62.07.01.2009.1", "\\000"])
def test_a_damaged_choice_is_no_choice(client: Client, regions: None, home: Any, cookie: str) -> None:
    client.cookies["wilayah"] = cookie
    page = client.get("/wilayah-saya/")
    assert page.status_code == 200
    assert '" selected' not in page.content.decode().partition("<main")[2].replace('value="" selected', "")


@pytest.mark.parametrize(
    "chosen",
    [
        {"regency": "62.99"},
        {"regency": "62.07.01"},
        {"regency": "<script>"},
        {"regency": "62"},
        {"regency": "62.07", "district": "62.71.01"},
        {"regency": "62.07", "district": "62.07.01", "village": "62.71.01.1001"},
    ],
)
def test_only_a_region_can_be_my_region(client: Client, regions: None, home: Any, chosen: dict[str, str]) -> None:
    response = client.post("/wilayah-saya/", chosen)
    assert response.status_code == 200
    assert not response.cookies
    assert "error-summary" in response.content.decode()


def test_who_came_for_a_leaders_words_is_led_to_them(client: Client, regions: None, message: LeaderMessage) -> None:
    response = client.post("/wilayah-saya/", {"regency": "62.07", "topic": "jaga-anak"})
    assert response["Location"] == "/pesan/jaga-anak/62.07/"
    page = client.get(response["Location"])
    assert "Jaga anak kita." in page.content.decode()
    assert "data-leader-message" in page.content.decode()


def test_a_leaders_words_are_public_and_cheap(client: Client, message: LeaderMessage, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(4):
        response = client.get("/pesan/jaga-anak/62.07/")
    assert response["Cache-Control"].startswith("public")
    assert not response.cookies
    with django_assert_max_num_queries(0):
        client.get("/pesan/jaga-anak/62.07/")


def test_of_the_smaller_places_which_are_very_many_nothing_is_kept_for_all(client: Client, message: LeaderMessage) -> None:
    for code in ("62.07.01", "62.07.01.2001"):
        response = client.get(f"/pesan/jaga-anak/{code}/")
        assert "Jaga anak kita." in response.content.decode()
        assert response["Cache-Control"] == "private, max-age=300"
        assert client.get(response.request["PATH_INFO"], headers={"if-none-match": response["ETag"]}).status_code == 304


NOWHERE = ("62.71/", "63/", "62.7/", "62.99/", "62.07.99/", "62.07.01.9999/")


@pytest.mark.parametrize("address", ["/pesan/lain/62.07/", "/pesan/lain/", *(f"/pesan/jaga-anak/{code}" for code in NOWHERE)])
def test_where_nobody_speaks_there_is_no_page(client: Client, message: LeaderMessage, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_topic_may_be_written_as_the_editor_lets_it(client: Client, message: LeaderMessage) -> None:
    LeaderMessage.objects.update(topic="Jaga_Anak")
    response = client.post("/wilayah-saya/", {"regency": "62.07", "topic": "Jaga_Anak"})
    assert "Jaga anak kita." in client.get(response["Location"]).content.decode()


def test_a_lost_reader_is_helped(home: Any, client: Client) -> None:
    response = client.get("/tidak-ada/")
    html = response.content.decode()
    assert response.status_code == 404
    assert all(f'href="{address}"' in html for address in ("/jalur/", "/panduan/", "/bantuan/", "/cari/"))
    assert not response.cookies


def test_the_page_for_our_own_fault_needs_neither_database_nor_session(rf: Any, django_assert_num_queries: Any) -> None:
    from lms.errors import csrf_failure, server_error

    with django_assert_num_queries(0):
        for view, status in ((server_error, 500), (csrf_failure, 403)):
            response = view(rf.get("/"))
            assert response.status_code == status
            assert 'href="tel:110"' in response.content.decode()


def test_robots_are_told_what_is_not_for_them_and_where_the_map_is(home: Any, client: Client, settings: Any) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /belajar/" in text
    assert f"Sitemap: {settings.BASE_URL}/sitemap.xml" in text


def test_the_sitemap_holds_every_public_page_and_no_other(
    home: Any, client: Client, settings: Any, django_assert_max_num_queries: Any
) -> None:
    from wagtail.models import PageViewRestriction

    module, hidden = make_module(home, "U1"), make_module(home, "U2")
    draft = make_module(home, "U3", lessons=0)
    type(draft).objects.filter(pk=draft.pk).update(live=False)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    with django_assert_max_num_queries(5):
        text = client.get("/sitemap.xml").content.decode()
    assert f"<loc>{settings.BASE_URL}/modul/u1/pelajaran-1/</loc>" in text
    assert f"<loc>{settings.BASE_URL}/</loc>" in text
    assert f"<loc>{settings.BASE_URL}/cek/</loc>" in text
    assert "/modul/u2/" not in text
    assert "/modul/u3/" not in text
    assert module.slug == "u1"
