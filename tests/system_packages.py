"""What the tests need from the system: found, installed where that is possible, or said in a clear sentence.

``python -m tests.system_packages [--bench]``
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Need:
    package: str
    what_for: str
    commands: tuple[str, ...]

    def is_there(self) -> bool:
        return any(shutil.which(command) or list(Path("/").glob(command.lstrip("/"))) for command in self.commands)


NEEDS = [
    Need("chromium", "the stories in a real browser", ("chromium", "chromium-browser", "google-chrome")),
    Need("postgresql-15", "the tests on PostgreSQL", ("/usr/lib/postgresql/*/bin/initdb",)),
    Need("poppler-utils", "reading certificates as text and pictures", ("pdftoppm",)),
    Need("gettext", "collecting the words of the interface", ("xgettext",)),
]
BENCH_NEEDS = [
    Need("nginx-light", "the comparison with a plain file server", ("nginx", "/usr/sbin/nginx")),
    Need("wrk", "requests per second", ("wrk",)),
]


def missing(needs: list[Need]) -> list[Need]:
    return [need for need in needs if not need.is_there()]


def install(packages: list[str]) -> None:
    """With Debian's package tool, as root or with sudo; output only when it fails."""
    prefix = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "--quiet"], ["install", "--yes", "--quiet", "--no-install-recommends", *packages]):
        subprocess.run([*prefix, "apt-get", *arguments], env=environment, capture_output=True, check=False)


def main() -> int:
    needs = NEEDS + (BENCH_NEEDS if "--bench" in sys.argv else [])
    if lacking := missing(needs):
        print("Installing", ", ".join(need.package for need in lacking), "…", flush=True)
        if shutil.which("apt-get"):
            install([need.package for need in lacking])
    for need in missing(needs):
        print(f"{need.package} is needed for {need.what_for}. Install it: apt-get install {need.package}", file=sys.stderr)
    return 1 if missing(needs) else 0


if __name__ == "__main__":
    sys.exit(main())
