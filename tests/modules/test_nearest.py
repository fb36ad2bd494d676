"""Whose words a reader gets."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Locale

from modules.models import Leader, LeaderMessage
from modules.models.leaders import topic_title
from modules.nearest import nearest_message, scopes_of, topics_by_role, voices_on

pytestmark = pytest.mark.django_db
VILLAGE = "62.07.01.2001"


@pytest.fixture
def locale(home: Any, regions: None) -> Locale:
    return Locale.objects.get(language_code="id")


def message(locale: Locale, text: str, region: str | None = None, **fields: Any) -> LeaderMessage:
    signed = {} if fields.get("leader") else {"signed_by": "DP3APPKB"}
    said = {"text": text, "topic": "jaga-anak", "leader_kind": "adat", "role": "Mantir"}
    return LeaderMessage.objects.create(**{"locale": locale, "region_id": region, **said, **signed, **fields})


def leader(locale: Locale, **consent: Any) -> Leader:
    return Leader.objects.create(locale=locale, kind="adat", role="Damang", name="Contoh", region_id="62.07", **consent)


def heard(locale: Locale, region_code: str, language: str = "id", topic: str = "jaga-anak") -> str | None:
    found = nearest_message(topic=topic, region_code=region_code, language=language, locale=locale)
    return found.text if found else None


def test_scopes_are_a_region_and_all_it_lies_in() -> None:
    assert scopes_of("62.07.01") == ["62", "62.07", "62.07.01"]
    assert scopes_of("") == []


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        ((None, "62", "62.07", "62.07.01", VILLAGE), VILLAGE),
        ((None, "62", "62.07", "62.07.01"), "62.07.01"),
        ((None, "62", "62.07"), "62.07"),
        ((None, "62"), "62"),
        ((None,), None),
        ((None, "62.71", "62.07.01.1001"), None),
        (("62.71", "62.07.01.1001"), "nobody"),
        ((), "nobody"),
    ],
)
def test_the_smallest_region_around_the_reader_speaks(locale: Locale, present: tuple[str | None, ...], expected: str | None) -> None:
    for region in present:
        message(locale, f"from {region}", region)
    assert heard(locale, VILLAGE) == (None if expected == "nobody" else f"from {expected}")


def test_a_reader_who_told_no_region_hears_what_is_said_to_everyone(locale: Locale) -> None:
    message(locale, "near", "62.07")
    assert heard(locale, "") is None
    message(locale, "all")
    assert heard(locale, "") == "all"


def test_the_page_language_comes_before_nearness_and_indonesian_before_nothing(locale: Locale) -> None:
    message(locale, "dekat", VILLAGE)
    message(locale, "jauh", language="nij")
    message(locale, "lain", VILLAGE, language="bjn")
    assert heard(locale, VILLAGE, "nij") == "jauh"
    assert heard(locale, VILLAGE, "id") == "dekat"
    assert heard(locale, VILLAGE, "mhy") == "dekat"


def test_another_topic_is_not_heard(locale: Locale) -> None:
    message(locale, "x")
    assert heard(locale, VILLAGE, topic="lain") is None


def test_a_draft_is_not_heard(locale: Locale) -> None:
    message(locale, "draft", live=False)
    assert heard(locale, VILLAGE) is None


@pytest.mark.parametrize(
    ("given", "until", "shown"),
    [(None, None, False), (-1, None, True), (0, 0, True), (-9, -1, False), (1, None, False), (-1, 1, True)],
)
def test_a_leader_is_heard_only_with_a_valid_consent(locale: Locale, given: int | None, until: int | None, shown: bool) -> None:
    def day(offset: int | None) -> date | None:
        return None if offset is None else timezone.localdate() + timedelta(days=offset)

    message(locale, "voice", VILLAGE, leader=leader(locale, consent_given_on=day(given), consent_until=day(until)))
    assert (heard(locale, VILLAGE) == "voice") is shown


def test_a_leaders_own_voice_comes_before_a_sample_and_adat_before_one_faith(locale: Locale) -> None:
    consenting = leader(locale, consent_given_on=timezone.localdate())
    message(locale, "sample")
    message(locale, "voice of one faith", leader=consenting, leader_kind="agama")
    assert heard(locale, VILLAGE) == "voice of one faith"
    message(locale, "voice", leader=consenting)
    assert heard(locale, VILLAGE) == "voice"


def test_a_sample_of_one_faith_is_chosen_for_nobody(locale: Locale) -> None:
    message(locale, "one faith", VILLAGE, leader_kind="agama", role="Ulama")
    assert heard(locale, VILLAGE) is None
    message(locale, "adat")
    assert heard(locale, VILLAGE) == "adat"


def test_of_samples_alike_the_role_decides_not_the_order_in_which_they_came(locale: Locale) -> None:
    message(locale, "mantir")
    message(locale, "damang", role="Damang")
    assert heard(locale, VILLAGE) == "damang"


def test_to_choose_from_are_all_who_speak_to_the_province_by_role(locale: Locale, django_assert_num_queries: Any) -> None:
    message(locale, "u", leader_kind="agama", role="Ulama")
    message(locale, "m", "62")
    message(locale, "b", leader_kind="agama", role="Basir Kaharingan")
    message(locale, "near", "62.07")
    message(locale, "other", topic="lain")
    message(locale, "draft", live=False)
    message(locale, "silent", leader=leader(locale))
    with django_assert_num_queries(1):
        assert [each.text for each in voices_on(topic="jaga-anak", locale=locale)] == ["b", "m", "u"]
    assert topics_by_role(locale=locale) == {
        "Basir Kaharingan": {"jaga-anak": topic_title("jaga-anak")},
        "Mantir": {"jaga-anak": topic_title("jaga-anak"), "lain": "Lain"},
        "Ulama": {"jaga-anak": topic_title("jaga-anak")},
    }


def test_a_translation_stands_in_place_of_its_original(locale: Locale) -> None:
    banjar = Locale.objects.create(language_code="bjn")
    original = message(locale, "asli")
    message(banjar, "terjemahan", language="bjn", translation_key=original.translation_key)
    message(locale, "belum", role="Ulama", leader_kind="agama")
    assert [each.text for each in voices_on(topic="jaga-anak", locale=banjar)] == ["terjemahan", "belum"]
    assert [each.text for each in voices_on(topic="jaga-anak", locale=locale)] == ["asli", "belum"]


def test_it_is_one_query(locale: Locale, django_assert_num_queries: Any) -> None:
    message(locale, "x", leader=leader(locale, consent_given_on=timezone.localdate()))
    with django_assert_num_queries(1):
        found = nearest_message(topic="jaga-anak", region_code=VILLAGE, language="id", locale=locale)
        assert found
        assert found.leader
        assert found.leader.portrait is None
