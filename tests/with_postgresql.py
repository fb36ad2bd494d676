"""The tests on PostgreSQL: a server of our own on a private socket, started for this run and stopped after it.

``python -m tests.with_postgresql [pytest arguments]``
"""

from __future__ import annotations

import os
import pwd
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: A run that is thrown away needs no durability; it needs to be fast.
OPTIONS = (
    "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off -c jit=off "
    "-c max_connections=200 -c listen_addresses=''"
)


def binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if not found:
        raise SystemExit("PostgreSQL is needed for these tests. Install it: apt-get install postgresql-15")
    return found[0].parent


def _as_postgres(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


def _run(command: list[str]) -> None:
    done = subprocess.run(_as_postgres(command), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


@contextmanager
def server() -> Iterator[str]:
    """The DATABASE_URL of a fresh server, while the context lasts."""
    where = binaries()
    with tempfile.TemporaryDirectory(prefix="betang-pg-") as folder:
        data = Path(folder) / "data"
        if os.geteuid() == 0:
            postgres = pwd.getpwnam("postgres")
            os.chown(folder, postgres.pw_uid, postgres.pw_gid)
        _run([str(where / "initdb"), "-D", str(data), "-U", "betang", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"])
        _run([str(where / "pg_ctl"), "-D", str(data), "-w", "-l", str(Path(folder) / "log"), "-o", f"-k {folder} {OPTIONS}", "start"])
        try:
            _run([str(where / "createdb"), "-h", folder, "-U", "betang", "betang"])
            yield f"postgres:///betang?host={folder}&user=betang"
        finally:
            _run([str(where / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"])


def main() -> int:
    with server() as url:
        environment = os.environ | {"TEST_DATABASE_URL": url}
        return subprocess.run([sys.executable, "-m", "pytest", *sys.argv[1:]], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
