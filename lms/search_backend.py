"""Wagtail's search in the database, whatever signs are typed."""

from __future__ import annotations

from typing import Any

from wagtail.search.backends import database
from wagtail.search.backends.base import BaseSearchBackend


class QuotesAreSigns(BaseSearchBackend):
    """On SQLite an odd number of straight quotation marks ended the query too early, with a fault. Curved ones are signs like others."""

    def _search(self, compiler: type[Any], query: Any, *args: Any, **kwargs: Any) -> Any:
        return super()._search(compiler, query.replace('"', "”") if isinstance(query, str) else query, *args, **kwargs)


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802 - the name by which Wagtail finds it
    """The one for the database that is used."""
    found = type(database.SearchBackend(params))
    backend: BaseSearchBackend = type(found.__name__, (QuotesAreSigns, found), {})(params)
    return backend
