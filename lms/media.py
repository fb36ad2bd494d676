"""Pictures, sound, film and other public uploads from a local folder. With S3, or nginx in front, this is never asked."""

import mimetypes
import posixpath
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

#: Renditions and pictures have names of their own; a changed file gets a new name.
KEEP_FOR = 365 * 24 * 60 * 60
#: Documents go through Wagtail's own view, which asks who may see them; originals of pictures are nobody's business.
CLOSED = ("documents/", "original_images/", "health/")
#: In bytes: no file has a longer name, and asking for one is an error of the file system.
LONGEST_NAME = 255
#: A picture that is looked at by itself must be able to do nothing.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
# RFC 7845, section 9. Python alone says audio/opus, which is a stream and no file.
mimetypes.add_type("audio/ogg", ".opus")


@require_safe
def favicon(request: HttpRequest) -> HttpResponseBase:
    """Browsers that draw no SVG ask for this unasked, and would fetch the whole page that says it is not here."""
    response = redirect(static("lms/img/icon-192.png"))
    patch_cache_control(response, public=True, max_age=24 * 60 * 60)
    return response


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Also in parts: a film that can't be asked for in parts is not played by an iPhone, and nobody can go forward in it."""
    if path != posixpath.normpath(path).lstrip("/") or path.startswith(".."):
        raise Http404  # another way of writing an address must not lead round the doors below
    if max(map(len, path.encode().split(b"/"))) > LONGEST_NAME:
        raise Http404
    if path.startswith(CLOSED) and not path.lower().endswith(".svg"):
        raise Http404
    file = Path(settings.MEDIA_ROOT) / path
    if not file.is_file():
        raise Http404
    return WhiteNoiseMiddleware.serve(StaticFile(str(file), _headers(path)), request)


def _headers(path: str) -> list[tuple[str, str]]:
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    headers = {
        "Content-Type": kind,
        "Cache-Control": f"public, max-age={KEEP_FOR}, immutable",
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Accept-Ranges": "bytes",
    }
    if not kind.startswith(("image/", "audio/", "video/")):
        headers["Content-Disposition"] = "attachment"
    return list(headers.items())
