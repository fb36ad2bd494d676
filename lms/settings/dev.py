"""A development or demonstration machine: ``make run``. Served by the real server, with demo people."""

from lms.secret import machine_secret

from .base import *
from .base import VAR, env

SECRET_KEY = machine_secret(VAR)
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DEMO_PEOPLE_ALLOWED = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
