"""The yardstick: the site that ``wagtail start`` makes, as it is, with its production settings. No cache, nothing of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.serving import gunicorn

SETTINGS = """
from .production import *

SECRET_KEY = "only for this measurement, thrown away with its folder: 0123456789"
ALLOWED_HOSTS = ["127.0.0.1"]
"""


@contextmanager
def plain_wagtail(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """A fresh Wagtail site with its welcome page: the address and the ids of its processes."""
    folder.mkdir()
    environment = {"PYTHONPATH": str(folder), "DJANGO_SETTINGS_MODULE": "plain.settings.bench"}
    _run(folder, "-m", "wagtail.bin.wagtail", "start", "plain", str(folder), environment={})
    (folder / "plain" / "settings" / "bench.py").write_text(SETTINGS)
    _run(folder, "manage.py", "migrate", "--verbosity", "0", environment=environment)
    _run(folder, "manage.py", "collectstatic", "--noinput", "--verbosity", "0", environment=environment)
    with gunicorn("plain.wsgi:application", folder, **environment) as served:
        yield served


def _run(folder: Path, *arguments: str, environment: dict[str, str]) -> None:
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run([sys.executable, *arguments], cwd=folder, env=inherited | environment, check=True, stdout=subprocess.DEVNULL)
