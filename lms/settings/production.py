"""A real deployment. Everything that is its own comes from the environment; start is refused in words when that is unsafe."""

from urllib.parse import urlsplit

from lms.deployment import media_origin, refuse_unsafe

from .base import *
from .base import ALLOWED_HOSTS, BASE_URL, CONTENT_SECURITY_POLICY, STORAGES, TASKS, env

SECRET_KEY = env("SECRET_KEY", default="")
DEBUG = env.bool("DEBUG", default=False)
refuse_unsafe(debug=DEBUG, secret_key=SECRET_KEY, allowed_hosts=ALLOWED_HOSTS, base_url=BASE_URL)
#: Former keys: what was signed or encrypted with them is still read, while everything new is written with SECRET_KEY.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=True) else None
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1 if env.bool("BEHIND_PROXY", default=True) else 0)
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[BASE_URL])

TASKS["default"] = {"BACKEND": "django_tasks_db.DatabaseBackend"}

# Not to the console: names and addresses of people are nothing for a log.
EMAIL_CONFIG = env.email("EMAIL_URL", default="dummymail://")
vars().update(EMAIL_CONFIG)
# Django's own, webmaster@localhost, is refused by most servers.
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("EMAIL_FROM", default=f"Betang <betang@{urlsplit(BASE_URL).hostname}>")
# Wagtail sends in the request: a server that does not answer must not hold it.
EMAIL_TIMEOUT = 10

if bucket := env("S3_BUCKET", default=""):
    S3 = {
        "bucket_name": bucket,
        "endpoint_url": env("S3_ENDPOINT", default=None),
        "access_key": env("S3_ACCESS_KEY", default=None),
        "secret_key": env("S3_SECRET_KEY", default=None),
        "region_name": env("S3_REGION", default=None),
        # Two people may upload files of the same name.
        "file_overwrite": False,
    }
    MEDIA_IS_LOCAL = False
    MEDIA_DOMAIN = env("S3_MEDIA_DOMAIN", default=None)
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**S3, "location": "media", "querystring_auth": False, "custom_domain": MEDIA_DOMAIN},
    }
    STORAGES["private"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**S3, "location": "private", "default_acl": "private"},
    }
    for directive in ("img-src", "media-src"):
        CONTENT_SECURITY_POLICY["DIRECTIVES"][directive].append(media_origin(bucket, endpoint=S3["endpoint_url"], domain=MEDIA_DOMAIN))
