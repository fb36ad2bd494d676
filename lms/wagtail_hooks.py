"""The admin's clothes: our colours, and nothing about Wagtail's own news."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Locale
from wagtail.permissions import policy_registry


@hooks.register("insert_global_admin_css")
def colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("lms/css/admin.css"))


class LanguagesMenuItem(MenuItem):
    """wagtail-localize shows its own to those who may change sites, instead of those who may open languages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(policy_registry.get_by_type(Locale).user_has_any_permission(request.user, {"add", "change", "delete"}))


@hooks.register("register_settings_menu_item")
def languages() -> MenuItem:
    return LanguagesMenuItem(_("Languages"), reverse("wagtaillocales:index"), name="languages", icon_name="globe", order=603)


@hooks.register("construct_settings_menu")
def only_our_languages(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name == "languages" or item.url != reverse("wagtaillocales:index")]


@hooks.register("construct_help_menu")
def only_help_for_the_work(request: HttpRequest, items: list[MenuItem]) -> None:
    """Release notes and a manual of pages that look otherwise here help nobody, and lead away from the site."""
    items[:] = [item for item in items if not item.name.startswith(("whats-new", "editor-guide"))]
