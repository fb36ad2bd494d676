"""A looser Content-Security-Policy for the admin alone: Wagtail's own pages hold inline scripts and styles.

What is public keeps the strict policy; a preview of a page inside the admin as well, since it is a page of the site.
"""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse

ADMIN_PATH = "/admin/"
LOOSER = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "connect-src": [SELF],
    "frame-src": [SELF],
}


class AdminContentSecurityPolicy:
    """Stands inside ``CSPMiddleware``, which writes the header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(ADMIN_PATH) and not getattr(request, "is_preview", False):
            response._csp_replace = LOOSER  # type: ignore[attr-defined]
            response._csp_update = {"img-src": ["blob:"]}  # type: ignore[attr-defined]
        return response
