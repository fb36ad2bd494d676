"""Where the admin is. Asked of every request, so that it is looked up once."""

from __future__ import annotations

from functools import cache

from django.http import HttpRequest
from django.urls import reverse


@cache
def admin_path() -> str:
    return reverse("wagtailadmin_home")


def in_admin(request: HttpRequest) -> bool:
    return request.path.startswith(admin_path())
