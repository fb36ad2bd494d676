"""Where every public page is: one query, kept with the pages until something public changes.

From it come the menu, addresses of links, neighbours of a lesson, the languages of a page, and the way from an address to its
page, none of which then costs a query.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.utils import translation
from django.utils.functional import cached_property
from wagtail.models import Locale, Page

from lms.page_cache import current_generation

#: Page types of the menu, and where they are when nothing is published yet.
PLACES = {
    "pathindex": ("paths", "jalur"),
    "moduleindex": ("modules", "modul"),
    "guideindex": ("guides", "panduan"),
    "help": ("help", "bantuan"),
    "glossary": ("glossary", "glosarium"),
    "leaderindex": ("leaders", "tokoh"),
}
ABOUT = ("plainpage", "glossary", "leaderindex", "handoutindex")


class Entry(NamedTuple):
    """A live page, as far as others need to know it."""

    pk: int
    model: str
    title: str
    url: str
    path: str
    depth: int
    translation_key: UUID
    language: str
    locale_id: int


@dataclass(frozen=True)
class Menu:
    home: str
    paths: str
    modules: str
    guides: str
    help: str
    glossary: str
    leaders: str
    about: list[Entry] = field(default_factory=list)


def prefix_of(language: str) -> str:
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


@dataclass(frozen=True)
class SiteMap:
    """The live pages in the order of the tree."""

    entries: list[Entry]

    @cached_property
    def by_pk(self) -> dict[int, Entry]:
        return {entry.pk: entry for entry in self.entries}

    @cached_property
    def by_url(self) -> dict[str, Entry]:
        return {entry.url: entry for entry in self.entries}

    def children_of(self, parent: Entry) -> list[Entry]:
        return [entry for entry in self.entries if entry.depth == parent.depth + 1 and entry.path.startswith(parent.path)]

    def parent_of(self, path: str) -> Entry | None:
        parent_path = path[: -Page.steplen]
        return next((entry for entry in self.entries if entry.path == parent_path), None)

    def translations_of(self, translation_key: UUID) -> list[Entry]:
        return [entry for entry in self.entries if entry.translation_key == translation_key]

    def menu(self, language: str) -> Menu:
        """What has no translation yet is offered in Indonesian: above all the way to help must never lead nowhere."""
        base = settings.LANGUAGE_CODE
        tops = {code: [entry for entry in self.entries if entry.depth == 3 and entry.language == code] for code in (base, language)}
        kinds = {entry.model.partition(".")[2]: entry.url for code in tops for entry in reversed(tops[code])}
        places = {name: kinds.get(kind, f"/{slug}/") for kind, (name, slug) in PLACES.items()}
        translated = {entry.translation_key for entry in tops[language]}
        untranslated = [entry for entry in tops[base] if entry.translation_key not in translated]
        about = [entry for entry in (*tops[language], *untranslated) if entry.model.partition(".")[2] in ABOUT]
        home = prefix_of(language)
        return Menu(home=home if home in self.by_url else "/", about=about, **places)


def site_map() -> SiteMap:
    """The map as it is now. At most one query."""
    return _map_of(current_generation())


@lru_cache(maxsize=1)
def _map_of(generation: str) -> SiteMap:
    """Read by one process, kept for the others; each keeps the newest as it is, because a page asks for it a dozen times."""
    entries = caches["pages"].get_or_set(f"{generation}:site-map", _read)
    return SiteMap(entries or [])


def _read() -> list[Entry]:
    pages = Page.objects.live().filter(depth__gte=2).order_by("path").select_related("content_type", "locale")
    return [_entry(page) for page in pages]


def _entry(page: Page) -> Entry:
    language, kind = page.locale.language_code, page.content_type
    # There is one site: an address is the language and the place in the tree.
    url = prefix_of(language) + page.url_path.split("/", 2)[2]
    model = f"{kind.app_label}.{kind.model}"
    return Entry(page.pk, model, page.title, url, page.path, page.depth, page.translation_key, language, page.locale_id)


def active_locale() -> Locale:
    """Of the language of the address. No query where the map knows it; Wagtail's way knows no language without a catalogue."""
    language = translation.get_language()
    entry = next((entry for entry in site_map().entries if entry.language == language), None)
    return Locale(pk=entry.locale_id, language_code=entry.language) if entry else Locale.get_default()


def page_at(url: str) -> Page | None:
    """The page with this address, as what it is. One query where the map is kept."""
    entry = site_map().by_url.get(url)
    if entry is None:
        return None
    model: type[Page] = apps.get_model(entry.model)
    return model.objects.filter(pk=entry.pk, live=True).first()


def address_of(page: Page) -> str:
    """A live page's address without a query; another's as Wagtail knows it."""
    entry = site_map().by_pk.get(page.pk)
    return entry.url if entry else page.get_url() or ""


class Language(NamedTuple):
    code: str
    name: str
    url: str


def languages_of(page: Page) -> list[Language]:
    """The languages in which a page is published, its own among them; nothing where there is only one."""
    found = site_map().translations_of(page.translation_key)
    names = {each.language: translation.get_language_info(each.language)["name_local"] for each in found}
    return [Language(each.language, names[each.language], each.url) for each in found] if len(found) > 1 else []
