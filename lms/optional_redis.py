"""Redis as a cache that may be away: what it would have known is made anew, as if nothing were kept."""

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


class OptionalRedis(RedisCache):
    #: What may have changed while it was away, and is not believed when it is back.
    doubtful: tuple[str, ...] = ()
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

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(self._asked(partial(super().delete, key, version=version), False, writes=True))

    def _asked(self, act: Callable[[], Any], otherwise: Any, *, writes: bool = False) -> Any:
        own = type(self)
        if time.monotonic() >= own.away_until:
            try:
                if own.has_missed:
                    for key in self.doubtful:
                        super().delete(key)
                    own.has_missed = False
                return act()
            except RedisError as error:
                own.away_until = time.monotonic() + REST
                logger.warning("Redis is away, so what it keeps is made anew: %s", error)
        own.has_missed |= writes
        return otherwise


class PagesInRedis(OptionalRedis):
    """Kept pages. A generation that was begun meanwhile must not be lost: pages of before would be shown for a day."""

    doubtful = (GENERATION,)
