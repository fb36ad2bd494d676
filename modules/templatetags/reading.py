"""Tags of the pages that are read. Each hands a page to one function of ``modules.reading`` and friends."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import get_language, ngettext
from wagtail.blocks import StreamValue
from wagtail.models import Locale, Page

from modules import reading
from modules.models import LeaderMessage
from modules.models.leaders import topic_title
from modules.nearest import nearest_message, topics_by_role, voices_on
from modules.site_map import Entry, Language, Menu, active_locale, address_of, languages_of, site_map

register = template.Library()

#: A picture that weighs more waits for a tap in low-data mode.
LIGHT_PICTURE = 10 * 1024
#: From here on, in minutes, a duration is said in hours.
LONG = 90
#: Where a title must not break: between a number and what it counts, and before a dash.
_BOUND = re.compile(r"(?<=\d) (?=(?:detik|menit|jam|hari|minggu|bulan|tahun|langkah)\b)|(?<=\S) (?=[–—+] )")

register.simple_tag(reading.lesson_place)
register.simple_tag(reading.outline_of)
register.simple_tag(reading.lessons_of)
register.simple_tag(reading.paths_with)
register.simple_tag(reading.paths_of)
register.simple_tag(reading.modules_of)
register.simple_tag(reading.topics_of)
register.simple_tag(reading.ages_of)
register.simple_tag(reading.guides_for_home)
register.simple_tag(reading.channels_of)
register.simple_tag(reading.handouts_of)
register.simple_tag(reading.terms_of)
register.simple_tag(reading.leaders_of)
register.simple_tag(reading.messages_of)
register.simple_tag(reading.lets_choose_a_voice)
register.filter(topic_title)


@register.simple_tag
def site_menu() -> Menu:
    return site_map().menu(get_language() or settings.LANGUAGE_CODE)


@register.simple_tag
def parent_of(page: Page) -> Entry | None:
    """The page above, for the way back. No query."""
    return site_map().parent_of(page.path) if page.path else None


@register.simple_tag
def other_languages(page: Any) -> list[Language]:
    return languages_of(page) if isinstance(page, Page) else []


@register.simple_tag(takes_context=True)
def leader_message(context: dict[str, Any], topic: str) -> LeaderMessage | None:
    """The message for a reader of whom nothing is known: the page is the same for everyone."""
    locale = _locale_of(context)
    return nearest_message(topic=topic, region_code="", language=locale.language_code, locale=locale)


@register.simple_tag(takes_context=True)
def leader_voices(context: dict[str, Any], topic: str) -> list[LeaderMessage]:
    return voices_on(topic=topic, locale=_locale_of(context))


@register.simple_tag(takes_context=True)
def leader_topics(context: dict[str, Any]) -> dict[str, dict[str, str]]:
    return topics_by_role(locale=_locale_of(context))


def _locale_of(context: dict[str, Any]) -> Locale:
    """Of the page that is shown, without a query where the map knows it."""
    entry = site_map().by_pk.get(getattr(context.get("page"), "pk", None) or 0)
    return Locale(pk=entry.locale_id, language_code=entry.language) if entry else active_locale()


register.filter("address", address_of)


@register.filter
def anchor(words: str) -> str:
    """The id of a heading, as a content note links to it."""
    return f"h-{slugify(words)}"


@register.filter
def with_title_levels(body: StreamValue) -> list[tuple[Any, int]]:
    """The blocks, each with the level of its own title: below a heading of the page, or in place of one where none came yet."""
    blocks = list(body)
    first = next((number for number, block in enumerate(blocks) if block.block_type == "heading"), len(blocks))
    return [(block, 2 if number < first else 3) for number, block in enumerate(blocks)]


@register.filter
def is_heavy(size: int | None) -> bool:
    return (size or 0) > LIGHT_PICTURE


@register.filter
def duration(minutes: int | None) -> str:
    """Minutes up to an hour and a half; longer ones in hours and minutes."""
    whole = minutes or 0
    if whole <= LONG:
        return _unbroken(ngettext("%(minutes)s minute", "%(minutes)s minutes", whole) % {"minutes": whole})
    hours, rest = divmod(whole, 60)
    said = _unbroken(ngettext("%(hours)s hour", "%(hours)s hours", hours) % {"hours": hours})
    return f"{said} {duration(rest)}" if rest else said


def _unbroken(said: str) -> str:
    """A number stays on the line of what it counts."""
    return said.replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def bound(title: str | None) -> str:
    """A title whose lines end nowhere between a number and its unit, and never begin with a dash."""
    return _BOUND.sub("\N{NO-BREAK SPACE}", title or "")


@register.filter
def months(number: int) -> str:
    """Whole years as years, anything else in months."""
    years, rest = divmod(number, 12)
    if rest or not years:
        return _unbroken(ngettext("%(months)s month", "%(months)s months", number) % {"months": number})
    return _unbroken(ngettext("%(years)s year", "%(years)s years", years) % {"years": years})


@register.filter
def clock(seconds: float | None) -> str:
    """Minutes and seconds: "3:05"."""
    minutes, rest = divmod(round(seconds or 0), 60)
    return f"{minutes}:{rest:02}" if minutes or rest else ""


@register.filter
def international(number: str) -> str:
    """A phone number as ``tel:`` and ``wa.me`` want it: digits; an Indonesian 0 in front of a long number becomes 62."""
    digits = re.sub(r"\D", "", number)
    return f"62{digits[1:]}" if digits.startswith("0") and len(digits) > 5 else digits


@register.filter
def phone_link(number: str) -> str:
    """A number as it is dialled: short ones as they are, long ones with the country."""
    digits = international(number)
    return f"+{digits}" if len(digits) > 5 else digits


@register.filter
def domain(url: str) -> str:
    return urlsplit(url).netloc.removeprefix("www.")
