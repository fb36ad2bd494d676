"""The region picker's data: the same for everyone, kept by caches."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from lms.regions.models import Region
from lms.regions.picker import children_of, find_villages

FRESH_FOR = 24 * 60 * 60


def _public(data: object) -> HttpResponse:
    response = JsonResponse(data, safe=False, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})
    patch_cache_control(response, public=True, max_age=FRESH_FOR)
    return response


@require_safe
def children(request: HttpRequest, code: str) -> HttpResponse:
    """``[[code, name], …]`` of what lies directly below a region."""
    below = children_of(code)
    if not below and not Region.objects.filter(code=code).exists():
        raise Http404
    return _public(below)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """``[[code, "Desa, Kecamatan, Kabupaten"], …]`` of the villages whose name has the words asked for."""
    return _public(find_villages(request.GET.get("q", "")))
