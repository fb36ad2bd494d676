"""Whose words a reader gets: those of the leader nearest to where the reader lives."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Length
from wagtail.models import Locale

from modules.models import LeaderKind, LeaderMessage


def scopes_of(region_code: str) -> list[str]:
    """A region and all it lies in: "62.03.01" → ["62", "62.03", "62.03.01"]."""
    parts = region_code.split(".") if region_code else []
    return [".".join(parts[: length + 1]) for length in range(len(parts))]


def _first(condition: Q) -> Case:
    return Case(When(condition, then=Value(0)), default=Value(1), output_field=IntegerField())


def nearest_message(*, topic: str, region_code: str, language: str, locale: Locale) -> LeaderMessage | None:
    """The message on a topic in the reader's language, else in Indonesian, that speaks to the smallest region around the reader.

    Desa before kecamatan before kabupaten before province before messages to everyone; a leader's own voice before an office's
    sample; a customary leader, who speaks to all faiths, before a religious one; the page's own translation before the
    Indonesian original; the older before the newer. One query.
    """
    fallback = settings.LANGUAGE_CODE
    return (
        LeaderMessage.objects.showable()
        .filter(Q(region=None) | Q(region__in=scopes_of(region_code)), topic=topic)
        .filter(Q(locale=locale) | Q(locale__language_code=fallback), language__in={language, fallback})
        .annotate(nearness=Length("region_id"))
        .order_by(
            _first(Q(language=language)),
            F("nearness").desc(nulls_last=True),
            _first(~Q(leader=None)),
            _first(Q(leader_kind=LeaderKind.CUSTOMARY)),
            _first(Q(locale=locale)),
            "pk",
        )
        .select_related("leader__portrait", "audio", "region")
        .first()
    )
