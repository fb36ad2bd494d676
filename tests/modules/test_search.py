"""Search finds by kind, forgives typing errors, and bears whatever is written."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Locale, PageViewRestriction

from lms.page_cache import forget_pages
from lms.regions.models import Region
from modules.models import GlossaryTerm, HelpChannel, Home, Leader, LeaderIndex, LeaderMessage, LeaderPage, Module
from modules.models.leaders import topic_title
from modules.search import MOST_RESULTS, OUR_WORD, results_for, words_of
from tests.factories import make_lesson, make_module

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(home: Any) -> Locale:
    locale = Locale.objects.get(language_code="id")
    module = make_module(home, "U1", title="Kenali pemerasan", lessons=0)
    make_lesson(module, 1, title="Bujuk rayu", body=[{"type": "text", "value": "<p>Rahasia berdua dan hadiah gim.</p>"}])
    make_lesson(module, 2, title="Pemerasan draf", live=False)
    GlossaryTerm.objects.create(locale=locale, key="grooming", term="Bujuk rayu (grooming)", meaning="Mendekati anak dengan niat buruk.")
    HelpChannel.objects.create(locale=locale, name="SAPA 129", purpose="Mengadu pemerasan.", phone="129")
    HelpChannel.objects.create(locale=locale, name="Nomor pemerasan belum dicek", purpose="-", phone="1", live=False)
    return locale


def found(locale: Locale, text: str) -> dict[str, list[str]]:
    return {kind: [result.title for result in results] for kind, _label, results in results_for(words_of(text), locale).by_kind()}


def test_results_come_by_kind_and_drafts_do_not(content: Locale) -> None:
    assert found(content, "pemerasan") == {"module": ["Kenali pemerasan"], "channel": ["SAPA 129"]}


def test_words_inside_a_lesson_are_found(content: Locale) -> None:
    assert found(content, "hadiah rahasia") == {"lesson": ["Bujuk rayu"]}


@pytest.mark.parametrize("typo", ["groming", "gromming", "groomin"])
def test_a_typing_error_is_forgiven_and_said(content: Locale, typo: str) -> None:
    result = results_for(words_of(typo), content)
    assert result.guessed
    assert [each.title for each in result.groups["term"]] == ["Bujuk rayu (grooming)"]


@pytest.mark.parametrize("theirs", ["game", "games", "gamess"])
def test_what_many_write_finds_our_word_for_it(content: Locale, theirs: str) -> None:
    result = results_for(words_of(theirs), content)
    assert [each.title for each in result.groups["lesson"]] == ["Bujuk rayu"]
    assert result.guessed


@pytest.mark.parametrize("word", sorted(set(OUR_WORD.values())))
def test_our_word_stands_in_what_is_published(word: str) -> None:
    published = (settings.BASE_DIR / "modules" / "content").rglob("*.yaml")
    assert any(re.search(rf"\b{word}\b", file.read_text(encoding="utf-8").lower()) for file in published)


def test_their_word_and_ours_are_found_together_where_both_stand(content: Locale) -> None:
    make_lesson(Module.objects.get(), 3, title="Game apa saja")
    result = results_for(["game"], content)
    assert [each.title for each in result.groups["lesson"]] == ["Game apa saja", "Bujuk rayu"]
    assert not result.guessed


def test_a_term_is_found_by_its_other_names(content: Locale) -> None:
    GlossaryTerm.objects.create(locale=content, key="ai", term="Akal imitasi", also="deepfake, kecerdasan buatan", meaning="-")
    assert found(content, "deepfake") == {"term": ["Akal imitasi"]}


def test_the_likest_comes_first(content: Locale) -> None:
    for key, term in (("dadang", "Dadang"), ("aman", "Aman"), ("damang", "Damang kepala adat"), ("damai", "Damai")):
        GlossaryTerm.objects.create(locale=content, key=key, term=term, meaning="-")
    assert found(content, "pak damangg")["term"][0] == "Damang kepala adat"


def test_what_tells_most_of_a_word_comes_first(content: Locale) -> None:
    for key, meaning in (("banyak", "Tepung, tepung, tepung."), ("sedikit", "Di antara banyak kata lain juga ada tepung sekali saja.")):
        GlossaryTerm.objects.create(locale=content, key=key, term=key, meaning=meaning)
    assert found(content, "tepung")["term"] == ["banyak", "sedikit"]


def test_more_than_is_shown_is_said(content: Locale, client: Client) -> None:
    for number in range(MOST_RESULTS + 1):
        GlossaryTerm.objects.create(locale=content, key=f"k{number}", term=f"Kelapa {number}", meaning="-")
    result = results_for(["kelapa"], content)
    assert result.cut
    assert len(result.groups["term"]) == MOST_RESULTS
    assert not results_for(["gim"], content).cut
    said = gettext("There is more than is shown here. Add a word to find it.")
    assert said in client.get("/cari/?q=kelapa").content.decode()
    assert said not in client.get("/cari/?q=gim").content.decode()


@pytest.mark.parametrize("word", ["diperas", "memeras", "peras"])
def test_where_the_database_knows_indonesian_other_forms_of_a_word_are_found(content: Locale, word: str) -> None:
    finds = found(content, word) == {"module": ["Kenali pemerasan"], "channel": ["SAPA 129"]}
    assert finds is (connection.vendor == "postgresql")


@pytest.fixture
def leader(regions: None, home: Any) -> Leader:
    return Leader.objects.create(
        kind="adat", role="Damang", name="Tokoh Uji", region_id="62.07.01", locale=home.locale, consent_given_on=timezone.localdate()
    )


def say(locale: Locale, **more: Any) -> LeaderMessage:
    return LeaderMessage.objects.create(
        locale=locale, leader_kind="adat", topic="jaga-anak", **{"role": "Damang", "signed_by": "Dinas", "text": "Tepung tawar.", **more}
    )


def test_leaders_words_are_found_where_they_are_read(content: Locale, client: Client, leader: Leader) -> None:
    say(content, role="Pastor")
    say(content, leader=leader, region_id="62.07.01", text="Tepung tawar di Seruyan Hilir.")
    say(content, text="Tepung tawar yang masih draf.", live=False)
    results = {result.url: result.title for result in results_for(words_of("tepung tawar"), content).groups["message"]}
    assert results == {
        "/pesan/jaga-anak/#pastor": f"Pastor: {topic_title('jaga-anak')}",
        "/pesan/jaga-anak/62.07.01/": f"Damang: {topic_title('jaga-anak')}",
    }
    assert 'id="pastor"' in client.get("/pesan/jaga-anak/").content.decode()
    assert "di Seruyan Hilir" in client.get("/pesan/jaga-anak/62.07.01/").content.decode()


@pytest.mark.parametrize("word", ["damang", "damamg"])
def test_and_by_who_says_them(content: Locale, word: str) -> None:
    say(content)
    assert found(content, word)["message"] == [f"Damang: {topic_title('jaga-anak')}"]


def test_words_without_a_consent_are_not_found(content: Locale, leader: Leader) -> None:
    say(content, leader=leader)
    Leader.objects.update(consent_given_on=None)
    assert results_for(words_of("tepung"), content).count == 0
    assert results_for(words_of("damamg"), content).count == 0


def test_words_in_another_language_are_not_found(content: Locale) -> None:
    say(content, language="en")
    assert results_for(words_of("tepung"), content).count == 0


def test_an_exact_word_is_no_guess(content: Locale) -> None:
    assert not results_for(["grooming"], content).guessed


def test_a_draft_channel_is_not_guessed_either(content: Locale) -> None:
    assert "channel" not in results_for(["nomorr"], content).groups


def test_drafts_take_nobodys_place(content: Locale) -> None:
    for number in range(MOST_RESULTS + 1):
        HelpChannel.objects.create(locale=content, name=f"Draf {number}", purpose="Mengadu pemerasan.", phone="1", live=False)
        make_lesson(Module.objects.get(), number + 3, title=f"Pemerasan {number}", live=False)
    result = results_for(["pemerasan"], content)
    assert {kind: [each.title for each in results] for kind, results in result.groups.items()} == {
        "module": ["Kenali pemerasan"],
        "channel": ["SAPA 129"],
    }
    assert not result.cut


def test_each_language_finds_its_own(content: Locale, home: Home) -> None:
    ngaju = Locale.objects.create(language_code="nij")
    module = Module.objects.get().copy_for_translation(ngaju, copy_parents=True)
    module.title = "Pemerasan Ngaju"
    module.save_revision().publish()
    HelpChannel.objects.create(locale=ngaju, name="Kanal Ngaju", purpose="Pemerasan.", phone="1")
    GlossaryTerm.objects.create(locale=ngaju, key="peras", term="Arti Ngaju", meaning="Pemerasan.")
    say(ngaju, text="Pemerasan.", role="Damang Ngaju")
    assert found(content, "pemerasan") == {"module": ["Kenali pemerasan"], "channel": ["SAPA 129"]}
    assert found(ngaju, "pemerasan") == {
        "module": ["Pemerasan Ngaju"],
        "channel": ["Kanal Ngaju"],
        "term": ["Arti Ngaju"],
        "message": [f"Damang Ngaju: {topic_title('jaga-anak')}"],
    }


def test_the_first_page_is_no_result(content: Locale, home: Home) -> None:
    home.title = "Rumah betang"
    home.save()
    assert found(content, "betang") == found(content, "betangg") == {}


def test_what_is_unlike_everything_finds_nothing(content: Locale) -> None:
    assert results_for(["zzzzqqq"], content).count == 0


def test_results_lead_to_pages_that_are_there(content: Locale, client: Client) -> None:
    for word in ("bujuk", "pemerasan"):
        for _kind, _label, results in results_for([word], content).by_kind():
            for result in results:
                page, _, _fragment = result.url.partition("#")
                if not page.startswith(("/bantuan/", "/glosarium/")):
                    assert client.get(page).status_code == 200, result.url


@pytest.mark.parametrize(
    "query",
    ["", "   ", "%", "''; DROP", "\x00", '"', "(", "a" * 5000, "kata " * 10_000, "<script>alert(1)</script>", "AND OR NOT", "*", "a:b"],
)
def test_whatever_is_written_gets_an_answer(content: Locale, client: Client, query: str, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(8):
        response = client.get("/cari/", {"q": query})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize(
    "word", ["pemerasan", "tepung", "game", "gamess", "groming", "damamg", "bully", "bully rahasiaa", "zzzzqqq", "kata " * 12]
)
def test_a_search_asks_five_queries_at_most_the_map_among_them(
    content: Locale, leader: Leader, client: Client, word: str, django_assert_max_num_queries: Any
) -> None:
    say(content, role="Pastor")
    say(content, leader=leader, region_id="62.07.01")
    PageViewRestriction.objects.create(page=Module.objects.get(), restriction_type="login")
    forget_pages()
    with django_assert_max_num_queries(5):
        response = client.get("/cari/", {"q": word})
    assert "Kenali pemerasan" not in response.content.decode()


def test_ten_thousand_words_are_as_dear_as_twelve() -> None:
    assert len(words_of("kata " * 10_000)) == 12
    assert max(map(len, words_of("a" * 5000))) == 40


def test_search_sets_no_cookie_and_no_shared_cache_keeps_what_was_looked_for(content: Locale, client: Client) -> None:
    found, form = client.get("/cari/", {"q": "gim"}), client.get("/cari/")
    assert found["Cache-Control"] == "private, max-age=300"
    assert client.get("/cari/", {"q": "gim"}, headers={"if-none-match": found["ETag"]}).status_code == 304
    assert form["Cache-Control"].startswith("public, max-age=300")
    assert not found.cookies
    assert client.post("/cari/").status_code == 405


def test_a_leader_whose_consent_has_ended_is_not_found_and_not_on_the_map(home: Any, client: Client) -> None:
    province = Region.objects.get_or_create(code="62", level="provinsi", name="Kalimantan Tengah")[0]
    leader = Leader.objects.create(kind="adat", role="Damang", name="Tokoh Uji", region=province, locale=home.locale)
    index = home.add_child(instance=LeaderIndex(title="Pesan tokoh", slug="tokoh", locale=home.locale))
    index.add_child(instance=LeaderPage(title="Tokoh Uji", slug="tokoh-uji", leader=leader, locale=home.locale))
    for consent, told in ((timezone.localdate(), True), (None, False)):
        Leader.objects.update(consent_given_on=consent)
        forget_pages()
        assert ("/tokoh/tokoh-uji/" in client.get("/cari/?q=tokoh+uji").content.decode()) is told
        assert ("tokoh-uji" in client.get("/sitemap.xml").content.decode()) is told
        assert ("Tokoh Uji" in client.get("/tokoh/tokoh-uji/").content.decode()) is told
