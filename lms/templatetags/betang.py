"""Tags that every template may use."""

from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.encoding import iri_to_uri
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lms.icons import ICONS
from lms.styles import SHEETS, sheet, token

register = template.Library()

register.simple_tag(token)


@register.simple_tag
def styles(*names: str) -> SafeString:
    """The named style sheets, each in a style element of its own, as the content security policy allows them by hash."""
    known = [SHEETS[SHEETS.index(name)] for name in names]
    # Our own files, read from disk: nothing a person wrote comes in here.
    return mark_safe("".join(f"<style>{sheet(name)}</style>" for name in known))  # noqa: S308


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line icon, hidden from screen readers: the word beside it says the same."""
    return format_html('<svg class="icon" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', ICONS[name])


@register.simple_tag(takes_context=True)
def canonical(context: dict[str, Any]) -> str:
    """The one address of this page: no query, and the host of the settings, whatever host was asked."""
    request = context.get("request")
    return on_this_site(request.path if request else "/")


@register.filter
def on_this_site(path: str) -> str:
    """The whole address of a path, as whoever is not on this site needs it."""
    return f"{settings.BASE_URL}{iri_to_uri(path)}"


@register.simple_tag
def absolute_static(path: str) -> str:
    """The whole address of a static file, as link previews need it."""
    return on_this_site(static(path))
