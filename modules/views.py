"""What a reader without an account can do: search, choose a region, save data, leave fast, hear a leader."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from lms.low_data import COOKIE as LOW_DATA_COOKIE
from lms.page_cache import FRESH_FOR, make_public
from lms.regions.models import Region
from lms.regions.picker import CHOOSE_ANEW, RegionPickerMixin, is_step, opened_at
from modules.handout_pdf import render_handout
from modules.models import Handout
from modules.nearest import nearest_message, voices_on
from modules.preferences import REGION_COOKIE, chosen_region, own_forms_only, remember, way_back
from modules.search import results_for, words_of
from modules.site_map import active_locale, page_at

#: Of a regency: of these there are fourteen.
LONGEST_KEPT_CODE = len("62.01")


def _own(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Kept by the reader's browser alone: so many addresses would push the lessons out of what is kept for all.

    And what a frightened reader writes into the search is nobody else's: no cache in front writes it down.
    """
    patch_cache_control(response, private=True, max_age=FRESH_FOR)
    set_response_etag(response)
    return cast("HttpResponse", get_conditional_response(request, etag=response["ETag"], response=response))


def page(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail serves the page; the map has found it, where Wagtail would ask step by step."""
    found = page_at(request.path_info)
    if found is not None:
        request._wagtail_route_for_request = RouteResult(found)  # type: ignore[attr-defined]
    elif get_language() != settings.LANGUAGE_CODE:
        raise Http404  # Wagtail would show the Indonesian home page.
    return serve(request, path)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    words = words_of(request.GET.get("q", ""))
    found = results_for(words, active_locale()) if words else None
    response = render(request, "modules/search.html", {"query": " ".join(words), "found": found})
    return make_public(response) if found is None else _own(request, response)


@require_safe
def message(request: HttpRequest, topic: str, region_code: str) -> HttpResponse:
    region = get_object_or_404(Region, code=region_code)
    language = get_language() or settings.LANGUAGE_CODE
    found = nearest_message(topic=topic, region_code=region_code, language=language, locale=active_locale())
    voices = voices_on(topic=topic, locale=active_locale())
    if not (found or voices):
        raise Http404
    response = render(request, "modules/message.html", {"message": found, "voices": voices, "region": region, "topic": topic})
    return make_public(response, may_be_stale=False) if len(region_code) <= LONGEST_KEPT_CODE else _own(request, response)


@require_safe
def voices(request: HttpRequest, topic: str) -> HttpResponse:
    """All leaders' words on a topic, to choose from."""
    found = voices_on(topic=topic, locale=active_locale())
    if not found:
        raise Http404
    return make_public(render(request, "modules/voices.html", {"voices": found, "topic": topic}), may_be_stale=False)


class MyRegion(RegionPickerMixin):
    """As near as the reader likes: regency, district or village, or nothing. ``cleaned_data["region"]`` is the code or empty."""

    topic = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=60)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        village, district = data.get("village") or "", data.get("district") or ""
        if village and village not in dict(self.fields["village"].widget.choices):
            self.add_error("village", CHOOSE_ANEW["invalid_choice"])
        data["region"] = village or district or data.get("regency") or ""
        return data


@never_cache
@own_forms_only
@require_http_methods(["GET", "HEAD", "POST"])
def my_region(request: HttpRequest) -> HttpResponse:
    stepping = is_step(request.POST)
    initial = request.POST.dict() if stepping else {**opened_at(chosen_region(request)), "topic": request.GET.get("topik", "")}
    form = MyRegion(None if stepping else request.POST or None, initial=initial)
    if not (request.method == "POST" and form.is_valid()):
        return render(request, "modules/my_region.html", {"form": form})
    region, topic = form.cleaned_data["region"], form.cleaned_data["topic"]
    target = reverse("modules:message", args=[topic, region]) if topic and region else way_back(request)
    return remember(HttpResponseRedirect(target), request, REGION_COOKIE, region)


@own_forms_only
@require_POST
def low_data(request: HttpRequest) -> HttpResponse:
    wanted = "1" if request.POST.get("hemat") == "1" else "0"
    return remember(HttpResponseRedirect(way_back(request)), request, LOW_DATA_COOKIE, wanted)


@never_cache
@require_GET
def quick_exit(request: HttpRequest) -> HttpResponse:
    """Away, to a page that says nothing about its reader. What the browser kept of this site goes, its history cannot."""
    response = redirect(settings.QUICK_EXIT_URL)
    response.headers["Clear-Site-Data"] = '"cache"'
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    response = render(request, "modules/robots.txt", {"base_url": settings.BASE_URL}, content_type="text/plain; charset=utf-8")
    return make_public(response)


@require_safe
def handout_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    if request.GET:  # Only the plain address is kept, and setting a PDF costs more than a hundred pages.
        return redirect(request.path)
    handout = get_object_or_404(Handout.objects.live().public(), slug=slug, locale=active_locale())
    response = HttpResponse(render_handout(handout), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{handout.slug}.pdf"'
    return make_public(response)
