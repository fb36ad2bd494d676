"""Whose words a lesson shows, and where a reader chooses whose to read."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.test import Client

from lms.page_cache import forget_pages
from modules.models import LeaderIndex, LeaderMessage
from tests.factories import make_lesson, make_module, make_path

pytestmark = pytest.mark.django_db

SLOT = [{"type": "leader_message", "value": {"topic": "jaga-anak"}}]


@pytest.fixture
def samples(home: Any, regions: None) -> None:
    for kind, role in (("adat", "Damang"), ("agama", "Ulama"), ("agama", "Guru TPA"), ("agama", "Guru sekolah minggu")):
        words = {"topic": "jaga-anak", "text": f"Pesan {role}.", "signed_by": "Contoh"}
        LeaderMessage.objects.create(locale=home.locale, leader_kind=kind, role=role, **words)


def lesson_for(home: Any, *audiences: list[str]) -> str:
    module = make_module(home, lessons=0)
    make_lesson(module, body=SLOT)
    for number, each in enumerate(audiences):
        make_path(home, [module], slug=f"jalur-{number}", audiences=each)
    forget_pages()
    return f"/modul/{module.slug}/pelajaran-1/"


@pytest.mark.parametrize("audiences", [[], [["tokoh_adat"]], [["tokoh_agama"], ["kader"]], [["tokoh_agama", "orang_tua"]]])
def test_a_lesson_for_people_of_any_faith_shows_a_customary_leader_and_the_way_to_others(
    home: Any, samples: None, client: Client, audiences: list[list[str]]
) -> None:
    html = client.get(lesson_for(home, *audiences)).content.decode()
    assert "Pesan Damang." in html
    assert "Pesan Ulama." not in html
    assert 'data-leader-topic="/pesan/jaga-anak/62/"' in html
    assert 'href="/pesan/jaga-anak/"' in html


def test_a_lesson_for_religious_leaders_lets_each_choose(home: Any, samples: None, client: Client) -> None:
    html = client.get(lesson_for(home, ["tokoh_agama"])).content.decode()
    assert "data-leader-message" not in html
    assert "data-leader-topic" not in html
    assert 'href="/pesan/jaga-anak/#ulama"' in html


def test_all_voices_on_a_topic_stand_on_one_page_by_role(home: Any, samples: None, client: Client) -> None:
    response = client.get("/pesan/jaga-anak/")
    html = response.content.decode()
    places = [html.index(f'id="{role}"') for role in ("damang", "guru-sekolah-minggu", "guru-tpa", "ulama")]
    assert places == sorted(places)
    assert response["Cache-Control"].startswith("public")
    assert client.get("/pesan/lain/").status_code == 404


def test_where_only_faiths_speak_a_region_lets_its_readers_choose(home: Any, samples: None, client: Client) -> None:
    LeaderMessage.objects.filter(leader_kind="adat").delete()
    html = client.get("/pesan/jaga-anak/62.07/").content.decode()
    assert "data-leader-message" not in html
    assert 'href="/pesan/jaga-anak/#ulama"' in html


def test_the_list_of_leaders_leads_to_each_ones_words(home: Any, samples: None, client: Client) -> None:
    home.add_child(instance=LeaderIndex(title="Pesan tokoh", slug="tokoh", locale=home.locale))
    html = client.get("/tokoh/").content.decode()
    assert html.count("<details><summary>") == 4
    assert 'href="/pesan/jaga-anak/#guru-sekolah-minggu"' in html


@pytest.mark.parametrize("address", ["/pesan/jaga-anak/", "/cek/"])
def test_what_is_no_page_of_the_tree_is_shared_with_a_preview_too(home: Any, samples: None, client: Client, address: str) -> None:
    html = client.get(address).content.decode()
    assert f"%20{quote(django_settings.BASE_URL + address, safe='')}" in html
    told = dict(re.findall(r'property="og:(title|description|url|image)" content="([^"]*)"', html))
    assert told["title"] not in ("", "Betang")
    assert told["description"] not in ("", "None")
    assert told["url"] == django_settings.BASE_URL + address
    assert told["image"]
