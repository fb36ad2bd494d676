"""Links live longer than addresses: in WhatsApp groups, on paper, in results of long ago. An old address leads to the new one."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from modules.models.base import FRESH_FOR


class MovedPages(RedirectMiddleware):
    """Wagtail's, which notes the old address whenever a page gets another; asked only where nothing else answers at an address."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.resolver_match and request.resolver_match.view_name != "modules:page":
            return response
        found: HttpResponse = super().process_response(request, response)
        if found is not response:
            # Browsers keep a 301 for ever unless told; a page that went back to its old address would then go round in circles.
            patch_cache_control(found, public=True, max_age=FRESH_FOR)
        return found
