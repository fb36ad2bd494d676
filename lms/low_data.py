"""Low-data mode: the reader's own switch (a cookie that says only this) or the browser's ``Save-Data``."""

from django.http import HttpRequest

COOKIE = "hemat"


def wants_low_data(request: HttpRequest) -> bool:
    """The switch decides where it was touched; otherwise the browser's wish."""
    choice = request.COOKIES.get(COOKIE)
    return choice == "1" if choice in ("0", "1") else request.META.get("HTTP_SAVE_DATA", "").lower() == "on"
