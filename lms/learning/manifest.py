"""How Betang looks on the home screen of a phone: its icon leads to the learner's own pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lms.page_cache import make_public
from lms.styles import token

#: Which icons there are, with what a phone may do to them: "maskable" ones bear being cut to a circle.
ICONS = [(purpose, size) for purpose in ("any", "maskable") for size in (192, 512)]


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The same for everyone. A bar with a way back and a reload stays, because lines are bad and the site's address is a part of trust."""
    home = reverse("learning:overview")
    response = JsonResponse(
        {
            "id": home,
            "start_url": home,
            "scope": "/",
            "name": "Betang",
            "short_name": "Betang",
            "description": _("Learn to protect children online, step by step."),
            "lang": get_language(),
            "dir": "ltr",
            "display": "minimal-ui",
            "theme_color": token("bar"),
            "background_color": token("paper"),
            "icons": [_icon(purpose, size) for purpose, size in ICONS],
        },
        content_type="application/manifest+json",
    )
    return make_public(response)


def _icon(purpose: str, size: int) -> dict[str, str]:
    name = "icon" if purpose == "any" else f"icon-{purpose}"
    return {"src": static(f"lms/img/{name}-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
