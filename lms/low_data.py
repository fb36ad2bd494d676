"""Low-data mode: the reader's own switch (a cookie that says only this) or the browser's ``Save-Data``."""

from django.http import HttpRequest

COOKIE = "hemat"


def _browser_wishes_it(request: HttpRequest) -> bool:
    return request.META.get("HTTP_SAVE_DATA", "").lower() == "on"


def wants_low_data(request: HttpRequest) -> bool:
    """The switch decides where it was touched; otherwise the browser's wish."""
    choice = request.COOKIES.get(COOKIE)
    return choice == "1" if choice in ("0", "1") else _browser_wishes_it(request)


def switched_by_hand(request: HttpRequest) -> bool:
    """Whether the reader's cookie gives another page than ``Save-Data`` alone would. A cache in front knows only that header (``Vary``)."""
    return wants_low_data(request) != _browser_wishes_it(request)
