"""Links live longer than addresses: in WhatsApp groups, on paper, in results of long ago. An old address leads to the new one."""

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from lms.page_cache import make_public


class MovedPages(RedirectMiddleware):
    """Wagtail's, which notes the old address whenever a page gets another; asked only where nothing else answers at an address."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.resolver_match and request.resolver_match.view_name != "modules:page":
            return response
        found: HttpResponse = super().process_response(request, response)
        if found is not response:
            # Browsers keep a 301 for ever unless told; a page that went back to its old address would then go round in circles.
            make_public(found, may_be_stale=False)
        return found
