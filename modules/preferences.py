"""What a reader without an account may choose: own region, and low data. Two cookies that say only this."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt

from lms.errors import csrf_failure
from lms.regions.models import Region

REGION_COOKIE = "wilayah"
KEEP_FOR = 365 * 24 * 60 * 60

_CODE = re.compile(r"62(\.\d{2}){1,2}(\.\d{4})?")

View = Callable[..., HttpResponse]


def own_forms_only(view: View) -> View:
    """For forms on pages that are kept for everyone and so can hold no token: a form of another site is refused.

    Only for choices that harm nobody.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "POST" and not _comes_from_here(request):
            return csrf_failure(request)
        return view(request, *args, **kwargs)

    return guarded


def _comes_from_here(request: HttpRequest) -> bool:
    where_from = request.headers.get("Origin") or request.headers.get("Referer")
    if where_from is None:
        return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    try:
        return urlsplit(where_from).netloc == request.get_host()
    except ValueError:  # No address at all.
        return False


def chosen_region(request: HttpRequest) -> Region | None:
    """What the reader chose before: a regency, a district or a village. One query."""
    code = request.COOKIES.get(REGION_COOKIE, "")
    return Region.objects.filter(code=code).first() if _CODE.fullmatch(code) else None


def way_back(request: HttpRequest) -> str:
    """The page of this site from which the reader came, else the home page."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(referer)
    path = "/" + parts.path.lstrip("/")
    return "/" if path.endswith(("/wilayah-saya/", "/hemat-data/", "/keluar-cepat/")) else path + (f"?{parts.query}" if parts.query else "")


def remember(response: HttpResponse, request: HttpRequest, name: str, value: str) -> HttpResponse:
    """Keep a choice for a year, readable by our script; an empty value forgets it."""
    if value:
        response.set_cookie(name, value, max_age=KEEP_FOR, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie(name, samesite="Lax")
    # Pages that the browser kept were made for the old choice.
    response.headers["Clear-Site-Data"] = '"cache"'
    response.headers["Cache-Control"] = "no-store"
    return response
