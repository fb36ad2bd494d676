"""A secret key made at random on this machine, for development only. Production takes SECRET_KEY from the environment."""

import os
import secrets
from pathlib import Path


def machine_secret(folder: Path) -> str:
    """The key in ``folder/secret_key``; made, readable by its owner alone, when there is none."""
    path = folder / "secret_key"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8")
    key = secrets.token_urlsafe(50)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(key)
    return key
