"""Search in everything published: by kind, forgiving typing errors."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.db import connection
from django.db.models import FloatField, Func, QuerySet, Value
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend

from modules.models import GlossaryTerm, HelpChannel
from modules.reading import pages_of_silent_leaders
from modules.site_map import site_map

MOST_WORDS, LONGEST_WORD = 12, 40
#: How many results of a kind are shown; who wants more writes another word.
MOST_RESULTS = 20
CLOSE_ENOUGH = 0.45
_WORD = re.compile(r"[^\W_]+")

KINDS = {
    "path": _("Learning paths"),
    "guide": _("Parents' guides"),
    "lesson": _("Lessons"),
    "module": _("Modules"),
    "channel": _("Where to get help"),
    "term": _("Words explained"),
    "page": _("Other pages"),
}


class WordSimilarity(Func):
    """PostgreSQL's own, without the package that needs its driver to be installed."""

    function = "WORD_SIMILARITY"
    output_field = FloatField()


@dataclass(frozen=True)
class Result:
    title: str
    url: str
    text: str = ""


@dataclass
class Found:
    """Results by kind, in the order of KINDS; ``guessed`` when they are for words that only look alike."""

    groups: dict[str, list[Result]] = field(default_factory=dict)
    guessed: bool = False

    @property
    def count(self) -> int:
        return sum(len(results) for results in self.groups.values())

    def by_kind(self) -> list[tuple[str, str, list[Result]]]:
        return [(kind, str(label), self.groups[kind]) for kind, label in KINDS.items() if self.groups.get(kind)]


def words_of(text: str) -> list[str]:
    """The words of whatever was written, however much of it there is."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(text[:1000].lower())][:MOST_WORDS]


def results_for(words: list[str], locale: Locale) -> Found:
    """At most six queries."""
    exact = _found(locale, *(_matching(queryset, words) for queryset in _searched(locale)))
    if exact.count:
        return exact
    named = zip(_searched(locale), ("title", "name", "term"), strict=True)
    guess = _found(locale, *(_alike(queryset, name, words) for queryset, name in named))
    guess.guessed = True
    return guess


def _searched(locale: Locale) -> tuple[QuerySet[Any], QuerySet[Any], QuerySet[Any]]:
    return (
        Page.objects.live().public().filter(locale=locale, depth__gt=2).exclude(pk__in=pages_of_silent_leaders().values("pk")),
        # Whether a channel is published is no field of the index: drafts fall out below.
        HelpChannel.objects.filter(locale=locale),
        GlossaryTerm.objects.filter(locale=locale),
    )


def _matching(queryset: QuerySet[Any], words: list[str]) -> Iterable[Any]:
    return list(get_search_backend().search(" ".join(words), queryset, operator="and")[:MOST_RESULTS])


def _alike(queryset: QuerySet[Any], name: str, words: list[str]) -> Iterable[Any]:
    if connection.vendor == "postgresql":
        likeness = WordSimilarity(Value(" ".join(words)), name)
        return queryset.annotate(likeness=likeness).filter(likeness__gte=CLOSE_ENOUGH).order_by("-likeness")[:MOST_RESULTS]
    return _close_matches(queryset, name, words)


def _close_matches(queryset: QuerySet[Any], name: str, words: list[str]) -> list[Any]:
    """Without a database that can do it: rows one of whose words looks like one of the words sought."""
    rows = [(row, _WORD.findall(getattr(row, name).lower())) for row in queryset]
    known = {word for _, row_words in rows for word in row_words}
    close = {match for word in words for match in get_close_matches(word, known, n=3, cutoff=0.75)}
    return [row for row, row_words in rows if close.intersection(row_words)][:MOST_RESULTS]


def _found(locale: Locale, pages: Iterable[Page], channels: Iterable[HelpChannel], terms: Iterable[GlossaryTerm]) -> Found:
    places, found = site_map(), Found()
    menu = places.menu(locale.language_code)
    for page in pages:
        if entry := places.by_pk.get(page.pk):
            kind = entry.model.partition(".")[2]
            found.groups.setdefault(kind if kind in KINDS else "page", []).append(Result(page.title, entry.url, page.search_description))
    if listed := [Result(channel.name, f"{menu.help}#kanal-{channel.pk}", channel.purpose) for channel in channels if channel.live]:
        found.groups["channel"] = listed
    if explained := [Result(term.term, f"{menu.glossary}#{term.key}", term.meaning) for term in terms]:
        found.groups["term"] = explained
    return found
