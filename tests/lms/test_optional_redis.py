"""Redis may be away: then what it keeps is made anew, and nothing old is shown when it is back."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache.backends.redis import RedisCache
from django.test import Client
from redis.exceptions import ConnectionError as RedisIsAway

from lms.optional_redis import OptionalRedis, PagesInRedis
from lms.page_cache import GENERATION

NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def _nothing_known_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for cache in (OptionalRedis, PagesInRedis):
        monkeypatch.setattr(cache, "away_until", 0.0)
        monkeypatch.setattr(cache, "has_missed", False)


class Server:
    """What Redis keeps, and whether it answers."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}
        self.answers, self.asked = True, 0

    def ask(self) -> None:
        self.asked += 1
        if not self.answers:
            raise RedisIsAway


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    server = Server()

    def get(cache: RedisCache, key: str, default: Any = None, version: int | None = None) -> Any:
        server.ask()
        return server.kept.get(key, default)

    def put(cache: RedisCache, key: str, value: Any, timeout: Any = None, version: int | None = None) -> None:
        server.ask()
        server.kept[key] = value

    def delete(cache: RedisCache, key: str, version: int | None = None) -> None:
        server.ask()
        server.kept.pop(key, None)

    for name, act in (("get", get), ("set", put), ("delete", delete)):
        monkeypatch.setattr(RedisCache, name, act)
    return server


@pytest.mark.django_db
def test_pages_are_served_while_redis_is_away(home: Any, client: Client, settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "lms.optional_redis.OptionalRedis", "LOCATION": NOBODY},
        "pages": {"BACKEND": "lms.optional_redis.PagesInRedis", "LOCATION": NOBODY},
    }
    assert client.get("/").status_code == 200
    assert "Redis is away" in caplog.text


def test_a_server_that_is_away_is_left_alone_for_a_while(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = PagesInRedis(NOBODY, {})
    server.answers = False
    assert [pages.get("page", "made anew") for _ in range(3)] == ["made anew"] * 3
    assert server.asked == 1
    monkeypatch.setattr(PagesInRedis, "away_until", 0.0)
    server.answers, server.kept["page"] = True, "kept"
    assert pages.get("page") == "kept"


def test_what_was_published_meanwhile_begins_a_new_generation(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the pages of before would be shown for a day."""
    pages = PagesInRedis(NOBODY, {})
    pages.set(GENERATION, "before")
    server.answers = False
    pages.set(GENERATION, "after")
    server.answers = True
    monkeypatch.setattr(PagesInRedis, "away_until", 0.0)
    assert pages.get(GENERATION) is None


def test_reading_alone_misses_nothing(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = PagesInRedis(NOBODY, {})
    pages.set(GENERATION, "before")
    server.answers = False
    pages.get(GENERATION)
    server.answers = True
    monkeypatch.setattr(PagesInRedis, "away_until", 0.0)
    assert pages.get(GENERATION) == "before"
