"""What learners' records or other contents rest on is not deleted in the admin. It says so in words, and what to do instead.

The rule is the database's own (``on_delete=PROTECT``), asked before the act, for pages and snippets of every app.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from wagtail.admin import messages
from wagtail.models import Page

Model = type[models.Model]


def uses_of(thing: models.Model) -> Counter[Model]:
    """What keeps this thing from being deleted, and how many of each. A page goes with all that is below it."""
    model: Model = Page if isinstance(thing, Page) else type(thing)
    rows = thing.get_descendants(inclusive=True) if isinstance(thing, Page) else model._base_manager.filter(pk=thing.pk)
    uses: Counter[Model] = Counter()
    for user, number in _uses(model, rows, set()):
        uses[user] += number
    return +uses


def _uses(model: Model, rows: models.QuerySet[Any], seen: set[Any]) -> Iterator[tuple[Model, int]]:
    """Counted by the database: there may be a million. Follows what would be deleted along with the rows."""
    seen.add(model)
    for relation in _pointing_at(model):
        pointing = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": rows})
        if relation.on_delete is models.PROTECT:
            yield _counted(relation.related_model, pointing)
        elif relation.on_delete is models.CASCADE and relation.related_model not in seen:
            yield from _uses(relation.related_model, pointing, seen)


def _counted(model: Model, rows: models.QuerySet[Any]) -> tuple[Model, int]:
    """Rows that are edited inside another thing, as the modules of a path are, have no name of their own: those things are counted."""
    whole = next((field for field in model._meta.fields if isinstance(field, ParentalKey)), None)
    return (whole.related_model, rows.values(whole.attname).distinct().count()) if whole else (model, rows.count())


def _pointing_at(model: Model) -> Iterable[Any]:
    fields = model._meta.get_fields(include_hidden=True)
    return [field for field in fields if isinstance(field, models.ManyToOneRel) and field.related_model is not None]


def refused(request: HttpRequest, things: Sequence[models.Model]) -> HttpResponse | None:
    """An answer where something of this must stay: a sentence for each, on the list that it stands in."""
    used = [(thing, uses) for thing in things if (uses := uses_of(thing))]
    for thing, uses in used:
        messages.error(request, _sentence(thing, uses))
    return _list_of(used[0][0]) if used else None


def _sentence(thing: models.Model, uses: Counter[Model]) -> str:
    counted = [f"{number} {_called(model, number)}" for model, number in uses.most_common()]
    names = {"title": str(thing), "uses": get_text_list(counted, _("and"))}
    if hasattr(thing, "live"):
        return _("“%(title)s” can't be deleted: it is used by %(uses)s. Unpublish it instead; then nobody sees it any more.") % names
    return _("“%(title)s” can't be deleted: it is used by %(uses)s. Change it instead, or unpublish what shows it.") % names


def _called(model: Model, number: int) -> str:
    return str(model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural)


def _list_of(thing: Any) -> HttpResponse:
    if isinstance(thing, Page):
        return redirect("wagtailadmin_explore", thing.get_parent().pk)
    return redirect(thing.snippet_viewset.get_url_name("list"))
