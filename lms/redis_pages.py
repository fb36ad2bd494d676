"""Redis as the store of kept pages, for several machines. It may be away: then pages are made anew, as if none were kept."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from lms.page_cache import GENERATION

logger = logging.getLogger(__name__)
#: Seconds to wait for an answer, and then to do without: a page asks a dozen times, and must not wait a dozen times.
PATIENCE, REST = 0.5, 5.0


class PagesInRedis(RedisCache):
    #: Of this process: until when Redis is left alone, and whether something was not written meanwhile.
    away_until, has_missed = 0.0, False

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        quick = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE, "retry": Retry(NoBackoff(), 0)}
        super().__init__(server, {**params, "OPTIONS": quick | params.get("OPTIONS", {})})

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._asked(partial(super().get, key, default, version=version), default)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._asked(partial(super().add, key, value, timeout, version=version), False, writes=True))

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._asked(partial(super().set, key, value, timeout, version=version), None, writes=True)

    def _asked(self, act: Callable[[], Any], otherwise: Any, *, writes: bool = False) -> Any:
        """What was not written may have been a new generation. So whoever missed something begins one as soon as Redis is back."""
        own = type(self)
        if time.monotonic() >= own.away_until:
            try:
                if own.has_missed:
                    self.delete(GENERATION)
                    own.has_missed = False
                return act()
            except RedisError as error:
                own.away_until = time.monotonic() + REST
                logger.warning("Redis is away, so pages are made anew: %s", error)
        own.has_missed |= writes
        return otherwise
