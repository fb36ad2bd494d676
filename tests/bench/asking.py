"""Asking a server, and what the asking costs it."""

from __future__ import annotations

import re
import subprocess
import urllib.request
from dataclasses import dataclass
from pathlib import Path

SECONDS = 6


def gzipped(url: str) -> bytes:
    """The body as it travels."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["Content-Encoding"] == "gzip", url
        body: bytes = answer.read()
        return body


def cpu_ms(pids: list[int]) -> float:
    """Processor time that these processes have used so far, all threads, in milliseconds."""
    total = 0
    for pid in pids:
        for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            total += int(thread.read_text().split()[0])
    return total / 1e6


@dataclass(frozen=True)
class Speed:
    per_second: float
    cpu_ms: float


def requests_per_second(url: str, pids: list[int]) -> Speed:
    """wrk, two threads, eight connections, a few seconds; after one request that warms up."""
    gzipped(url) if pids == [] else urllib.request.urlopen(url).close()
    before = cpu_ms(pids)
    command = ["wrk", "-t2", "-c8", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip", url]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    done = int(re.search(r"(\d+) requests in", printed)[1])  # type: ignore[index]
    assert "Non-2xx" not in printed, printed
    return Speed(done / SECONDS, (cpu_ms(pids) - before) / done if pids else 0.0)
