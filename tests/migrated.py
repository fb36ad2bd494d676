"""A SQLite file as the migrations leave it, kept between runs of pytest.

The migrations of Wagtail and of ours take half a minute of processor time, and ``make test`` needs their result several times. Whoever has
run them leaves a copy under a name that changes with any migration or dependency; whoever comes next starts from that copy. Django
still looks for what is not applied, so a copy can save time, never a step.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def _digest() -> str:
    """Of everything that decides what the migrations make."""
    files = [*ROOT.glob("[!.]*/**/migrations/*.py"), ROOT / "requirements-dev.lock", ROOT / "lms" / "settings" / "base.py"]
    content = b"".join(hashlib.sha256(str(file.relative_to(ROOT)).encode() + file.read_bytes()).digest() for file in sorted(files))
    return hashlib.sha256(content).hexdigest()[:16]


def kept() -> Path:
    """Where the copy is, or would be."""
    return ROOT / ".pytest_cache" / "migrated" / f"{_digest()}.sqlite3"


def start_from_kept(database: Path) -> bool:
    """Put the kept copy in the place of a database that is to be made. Whether there was one."""
    if not kept().exists():
        return False
    shutil.copyfile(kept(), database)
    return True


def keep(database: Path) -> None:
    """Leave a copy for the next run. Two that finish at once leave the same; neither shows a half of it."""
    kept().parent.mkdir(parents=True, exist_ok=True)
    half = kept().with_suffix(f".{database.name}.half")
    half.unlink(missing_ok=True)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("VACUUM INTO ?", [str(half)])
    half.rename(kept())
