"""Search in everything published: by kind, forgiving typing errors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import FloatField, Func, QuerySet, Value
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend

from modules.models import GlossaryTerm, HelpChannel, LeaderMessage
from modules.models.leaders import topic_title
from modules.nearest import PROVINCE
from modules.reading import pages_of_silent_leaders
from modules.site_map import site_map

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

    Each of these three asks five queries, and one more where leaders' messages are found.
    """
    found = _with_words(locale, words)
    found.guessed = not found.count
    ours = [_our_word(word) for word in words]
    if ours != words:
        found.add(_with_words(locale, ours))
    if not found.count:
        named = zip(_searched(locale), ("title", "name", "term", "role"), strict=True)
        found.add(_found(locale, *(_alike(queryset, name, words) for queryset, name in named)))
    return found


def _our_word(word: str) -> str:
    close = get_close_matches(word, OUR_WORD, n=1, cutoff=0.85)
    return OUR_WORD[close[0]] if close else word


def _with_words(locale: Locale, words: list[str]) -> Found:
    return _found(locale, *(_matching(queryset, words) for queryset in _searched(locale)))


def _searched(locale: Locale) -> tuple[QuerySet[Any], ...]:
    return (
        Page.objects.live().public().filter(locale=locale, depth__gt=2).exclude(pk__in=pages_of_silent_leaders().values("pk")),
        # Whether a channel or a message is published is no field of the index: drafts fall out below.
        HelpChannel.objects.filter(locale=locale),
        GlossaryTerm.objects.filter(locale=locale),
        LeaderMessage.objects.filter(locale=locale),
    )


def _matching(queryset: QuerySet[Any], words: list[str]) -> list[Any]:
    return list(get_search_backend().search(" ".join(words), queryset, operator="and")[: MOST_RESULTS + 1])


def _alike(queryset: QuerySet[Any], name: str, words: list[str]) -> list[Any]:
    if connection.vendor == "postgresql":
        likeness = WordSimilarity(Value(" ".join(words)), name)
        return list(queryset.annotate(likeness=likeness).filter(likeness__gte=CLOSE_ENOUGH).order_by("-likeness")[: MOST_RESULTS + 1])
    return _close_matches(queryset, name, words)


def _close_matches(queryset: QuerySet[Any], name: str, words: list[str]) -> list[Any]:
    """Without a database that can do it: rows with words that look like those sought, the likest first."""
    rows = [(row, set(_WORD.findall(getattr(row, name).lower()))) for row in queryset]
    known = set().union(*(row_words for _row, row_words in rows))
    close = [_likeness(word, get_close_matches(word, known, cutoff=0.75)) for word in words if len(word) >= SHORTEST_GUESS]
    likeness = {row: sum(max((like[word] for word in like.keys() & row_words), default=0) for like in close) for row, row_words in rows}
    return sorted((row for row in likeness if likeness[row]), key=likeness.__getitem__, reverse=True)[: MOST_RESULTS + 1]


def _likeness(word: str, matches: list[str]) -> dict[str, float]:
    return {match: SequenceMatcher(None, word, match).ratio() for match in matches}


def _found(
    locale: Locale, pages: list[Page], channels: list[HelpChannel], terms: list[GlossaryTerm], messages: list[LeaderMessage]
) -> Found:
    places, found = site_map(), Found()
    menu = places.menu(locale.language_code)
    found.cut = any(len(rows) > MOST_RESULTS for rows in (pages, channels, terms, messages))
    for page in pages[:MOST_RESULTS]:
        if entry := places.by_pk.get(page.pk):
            kind = entry.model.partition(".")[2]
            found.groups.setdefault(kind if kind in KINDS else "page", []).append(Result(page.title, entry.url, page.search_description))
    shown = [channel for channel in channels[:MOST_RESULTS] if channel.live]
    if listed := [Result(channel.name, f"{menu.help}#kanal-{channel.pk}", channel.purpose) for channel in shown]:
        found.groups["channel"] = listed
    if explained := [Result(term.term, f"{menu.glossary}#{term.key}", term.meaning) for term in terms[:MOST_RESULTS]]:
        found.groups["term"] = explained
    if said := [_result_of(message) for message in _showable(messages[:MOST_RESULTS], locale)]:
        found.groups["message"] = said
    return found


def _showable(messages: list[LeaderMessage], locale: Locale) -> list[LeaderMessage]:
    """Published, of leaders who consent today, in a language that their page is read in. One query, where there are any."""
    languages = (locale.language_code, settings.LANGUAGE_CODE)
    showable = LeaderMessage.objects.showable().filter(pk__in=[message.pk for message in messages], language__in=languages)
    shown = set(showable.values_list("pk", flat=True))
    return [message for message in messages if message.pk in shown]


def _result_of(message: LeaderMessage) -> Result:
    """Where it is read: among those to the whole province, or as the nearest of its region."""
    if message.region_id in (None, PROVINCE):
        url = f"{reverse('modules:voices', args=[message.topic])}#{slugify(message.role)}"
    else:
        url = reverse("modules:message", args=[message.topic, message.region_id])
    return Result(f"{message.role}: {topic_title(message.topic)}", url, message.text)
