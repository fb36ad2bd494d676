"""Showing a person what is kept about them, whatever shape it has."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils.dateparse import parse_datetime

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
