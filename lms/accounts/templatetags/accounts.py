"""Showing a person what is kept about them, whatever shape it has; and keeping the browser from showing it to the next one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.template import Context
from django.utils.crypto import salted_hmac
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString

#: Longer texts are folded up.
LONG = 400
register = template.Library()


@register.inclusion_tag("accounts/kept.html")
def kept(content: Any) -> dict[str, Any]:
    if isinstance(content, str) and (moment := _moment(content)):
        return {"content": moment, "kind": "moment"}
    kind = "table" if isinstance(content, dict) else "list" if isinstance(content, list | tuple) else "plain"
    return {"content": content, "kind": kind, "is_long": isinstance(content, str) and len(content) > LONG}


def _moment(text: str) -> datetime | None:
    """The time that a text in ISO form tells; None for any other text."""
    try:
        return parse_datetime(text)
    except ValueError:
        return None


@register.simple_tag(takes_context=True)
def until_the_next_person(context: Context) -> SafeString:
    """A field that says nothing, with another name after somebody signed in. Stands right behind the token of the form.

    On the way back a browser fills a form again with what was typed, ``no-store`` or not, as long as the first fields have the same
    names. So who goes back finds their answers, and the next person on the phone finds an empty form.
    """
    get_token(context["request"])
    mark = salted_hmac("lms.accounts.until_the_next_person", context["request"].META["CSRF_COOKIE"]).hexdigest()[:8]
    return format_html('<input type="hidden" name="untuk-{}">', mark)
