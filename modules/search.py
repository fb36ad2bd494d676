"""Search in everything published: by kind, forgiving typing errors."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from typing import Any, NamedTuple, cast

from django.conf import settings
from django.db import connection
from django.db.models import F, FloatField, Func, QuerySet, Value
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend

from modules.models import GlossaryTerm, HelpChannel, LeaderMessage
from modules.models.leaders import topic_title
from modules.nearest import PROVINCE
from modules.reading import pages_of_silent_leaders
from modules.site_map import Menu, site_map

MOST_WORDS, LONGEST_WORD = 12, 40
#: How many results of a kind are shown; who wants more writes another word.
MOST_RESULTS = 20
CLOSE_ENOUGH = 0.45
#: Shorter words look like too many others to be guessed at.
SHORTEST_GUESS = 4
#: What many people write, and the word for it that stands in our pages.
OUR_WORD = {
    "bully": "perundungan",
    "bullying": "perundungan",
    "gadget": "gawai",
    "game": "gim",
    "games": "gim",
    "handphone": "hp",
    "hape": "hp",
    "medsos": "sosial",
    "password": "sandi",
    "sextorsi": "sextortion",
    "sekstorsi": "sextortion",
    "vcs": "pemerasan",
    "prostitusi": "eksploitasi",
    **dict.fromkeys(("pedofil", "predator"), "pelaku"),
    # Our pages say it without words that hurt again; who is frightened writes them.
    **dict.fromkeys(("asusila", "bugil", "cabul", "dicabuli", "pencabulan", "porno", "pornografi"), "seksual"),
    **dict.fromkeys(("dilecehkan", "diraba", "pelecehan", "perkosa", "diperkosa", "perkosaan", "pemerkosaan"), "seksual"),
}
_WORD = re.compile(r"[^\W_]+")

KINDS = {
    "path": _("Learning paths"),
    "guide": _("Parents' guides"),
    "lesson": _("Lessons"),
    "module": _("Modules"),
    "channel": _("Where to get help"),
    "term": _("Words explained"),
    "message": _("Leaders' messages"),
    "page": _("Other pages"),
}


class WordSimilarity(Func):
    """PostgreSQL's own, without the package that needs its driver to be installed."""

    function = "WORD_SIMILARITY"
    output_field = FloatField()


class Row(NamedTuple):
    """Something published, of whatever kind, as far as a result needs to know it."""

    kind: str
    pk: int
    name: str
    text: str
    #: The anchor of a term, the topic of a message; empty for others, as is the region.
    key: str
    region: str | None
    likeness: float


class Source(NamedTuple):
    """What is published of a kind, and what its columns are called."""

    published: QuerySet[Any]
    kind: str
    name: str
    text: str
    key: str | Value = Value("")
    region: str | Value = Value("")

    def rows(self, queryset: QuerySet[Any], likeness: Any) -> QuerySet[Any, Any]:
        """As many as are shown, and one more. SQLite orders and cuts no part of a union: there it is all of them."""
        rows = queryset.values_list(Value(self.kind), "pk", self.name, self.text, self.key, self.region, likeness)
        return rows[: MOST_RESULTS + 1] if connection.features.supports_slicing_ordering_in_compound else rows.order_by()


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
    #: Whether there is more of a kind than is shown.
    cut: bool = False

    @property
    def count(self) -> int:
        return sum(len(results) for results in self.groups.values())

    def add(self, other: Found) -> None:
        for kind, results in other.groups.items():
            known = self.groups.setdefault(kind, [])
            known += [result for result in results if result not in known]
        self.cut = self.cut or other.cut

    def by_kind(self) -> list[tuple[str, str, list[Result]]]:
        return [(kind, str(label), self.groups[kind]) for kind, label in KINDS.items() if self.groups.get(kind)]


def words_of(text: str) -> list[str]:
    """The words of whatever was written, however much of it there is."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(text[:1000].lower())][:MOST_WORDS]


def results_for(words: list[str], locale: Locale) -> Found:
    """As written, and in our own words for it; else what looks alike.

    At most five queries: what is private, one for each of these three, and the map where it is not kept.
    """
    sources = _sources(locale)
    found = _found(_matching(sources, words), locale)
    found.guessed = not found.count
    ours = [_our_word(word) for word in words]
    if ours != words:
        found.add(_found(_matching(sources, ours), locale))
    if not found.count:
        found.add(_found(_alike(sources, words), locale))
    return found


def _our_word(word: str) -> str:
    close = get_close_matches(word, OUR_WORD, n=1, cutoff=0.85)
    return OUR_WORD[close[0]] if close else word


def _sources(locale: Locale) -> list[Source]:
    """One query: Wagtail reads what is private."""
    pages = Page.objects.live().public().filter(locale=locale, depth__gt=2).exclude(pk__in=pages_of_silent_leaders().values("pk"))
    channels = HelpChannel.objects.filter(locale=locale, live=True)
    terms = GlossaryTerm.objects.filter(locale=locale)
    # Of leaders who consent today, in a language that their page is read in.
    messages = LeaderMessage.objects.showable().filter(locale=locale, language__in=(locale.language_code, settings.LANGUAGE_CODE))
    return [
        Source(pages, "page", name="title", text="search_description"),
        Source(channels, "channel", name="name", text="purpose"),
        Source(terms, "term", name="term", text="meaning", key="key"),
        Source(messages, "message", name="role", text="text", key="topic", region="region_id"),
    ]


def _matching(sources: list[Source], words: list[str]) -> list[Row]:
    # SQLite's rank is the better the smaller it is.
    likeness = F("rank") if connection.vendor == "postgresql" else -F("rank")
    rows = _read([each.rows(_ranked(each.published, words), likeness) for each in sources])
    return sorted(rows, key=lambda row: (-row.likeness, -row.pk))


def _ranked(published: QuerySet[Any], words: list[str]) -> QuerySet[Any]:
    found = get_search_backend().search(" ".join(words), published, operator="and").annotate_score("rank").get_queryset()
    return cast("QuerySet[Any]", found)


def _alike(sources: list[Source], words: list[str]) -> list[Row]:
    if connection.vendor == "postgresql":
        rows = _read([each.rows(_likest(each, words), "likeness") for each in sources])
    else:
        every = _read([each.rows(each.published, Value(0.0)) for each in sources])
        rows = [row for of_a_kind in _by_kind(every).values() for row in _close_matches(of_a_kind, words)]
    return sorted(rows, key=lambda row: (-row.likeness, row.pk))


def _likest(source: Source, words: list[str]) -> QuerySet[Any]:
    likeness = WordSimilarity(Value(" ".join(words)), source.name)
    return source.published.annotate(likeness=likeness).filter(likeness__gte=CLOSE_ENOUGH).order_by("-likeness", "pk")


def _read(kinds: list[QuerySet[Any, Any]]) -> list[Row]:
    """One query."""
    first, *others = kinds
    return [Row(*row) for row in first.union(*others, all=True)]


def _by_kind(rows: list[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.kind].append(row)
    return grouped


def _close_matches(rows: list[Row], words: list[str]) -> list[Row]:
    """Without a database that can do it: rows with words that look like those sought."""
    named = [(row, set(_WORD.findall(row.name.lower()))) for row in rows]
    known = set().union(*(row_words for _row, row_words in named))
    close = [_likeness(word, get_close_matches(word, known, cutoff=0.75)) for word in words if len(word) >= SHORTEST_GUESS]
    sums = [sum(max((like[word] for word in like.keys() & row_words), default=0) for like in close) for _row, row_words in named]
    return [row._replace(likeness=likeness) for row, likeness in zip(rows, sums, strict=True) if likeness]


def _likeness(word: str, matches: list[str]) -> dict[str, float]:
    return {match: SequenceMatcher(None, word, match).ratio() for match in matches}


def _found(rows: list[Row], locale: Locale) -> Found:
    places, found = site_map(), Found()
    menu = places.menu(locale.language_code)
    for of_a_kind in _by_kind(rows).values():
        found.cut = found.cut or len(of_a_kind) > MOST_RESULTS
        for row in of_a_kind[:MOST_RESULTS]:
            if row.kind != "page":
                found.groups.setdefault(row.kind, []).append(_result_of(row, menu))
            elif entry := places.by_pk.get(row.pk):
                kind = entry.model.partition(".")[2]
                found.groups.setdefault(kind if kind in KINDS else "page", []).append(Result(row.name, entry.url, row.text))
    return found


def _result_of(row: Row, menu: Menu) -> Result:
    """Of what has no page of its own. A message is read among those to the whole province, or as the nearest of its region."""
    if row.kind == "channel":
        return Result(row.name, f"{menu.help}#kanal-{row.pk}", row.text)
    if row.kind == "term":
        return Result(row.name, f"{menu.glossary}#{row.key}", row.text)
    if row.region in (None, PROVINCE):
        url = f"{reverse('modules:voices', args=[row.key])}#{slugify(row.name)}"
    else:
        url = reverse("modules:message", args=[row.key, row.region])
    return Result(f"{row.name}: {topic_title(row.key)}", url, row.text)
