"""Many calls at the same moment, each with a database connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections

AT_ONCE = 50


def at_once(act: Callable[[int], Any], number: int = AT_ONCE) -> list[Any]:
    """What each of so many simultaneous calls returned."""
    gate = Barrier(number)

    def run(which: int) -> Any:
        try:
            gate.wait()
            return act(which)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))
