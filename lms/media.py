"""Pictures and other public uploads from a local folder. With S3, or nginx in front, this is never asked."""

import posixpath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.static import serve

#: Renditions and pictures have names of their own; a changed file gets a new name.
KEEP_FOR = 365 * 24 * 60 * 60
#: Documents go through Wagtail's own view, which asks who may see them; originals of pictures are nobody's business.
CLOSED = ("documents/", "original_images/", "health/")
#: In bytes: no file has a longer name, and asking for one is an error of the file system.
LONGEST_NAME = 255
#: A picture that is looked at by itself must be able to do nothing.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    if path != posixpath.normpath(path).lstrip("/") or path.startswith(".."):
        raise Http404  # another way of writing an address must not lead round the doors below
    if max(map(len, path.encode().split(b"/"))) > LONGEST_NAME:
        raise Http404
    if path.startswith(CLOSED) and not path.lower().endswith(".svg"):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response.headers["Cache-Control"] = f"public, max-age={KEEP_FOR}, immutable"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    if not str(response.headers.get("Content-Type", "")).startswith(("image/", "audio/", "video/")):
        response.headers["Content-Disposition"] = "attachment"
    return response
