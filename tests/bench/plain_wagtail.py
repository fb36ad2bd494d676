"""The yardstick: one bare Wagtail page, no cache, nothing of ours. Settings, URLs, template and WSGI application in one file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

FOLDER = Path(os.environ.get("BETANG_VAR", "/nonexistent"))
TEMPLATE = "<!doctype html><html lang=id><title>{{ page.title }}</title><body><h1>{{ page.title }}</h1></body></html>"

if not settings.configured:
    settings.configure(
        SECRET_KEY="x" * 60,
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="wagtail.urls",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "plain.sqlite3", "CONN_MAX_AGE": 600}},
        INSTALLED_APPS=[
            "wagtail.sites",
            "wagtail.users",
            "wagtail.documents",
            "wagtail.images",
            "wagtail.search",
            "wagtail.admin",
            "wagtail",
            "modelcluster",
            "taggit",
            "django_tasks",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"wagtailcore/page.html": TEMPLATE})]},
            }
        ],
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        WAGTAIL_SITE_NAME="plain",
        WAGTAILADMIN_BASE_URL="http://127.0.0.1",
        STATIC_URL="/static/",
        USE_TZ=True,
    )
    django.setup()

if __name__ == "__main__" and "migrate" in sys.argv:
    call_command("migrate", verbosity=0)
else:
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
