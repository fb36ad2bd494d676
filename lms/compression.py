"""Text on its way out is compressed; what is compressed already is not, nor a part of a file, which would be no part any more."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXT = ("text/", "image/svg+xml", "application/json", "application/javascript", "application/manifest+json", "application/xml")


class CompressText(GZipMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_text = response.headers.get("Content-Type", "").startswith(TEXT)
        if not is_text or response.status_code == 206:
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed
