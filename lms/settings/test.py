"""Tests: a hasher that costs nothing, plain static files, nothing kept between runs."""

import atexit
import tempfile
from pathlib import Path

from .base import *
from .base import DATABASES, SQLITE_OPTIONS, STORAGES, env

SECRET_KEY = "test-only-" + "x" * 50
ALLOWED_HOSTS = ["*"]
_folder = tempfile.TemporaryDirectory(prefix="betang-test-", ignore_cleanup_errors=True)
atexit.register(_folder.cleanup)
VAR = Path(_folder.name)
MEDIA_ROOT = VAR / "media"
PRIVATE_ROOT = VAR / "private"
STATIC_ROOT = VAR / "static"
DATABASES["default"] = env.db("TEST_DATABASE_URL", default=f"sqlite:///{VAR / 'test.sqlite3'}")
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
STORAGES["private"]["OPTIONS"] = {"location": PRIVATE_ROOT}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "default"},
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEMO_PEOPLE_ALLOWED = True
WHITENOISE_AUTOREFRESH = True
