"""Every address × every role × GET and POST gives the answer that stands in ``access_table``; an address that is not in it fails."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

from tests.lms.access_table import ROLES, RULES, TABLE, UNREACHED, Row, Rule
from tests.lms.access_world import World, make_world

if TYPE_CHECKING:
    from modules.models import Home

ROWS = {row.name: row for row in TABLE}
REASONS = {unreached.name: unreached.reason for unreached in UNREACHED}
WORDS = {"open": {"200", "201", "on", "400", "405", "409"}, "shut": {"home", "403", "404", "405"}}
WORDS["bare"] = {*WORDS["open"], "500"}
#: Addresses without a name.
PLAIN = {"admin/test404/": "/admin/test404/", "admin/^.*/$": "/admin/tidak-ada/"}


@dataclass(frozen=True)
class Address:
    """``key`` is the full name, or the route where there is none; where two have a name, with what they ask for."""

    key: str
    name: str
    parameters: tuple[str, ...]


def addresses() -> list[Address]:
    found = list(dict.fromkeys(_walk(get_resolver(), "", ())))
    shared = {address.key for address in found if sum(address.key == other.key for other in found) > 1}
    return [replace(address, key=f"{address.key}({','.join(address.parameters)})") if address.key in shared else address for address in found]


def _walk(resolver: URLResolver, route: str, spaces: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, here, (*spaces, entry.namespace) if entry.namespace else spaces)
        else:
            name = ":".join((*spaces, entry.name)) if entry.name else ""
            yield Address(name or here, name, _parameters(entry))


def _parameters(entry: URLPattern) -> tuple[str, ...]:
    pattern = entry.pattern
    return tuple(getattr(pattern, "converters", None) or getattr(pattern, "regex").groupindex)


def rule_for(key: str) -> Row | Rule | None:
    return ROWS.get(key) or next((rule for rule in RULES if key.startswith(rule.prefix)), None)


def url_of(world: World, address: Address) -> str | None:
    if not address.name:
        return PLAIN.get(address.key)
    row = ROWS.get(address.key)
    return world.url(address.name, address.parameters, row.sample if row else "")


def fits(answer: str, expected: str) -> bool:
    return answer == expected or answer in WORDS.get(expected, ())


@pytest.fixture
def world(home: Home, regions: None, settings: Any) -> World:
    settings.MFA_REQUIRED_FOR_ADMIN = False
    return make_world(home)
