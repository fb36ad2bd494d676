"""The admin's clothes: our colours, and nothing about Wagtail's own news."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("insert_global_admin_css")
def colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("lms/css/admin.css"))


@hooks.register("construct_help_menu")
def only_help_for_the_work(request: HttpRequest, items: list[MenuItem]) -> None:
    """Release notes and a manual of pages that look otherwise here help nobody, and lead away from the site."""
    items[:] = [item for item in items if not item.name.startswith(("whats-new", "editor-guide"))]
