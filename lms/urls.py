"""Every address of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from lms.health import live, ready
from lms.learning.manifest import manifest
from lms.media import favicon, media

handler400 = "lms.errors.bad_request"
handler403 = "lms.errors.forbidden"
handler404 = "lms.errors.not_found"
handler500 = "lms.errors.server_error"

urlpatterns = [
    path("healthz", live, name="healthz"),
    path("readyz", ready, name="readyz"),
    path("favicon.ico", favicon, name="favicon"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("admin/", include("lms.reports.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("dokumen/", include(wagtaildocs_urls)),
    path("", include("lms.accounts.urls")),
    path("", include("lms.regions.urls")),
    path("belajar/", include("lms.learning.urls")),
    path("kuis/", include("quizzes.urls")),
    path("", include("certificates.urls")),
]

if settings.MEDIA_IS_LOCAL:
    urlpatterns.append(re_path(rf"^{settings.MEDIA_URL.strip('/')}/(?P<path>.+)$", media, name="media"))

# Pages: the language is the first part of the address, Indonesian has none.
urlpatterns += i18n_patterns(path("", include("modules.urls")), path("", include(wagtail_urls)), prefix_default_language=False)
