"""Settings that every deployment shares. What differs comes from the environment; see docs/deployment.md."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.conf import locale
from django.utils.translation import gettext_lazy as _

from lms.styles import inline_style_hashes

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

#: Database file, media, private documents, collected static files: everything that a running site writes.
VAR = Path(env("BETANG_VAR", default=str(BASE_DIR / "var"))).resolve()

DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
BASE_URL = env("BASE_URL", default="http://127.0.0.1:8000")

INSTALLED_APPS = [
    "lms",
    "lms.accounts",
    "lms.regions",
    "lms.learning",
    "lms.reports",
    "modules",
    "quizzes",
    "certificates",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtailmedia",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.sites",
    "lms.reports.apps.StaffUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    # After Wagtail's pictures and documents: what it says of who may change them is put in the place of theirs.
    "lms.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "import_export",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lms.compression.CompressText",
    "lms.page_cache.PageCacheMiddleware",
    # Inside the page cache: the policies of a kept page are kept with it.
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "lms.admin_csp.AdminContentSecurityPolicy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lms.language.LanguageFromPathMiddleware",
    "lms.cookies.CookiesWithoutNul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    # Before CommonMiddleware, which refuses names that are not ours.
    "lms.health.AskedByNumber",
    "django.middleware.common.CommonMiddleware",
    # Inside CommonMiddleware, which counts the bytes of the answer.
    "lms.errors.WordsForNotAllowed",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lms.accounts.middleware.IdleSessionMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "lms.accounts.middleware.RequireSecondFactor",
    "lms.reports.doors.OfficeDoors",
    "lms.images.live_files.ExplainLiveFiles",
    "modules.moved.MovedPages",
]

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["lms.templatetags.betang"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lms.context.low_data",
            ],
        },
    },
]

# Data ------------------------------------------------------------------------------------------------

SQLITE_OPTIONS = {
    # Without IMMEDIATE about half of the concurrent read-then-write transactions fail with "database is locked".
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-16000;",
}
# No addresses made of VAR: in an address some signs of a folder's name would mean something else.
DATABASES = {
    "default": env.db("DATABASE_URL")
    if env("DATABASE_URL", default="")
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": str(VAR / "betang.sqlite3")}
}
DATABASES["default"]["CONN_MAX_AGE"] = 600
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # A server may have gone away; a file does not.
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": env.cache("CACHE_URL", default="locmemcache://"),
    # Rendered public pages, shared by all processes of a machine.
    "pages": env.cache("PAGE_CACHE_URL")
    if env("PAGE_CACHE_URL", default="")
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(VAR / "page-cache")},
}
for _alias, _backend in (("default", "OptionalRedis"), ("pages", "PagesInRedis")):
    CACHES[_alias].setdefault("OPTIONS", {})
    if CACHES[_alias]["BACKEND"].endswith("RedisCache"):
        CACHES[_alias]["BACKEND"] = f"lms.optional_redis.{_backend}"
    elif _alias == "pages":
        CACHES["pages"]["OPTIONS"]["MAX_ENTRIES"] = 5000  # Redis has a limit of its own.
CACHES["pages"]["TIMEOUT"] = 24 * 60 * 60

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
PRIVATE_ROOT = VAR / "private"
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Certificates: never below MEDIA_ROOT, never reachable by an address of their own.
    "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": PRIVATE_ROOT}},
    "staticfiles": {"BACKEND": "lms.staticfiles.ModuleAwareStorage"},
}
#: Whether this site itself hands out media; with object storage it does not.
MEDIA_IS_LOCAL = True
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# People ----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["lms.accounts.backends.SignInBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "lms.accounts.validators.PinOrPasswordValidator"},
    {"NAME": "lms.accounts.validators.NotYourselfValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
#: Characters of a staff password; learners may have a PIN of six digits.
STAFF_PASSWORD_LENGTH = 12
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "learning:overview"
LOGOUT_REDIRECT_URL = "account_logout"
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
SESSION_ENGINE = "lms.accounts.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "lms.errors.csrf_failure"

#: Seconds without a request after which a person must sign in again.
SESSION_IDLE_SHARED_PHONE = 20 * 60
SESSION_IDLE_OWN_PHONE = 30 * 24 * 60 * 60
SESSION_IDLE_STAFF = 30 * 60
SESSION_ABSOLUTE_STAFF = 12 * 60 * 60
SESSION_COOKIE_AGE = SESSION_IDLE_SHARED_PHONE

#: Everybody who may enter the admin needs a second factor. Only the demo people of a development machine may be exempt.
MFA_REQUIRED_FOR_ADMIN = True
DEMO_PEOPLE_ALLOWED = False

#: How many proxies of our own stand before the application, each adding to X-Forwarded-For. Limits per address rest on it.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

ACCOUNT_ADAPTER = "lms.accounts.allauth_adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
# allauth counts in the cache; ours are counted in the database, where a restart forgets nothing: lms/accounts/throttling.py.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_FORMS = {
    "login": "lms.accounts.forms.sign_in.SignInForm",
    "reauthenticate": "lms.accounts.forms.sign_in.ReauthenticateForm",
    "change_password": "lms.accounts.forms.sign_in.ChangeSecretForm",
}
MFA_ADAPTER = "lms.accounts.allauth_adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# A passkey is a second step here, not a way round the first: phones are shared.
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "lms.accounts.forms.sign_in.AuthenticateForm",
    "reauthenticate": "lms.accounts.forms.sign_in.MfaReauthenticateForm",
    "activate_totp": "lms.accounts.forms.sign_in.ActivateTOTPForm",
    "add_webauthn": "lms.accounts.forms.sign_in.AddKeyForm",
    "edit_webauthn": "lms.accounts.forms.sign_in.RenameKeyForm",
    "authenticate_webauthn": "lms.accounts.forms.sign_in.AuthenticateWithKeyForm",
    "reauthenticate_webauthn": "lms.accounts.forms.sign_in.ReauthenticateWithKeyForm",
}

# Language --------------------------------------------------------------------------------------------

TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
LANGUAGE_CODE = "id"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("id", _("Indonesian")),
    ("nij", _("Ngaju")),
    ("bjn", _("Banjar")),
    ("mhy", _("Ma'anyan")),
    ("jv", _("Javanese")),
    ("en", _("English")),
]
for _code, _name, _local in [
    ("nij", "Ngaju", "Basa Ngaju"),
    ("bjn", "Banjar", "Bahasa Banjar"),
    ("mhy", "Ma'anyan", "Ma'anyan"),
    ("jv", "Javanese", "Basa Jawa"),
]:
    locale.LANG_INFO.setdefault(_code, {"bidi": False, "code": _code, "name": _name, "name_local": _local})
# For the languages of which Django knows no way of writing dates and numbers: the Indonesian one, not the American.
DATE_FORMAT, SHORT_DATE_FORMAT, TIME_FORMAT, DATETIME_FORMAT = "j F Y", "d-m-Y", "G.i", "j F Y, G.i"
DECIMAL_SEPARATOR, THOUSAND_SEPARATOR = ",", "."
LOCALE_PATHS = [BASE_DIR / "lms" / "locale"]

# Browser ---------------------------------------------------------------------------------------------

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY: dict[str, dict[str, list[str]]] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, *inline_style_hashes()],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
}

#: Where "Keluar cepat" leads: a page that says nothing about its reader.
QUICK_EXIT_URL = env("QUICK_EXIT_URL", default="https://www.bmkg.go.id/")

# Wagtail ---------------------------------------------------------------------------------------------

#: A page that gets another address is still found under the old one.
WAGTAILREDIRECTS_AUTO_CREATE = True
WAGTAIL_SITE_NAME = "Betang"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
#: A translation starts as a draft: published with its source it would stand there in Indonesian under another language's address.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
#: And it is written in the editor of its source, with its fields, its rules and its approval (docs/decisions/0015).
WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE = "simple"
WAGTAILIMAGES_IMAGE_MODEL = "images.CustomImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "lms.images.forms.SafeImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILMEDIA = {
    "MEDIA_FORM_BASE": "lms.images.recordings.RecordingForm",
    # wagtailmedia's own, and what WhatsApp calls its voice notes: Ogg by another name.
    "AUDIO_EXTENSIONS": ["aac", "aiff", "flac", "m4a", "m4b", "mp3", "ogg", "opus", "wav"],
}
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "txt"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
#: PostgreSQL knows Indonesian: "melapor" finds "laporan".
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "lms.search_backend", "SEARCH_CONFIG": "indonesian"}}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"refusals_in_one_line": {"()": "lms.quiet_log.RefusalsInOneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["refusals_in_one_line"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        # Our faults, not addresses that nobody has: these are bots' guesses, or a certificate's code typed wrongly.
        "django.request": {"level": "ERROR"},
    },
}
