"""Whose words a reader gets: those of the leader nearest to where the reader lives; and whose words there are to choose from."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Length
from wagtail.models import Locale

from modules.models import LeaderKind, LeaderMessage
from modules.models.leaders import LeaderMessageQuerySet, LeaderTopic, topic_title

PROVINCE = "62"


def scopes_of(region_code: str) -> list[str]:
    """A region and all it lies in: "62.03.01" → ["62", "62.03", "62.03.01"]."""
    parts = region_code.split(".") if region_code else []
    return [".".join(parts[: length + 1]) for length in range(len(parts))]


def _first(condition: Q) -> Case:
    return Case(When(condition, then=Value(0)), default=Value(1), output_field=IntegerField())


def _spoken(*, language: str, locale: Locale, region_code: str) -> LeaderMessageQuerySet:
    """What may be shown in a language, else in Indonesian, of what is said to a region and all it lies in."""
    fallback = settings.LANGUAGE_CODE
    return (
        LeaderMessage.objects.showable()
        .filter(Q(region=None) | Q(region__in=scopes_of(region_code)), language__in={language, fallback})
        .filter(Q(locale=locale) | Q(locale__language_code=fallback))
    )


def nearest_message(*, topic: str, region_code: str, language: str, locale: Locale) -> LeaderMessage | None:
    """The message on a topic in the reader's language, else in Indonesian, that speaks to the smallest region around the reader.

    Desa before kecamatan before kabupaten before province before messages to everyone; a leader's own voice before an office's
    sample; a customary leader, who speaks to all faiths, before a religious one; the page's own translation before the
    Indonesian original; then by role, and the older before the newer. A sample in the voice of one faith is never chosen for a
    reader: whoever wants it takes it from ``voices_on``. One query.
    """
    return (
        _spoken(language=language, locale=locale, region_code=region_code)
        .filter(topic=topic)
        .exclude(leader=None, leader_kind=LeaderKind.RELIGIOUS)
        .annotate(nearness=Length("region_id"))
        .order_by(
            _first(Q(language=language)),
            F("nearness").desc(nulls_last=True),
            _first(~Q(leader=None)),
            _first(Q(leader_kind=LeaderKind.CUSTOMARY)),
            _first(Q(locale=locale)),
            "role",
            "pk",
        )
        .select_related("leader__portrait", "audio", "region")
        .first()
    )


def voices_on(*, topic: str, locale: Locale) -> list[LeaderMessage]:
    """All that is said to the whole province on a topic, by role in the order of the alphabet: no faith stands first. One query."""
    spoken = _spoken(language=locale.language_code, locale=locale, region_code=PROVINCE).filter(topic=topic)
    last_wins = spoken.order_by(_first(~Q(locale=locale)), "pk").select_related("leader__portrait", "audio", "region")
    one_a_translation = {message.translation_key: message for message in last_wins}
    return sorted(one_a_translation.values(), key=lambda message: (message.role.casefold(), message.pk))


def topics_by_role(*, locale: Locale) -> dict[str, dict[str, str]]:
    """Which kinds of leader speak to the whole province, and on what: topics with their titles. One query."""
    spoken = set(_spoken(language=locale.language_code, locale=locale, region_code=PROVINCE).values_list("role", "topic"))
    topics = dict.fromkeys([*LeaderTopic.values, *sorted(topic for _role, topic in spoken)])
    roles = sorted({role for role, _topic in spoken}, key=str.casefold)
    return {role: {topic: topic_title(topic) for topic in topics if (role, topic) in spoken} for role in roles}
