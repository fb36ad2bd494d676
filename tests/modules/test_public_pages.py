"""What is taught is the same for everyone, small, kept, and safe under its own policy."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction, get_page_models

from lms.page_cache import forget_pages
from lms.styles import CSS, SHEETS, sheet
from modules.models import Handout, HandoutIndex, Help, Leader, LeaderIndex, LeaderMessage, LeaderPage, PathIndex, PlainPage
from modules.models.leaders import LeaderTopic
from modules.reading import outline_of, paths_of
from modules.site_map import page_at, site_map
from tests.factories import make_lesson, make_module, make_path

pytestmark = pytest.mark.django_db

TEMPLATES = [path for path in (Path(django_settings.BASE_DIR) / "templates").rglob("*.html") if "admin" not in path.parts]
MAX_QUERIES = 8
BUDGET = 14 * 1024


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_an_inline_style_handler_or_script(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<[^>]*\sstyle\s*=", text)
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", text)
    assert all("src=" in tag or "application/json" in tag for tag in re.findall(r"<script[^>]*>", text))


class Nesting(HTMLParser):
    VOID = {"meta", "link", "img", "input", "br", "source", "path", "hr"}

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID and (not self.open or self.open.pop() != tag):
            self.wrong.append(tag)


def faults_of_headers(response: Any) -> Iterator[str]:
    if response.cookies or "cookie" in response["Vary"].lower():
        yield "is not the same for everyone"
    if not response["Cache-Control"].startswith("public"):
        yield "may not be kept"


def faults_of_markup(html: str) -> Iterator[str]:
    parser = Nesting()
    parser.feed(html)
    if parser.wrong or parser.open:
        yield f"tags are not closed in their order: {parser.wrong or parser.open}"
    ids = re.findall(r'\sid="([^"]+)"', html)
    if len(ids) != len(set(ids)):
        yield "an id is used twice"
    if astray := set(re.findall(r'href="#([^"]+)"', html)) - set(ids):
        yield f"links lead nowhere: {astray}"
    if "csrfmiddlewaretoken" in html or re.search(r"<[^>]*\sstyle=", html):
        yield "holds a token or an inline style"


def faults_of_help(html: str) -> Iterator[str]:
    for number in ('href="tel:129"', 'href="tel:110"', "wa.me/628111129129"):
        if number not in html:
            yield f"does not say {number}"


def faults_of(address: str, client: Client) -> Iterator[str]:
    """As a first reader gets it, then as the next one does."""
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address, headers={"accept-encoding": "gzip"})
    with CaptureQueriesContext(connection) as queries_when_kept:
        client.get(address, headers={"accept-encoding": "gzip"})
    html = gzip.decompress(response.content).decode()
    if len(queries) > MAX_QUERIES or len(queries_when_kept):
        yield f"needs {len(queries)} queries, {len(queries_when_kept)} when kept"
    if len(response.content) > BUDGET:
        yield f"weighs {len(response.content)} bytes"
    yield from chain(faults_of_headers(response), faults_of_markup(html), faults_of_help(html))


@pytest.mark.thorough
def test_every_starter_page_is_light_kept_well_formed_and_says_who_helps(starter_content: None, client: Client) -> None:
    addresses = [entry.url for entry in site_map().entries] + [f"/pesan/{topic}/" for topic in LeaderTopic.values]
    assert len(addresses) > 70
    assert [f"{address} {fault}" for address in addresses for fault in faults_of(address, client)] == []


def test_the_policy_allows_exactly_the_styles_that_are_inlined(home: Any, client: Client) -> None:
    response = client.get("/")
    inlined = re.findall(r"<style>(.*?)</style>", response.content.decode(), re.S)
    assert inlined
    assert set(inlined) <= {sheet(name) for name in SHEETS}
    policy = response["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "script-src 'self'" in policy


POLICIES = ("Content-Security-Policy", "Permissions-Policy", "X-Frame-Options", "Referrer-Policy", "X-Content-Type-Options")


def test_a_kept_page_a_304_and_a_refusal_carry_the_policies_of_a_new_page(home: Any, client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    new = client.get("/?baru=1")
    kept = [client.get("/"), client.get("/"), client.get("/", headers={"if-none-match": client.get("/")["ETag"]})]
    refused = client.get("/", headers={"host": "lain.test"})
    assert [response.status_code for response in [*kept, refused]] == [200, 200, 304, 400]
    for response in [*kept, refused]:
        assert {name: response.get(name) for name in POLICIES} == {name: new[name] for name in POLICIES}


def test_a_kept_page_answers_304_to_who_has_it(home: Any, client: Client) -> None:
    etag = client.get("/")["ETag"]
    assert client.get("/", headers={"if-none-match": etag}).status_code == 304
    assert client.get("/", headers={"if-none-match": '"other"'}).status_code == 200


def test_who_comes_back_to_the_first_page_goes_on_in_two_taps(home: Any, client: Client) -> None:
    """One to My learning, one on its button: not a third for the menu."""
    assert 'href="/belajar/"' in client.get("/").content.decode().split("<main")[1].split("</main>")[0]


def test_a_signed_in_reader_gets_the_same_bytes(home: Any, client: Client, as_learner: Client) -> None:
    assert Client().get("/jalur/").content == as_learner.get("/jalur/").content


def test_low_data_is_another_page_and_says_so_on_the_switch(home: Any, client: Client) -> None:
    plain, saving = client.get("/"), client.get("/", headers={"save-data": "on"})
    assert "data-low-data>" not in plain.content.decode()
    assert "data-low-data>" in saving.content.decode()
    client.cookies["hemat"] = "0"
    assert "data-low-data>" not in client.get("/", headers={"save-data": "on"}).content.decode()


LEADERS_WORDS = [{"type": "leader_message", "value": {"topic": "jaga-anak"}}]


def test_numbers_to_call_and_leaders_words_are_never_shown_stale(home: Any, regions: None, client: Client) -> None:
    for model, slug in ((Help, "bantuan"), (LeaderIndex, "tokoh")):
        home.add_child(instance=model(title=slug, slug=slug, locale=home.locale))
    index = LeaderIndex.objects.get()
    leader = Leader.objects.create(locale=home.locale, kind="adat", role="Damang", name="A", region_id="62.07")
    index.add_child(instance=LeaderPage(title="Damang", slug="damang", locale=home.locale, leader=leader))
    words = {"topic": "jaga-anak", "text": "Jaga anak.", "signed_by": "Contoh"}
    LeaderMessage.objects.create(locale=home.locale, leader_kind="adat", role="Damang", **words)
    module = make_module(home, lessons=0)
    make_lesson(module, 1, body=LEADERS_WORDS)
    make_lesson(module, 2)
    forget_pages()
    fresh = ("/bantuan/", "/tokoh/", "/tokoh/damang/", "/pesan/jaga-anak/", "/pesan/jaga-anak/62/", "/modul/u1/pelajaran-1/")
    for address in fresh:
        assert client.get(address)["Cache-Control"] == "public, max-age=300", address
    for address in ("/", "/modul/", "/modul/u1/pelajaran-2/", "/cari/"):
        assert "stale-while-revalidate=3600" in client.get(address)["Cache-Control"], address


def test_a_restricted_page_is_not_kept_nor_shown(home: Any, client: Client) -> None:
    module = make_module(home)
    address = f"/modul/{module.slug}/pelajaran-1/"
    assert client.get(address).status_code == 200
    PageViewRestriction.objects.create(page=module, restriction_type="login")
    forget_pages()
    response = client.get(address)
    assert response.status_code == 302
    assert "public" not in response.get("Cache-Control", "")


def test_an_unpublished_page_is_not_found_even_by_an_old_map(home: Any, client: Client) -> None:
    module = make_module(home)
    address = f"/modul/{module.slug}/"
    assert page_at(address) is not None
    Page.objects.filter(pk=module.pk).update(live=False)
    assert page_at(address) is None
    assert client.get(address).status_code == 404


def test_a_page_that_the_map_does_not_know_is_still_served(home: Any, client: Client) -> None:
    site_map()
    module = make_module(home)
    assert client.get(f"/modul/{module.slug}/").status_code == 200


def test_a_lesson_says_where_it_stands_and_what_comes_next(home: Any, client: Client) -> None:
    module = make_module(home, lessons=3)
    html = client.get(f"/modul/{module.slug}/pelajaran-2/").content.decode()
    assert re.search(r"2\D+3", html)
    assert f'href="/modul/{module.slug}/pelajaran-3/" data-next' in html
    assert f'href="/modul/{module.slug}/"' in html
    last = client.get(f"/modul/{module.slug}/pelajaran-3/").content.decode()
    assert "data-next" not in last


def test_a_path_lists_its_modules_and_lessons_and_how_to_join(home: Any, client: Client) -> None:
    path = make_path(home, [make_module(home, "U1"), make_module(home, "U2", lessons=1)])
    html = client.get("/jalur/kader/").content.decode()
    assert html.index("Modul U1") < html.index("Modul U2")
    assert html.count("data-lesson=") == 3
    assert f"/belajar/ikut/{path.translation_key}/" in html


def test_a_path_and_its_card_count_the_same_modules(home: Any, client: Client) -> None:
    make_path(home, [make_module(home, "U1", minutes=30), make_module(home, "U2", minutes=20)])
    Page.objects.filter(slug="u2").update(live=False)
    [card] = paths_of(home.get_children().get(slug="jalur").specific)
    outline = outline_of(card)
    assert (card.module_count, card.minutes) == (len(outline.modules), outline.minutes) == (1, 30)


@pytest.mark.parametrize(("sensitive", "shown"), [(True, True), (False, False)])
def test_quick_exit_stands_on_sensitive_lessons_as_a_plain_link(home: Any, client: Client, sensitive: bool, shown: bool) -> None:
    module = make_module(home, lessons=0)
    make_lesson(module, sensitive=sensitive)
    html = client.get(f"/modul/{module.slug}/pelajaran-1/").content.decode()
    assert ('href="/keluar-cepat/"' in html) is shown
    assert ("quick-exit-note" in html.partition("<main")[2]) is shown


@pytest.mark.parametrize("sensitive", [True, False])
def test_quick_exit_stands_on_every_written_page_that_is_sensitive(home: Any, client: Client, sensitive: bool) -> None:
    home.sensitive = sensitive
    home.save()
    plain = home.add_child(instance=PlainPage(title="Cerita", slug="cerita", locale=home.locale, sensitive=sensitive))
    index = home.add_child(instance=HandoutIndex(title="Cetak", slug="cetak", locale=home.locale))
    handout = index.add_child(instance=Handout(title="Lembar", slug="lembar", locale=home.locale, sensitive=sensitive))
    for page in (home, plain, handout):
        assert ('href="/keluar-cepat/"' in client.get(page.url).text) is sensitive, page


def test_every_page_that_people_write_can_be_ticked_as_sensitive() -> None:
    """Help always has the quick exit."""
    written = [model for model in get_page_models() if hasattr(model, "body")]
    without = [model for model in written if "sensitive" not in model.get_edit_handler().get_form_class().base_fields]
    assert len(written) > 5
    assert without == [Help]


def test_a_review_notice_names_the_institution_until_it_is_cleared(home: Any, client: Client) -> None:
    module = make_module(home, lessons=0)
    make_lesson(module, 1, review_institution="Biro Hukum")
    make_lesson(module, 2, review_institution="Biro Hukum", reviewed_by="Ibu A", reviewed_on="2026-11-01")
    assert "Perlu ditinjau oleh Biro Hukum." in client.get(f"/modul/{module.slug}/pelajaran-1/").content.decode()
    cleared = client.get(f"/modul/{module.slug}/pelajaran-2/").content.decode()
    assert "Biro Hukum" not in cleared
    assert "Ibu A" in cleared


def test_the_preview_for_whatsapp_is_complete_and_its_picture_small(home: Any, client: Client) -> None:
    html = client.get("/jalur/").content.decode()
    for name in ("og:title", "og:description", "og:url", "og:image"):
        assert re.search(rf'property="{name}" content="', html)
    assert (Path(django_settings.BASE_DIR) / "lms/static/lms/img/share.png").stat().st_size <= 30 * 1024


def test_no_selector_stands_on_a_space_that_the_minifier_takes() -> None:
    """``.bar :focus`` would go out as ``.bar:focus``; ``.bar *:focus`` stays what it is."""
    for path in chain.from_iterable((CSS / name).glob("*.css") for name in SHEETS):
        assert not re.search(r"[\w\])] ::?[a-z]", path.read_text(encoding="utf-8")), path.name


def test_a_browser_that_knows_no_layers_finds_rules_too() -> None:
    outside, depth = "", 0
    for part in re.split(r"(@layer [^{;]*[{;]|[{}])", sheet("base")):
        if depth or part.startswith("@layer"):
            depth += part.count("{") - part.count("}")
        else:
            outside += part
    assert outside.count("{") == outside.count("}")
    assert "@supports (not (text-emphasis:none)) or (not (accent-color:auto)){body{" in outside
    assert ".quick-exit a{" in outside


def test_a_title_of_a_block_leaves_out_no_level(home: Any, client: Client) -> None:
    steps = {"type": "steps", "value": {"title": "Langkah", "items": [{"title": "Dengar", "text": ""}]}}
    module = make_module(home, "U1", lessons=0)
    make_lesson(module, 1, body=[steps, {"type": "heading", "value": "Lalu"}, steps])
    main = client.get(f"/modul/{module.slug}/pelajaran-1/").content.decode().partition("<main")[2]
    assert re.findall(r"<h(\d)[^>]*>([^<]*)</h\1>", main)[1:] == [("2", "Langkah"), ("2", "Lalu"), ("3", "Langkah")]


def test_who_speaks_stands_at_the_end_of_the_figure_as_html_wants_it(home: Any, client: Client) -> None:
    LeaderMessage.objects.create(
        locale=home.locale, leader_kind="adat", role="Damang", signed_by="DP3APPKB", topic="t", text="x", review_institution="DAD"
    )
    assert "</figcaption></figure>" in client.get("/pesan/t/").content.decode()


def test_words_in_another_language_say_so(home: Any, client: Client) -> None:
    told = {"locale": home.locale, "leader_kind": "adat", "role": "Damang", "signed_by": "DP3APPKB", "topic": "t", "text": "x"}
    LeaderMessage.objects.create(**told, language="id")
    assert '<blockquote lang="id">' in client.get("/pesan/t/").content.decode()


def test_every_page_can_be_shared_once(home: Any, client: Client) -> None:
    module = make_module(home, "U1", lessons=1)
    for address in ("/", "/jalur/", f"/modul/{module.slug}/", f"/modul/{module.slug}/pelajaran-1/"):
        links = re.findall(r'href="(https://wa\.me/\?text=[^"]+)"', client.get(address).content.decode())
        assert [link.endswith(quote(f"{django_settings.BASE_URL}{address}", safe="")) for link in links] == [True], address


def test_the_title_for_search_engines_is_that_of_the_page(home: Any, client: Client) -> None:
    PathIndex.objects.update(seo_title="Jalur bagi siapa saja")
    html = client.get("/jalur/").content.decode()
    assert "<title>Jalur bagi siapa saja – Betang</title>" in html
    assert 'og:title" content="Jalur bagi siapa saja"' in html


def test_the_canonical_address_is_never_the_host_that_was_asked(home: Any, client: Client) -> None:
    html = client.get("/jalur/", headers={"host": "evil.example"}).content.decode()
    assert f'rel="canonical" href="{django_settings.BASE_URL}/jalur/"' in html
    assert "evil.example" not in html


def test_scripts_stay_small() -> None:
    names = ("site", "hints", "quick-exit", "low-data", "leader-message", "print-button", "progress")
    folder = Path(django_settings.BASE_DIR) / "lms/static/lms/js"
    assert sum(len(gzip.compress((folder / f"{name}.js").read_bytes(), 9)) for name in names) <= 4 * 1024


def test_the_list_of_modules_counts_only_lessons_that_are_published(home: Any, client: Client) -> None:
    module = make_module(home, lessons=2)
    module.get_children().last().unpublish()
    page = client.get("/modul/").content.decode()
    assert "1 pelajaran" in page
    assert "2 pelajaran" not in page
