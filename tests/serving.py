"""A real site for stories and measurements: a folder of its own, the real content, the real server."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 30


@dataclass
class LiveSite:
    url: str
    folder: Path
    #: Sign-in name → password of the demo people.
    people: dict[str, str] = field(default_factory=dict)
    #: The serving processes, for measuring what they cost.
    pids: list[int] = field(default_factory=list)

    def manage(self, *arguments: str) -> str:
        return manage(self.folder, *arguments)


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {"BETANG_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "lms.settings.dev", "PYTHONWARNINGS": "ignore"}


def manage(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(arguments)}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server stopped while starting"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"nothing answers at {url}")


def people_in(printed: str) -> dict[str, str]:
    """The demo people and their passwords, as the seed command prints them: a sign-in name, a password, a role."""
    return dict(re.findall(r"^(kader|orangtua|pelatih|koordinator|dppa|super)\s+(\S+)", printed, re.MULTILINE))


def chromium_path() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "Chromium is needed for this. Install it: apt-get install chromium"
    return found


def _children(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(one) for one in listed.stdout.split()]


@contextmanager
def gunicorn(application: str, folder: Path, ready: str = "/", **extra: str) -> Iterator[tuple[str, list[int]]]:
    """The real server with two workers on a free port: its address and the ids of its processes."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    # Workers that are never renewed: what they cost is read from these processes.
    options = ["--workers", "2", "--threads", "4", "--max-requests", "0", "--config", "lms/deploy/gunicorn.py"]
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", *options]
    server = subprocess.Popen(command, cwd=ROOT, env=environment(folder) | {"BASE_URL": url} | extra)
    try:
        wait_until_ready(url + ready, server)
        yield url, [server.pid, *_children(server.pid)]
    finally:
        server.terminate()
        server.wait(timeout=20)


def set_up(folder: Path) -> None:
    """The whole site, but for its demo people, as `make run` does."""
    manage(folder, "migrate", "--verbosity", "0")
    manage(folder, "collectstatic", "--noinput", "--verbosity", "0")
    manage(folder, "seed")


@contextmanager
def live_site(folder: Path) -> Iterator[LiveSite]:
    """The site of a folder that was set up, served to its demo people."""
    people = people_in(manage(folder, "demo_people"))
    with gunicorn("lms.wsgi:application", folder, "/readyz") as (url, pids):
        yield LiveSite(url, folder, people, pids)
