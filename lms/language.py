"""The language of a page is its address's and nothing else, so that a page is the same for everyone who asks for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from wagtail.models import Page

from lms.page_cache import current_generation


def language_of(path: str) -> str:
    """By the first part of an address: one of the languages in which the office has published something. No such part means Indonesian."""
    first = path.removeprefix("/").partition("/")[0]
    known = first != settings.LANGUAGE_CODE and first in dict(settings.LANGUAGES)
    return first if known and first in _opened(current_generation()) else settings.LANGUAGE_CODE


@lru_cache(maxsize=1)
def _opened(generation: str) -> frozenset[str]:
    """Kept with the pages: whatever opens or closes a language is something public that changes."""
    return caches["pages"].get_or_set(f"{generation}:languages", _published) or frozenset()


def _published() -> frozenset[str]:
    return frozenset(Page.objects.live().filter(depth__gte=2).values_list("locale__language_code", flat=True))


class LanguageFromPathMiddleware:
    """Django's LocaleMiddleware without its ``Vary``, cookie and redirect."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request.path_info)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
