"""A looser Content-Security-Policy for the admin alone: Wagtail's own pages hold inline scripts and styles.

What is public keeps the strict policy; a preview of a page inside the admin as well, since it is a page of the site.
"""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lms.admin_path import in_admin

LOOSER = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [*settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"], "blob:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
}
loosened = csp_replace(LOOSER)


class AdminContentSecurityPolicy:
    """Stands inside ``CSPMiddleware``, which writes the header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if in_admin(request) and not getattr(request, "is_preview", False):
            return loosened(lambda _request: response)(request)
        return response
