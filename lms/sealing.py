"""What lies in somebody's browser, or in a copy of the database, and is to be read by nobody there: encrypted under the site's key."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def box(purpose: str) -> MultiFernet:
    """What was sealed for one purpose opens for no other. Keys of before (``SECRET_KEY_FALLBACKS``) still open."""
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"{purpose}{key}".encode()).digest())) for key in keys])
