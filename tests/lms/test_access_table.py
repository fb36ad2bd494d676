"""Every address × every role × GET and POST gives the answer that stands in ``access_table``; an address that is not in it fails."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

from lms.accounts.models import UserQuerySet
from tests.lms.access_table import ANSWERS, ROLES, RULES, TABLE, UNREACHED, Row, Rule
from tests.lms.access_world import CRAWLING, World, make_world

if TYPE_CHECKING:
    from modules.models import Home

pytestmark = CRAWLING
ROWS = {row.name: row for row in TABLE}
REASONS = {unreached.name: unreached.reason for unreached in UNREACHED}
METHODS = ("get", "post")
ASKED = [(method, role) for method in METHODS for role in ROLES]
#: Addresses without a name.
PLAIN = {"admin/test404/": "/admin/test404/", "admin/^.*/$": "/admin/tidak-ada/"}


@dataclass(frozen=True)
class Address:
    """``key`` is the full name, or the route where there is none; where two have a name, with what they ask for."""

    key: str
    name: str
    parameters: tuple[str, ...]


def addresses() -> list[Address]:
    found = list(dict.fromkeys(_walk(get_resolver(), "", (), ())))
    shared = {address.key for address in found if sum(address.key == other.key for other in found) > 1}
    return [
        replace(address, key=f"{address.key}({','.join(address.parameters)})") if address.key in shared else address for address in found
    ]


def _walk(resolver: URLResolver, route: str, spaces: tuple[str, ...], asked: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here, asks = route + str(entry.pattern), (*asked, *_parameters(entry))
        if isinstance(entry, URLResolver):
            yield from _walk(entry, here, (*spaces, entry.namespace) if entry.namespace else spaces, asks)
        else:
            name = ":".join((*spaces, entry.name)) if entry.name else ""
            yield Address(name or here, name, asks)


def _parameters(entry: URLPattern | URLResolver) -> tuple[str, ...]:
    pattern = entry.pattern
    return tuple(getattr(pattern, "converters", None) or pattern.regex.groupindex)


def rule_for(key: str) -> Row | Rule | None:
    return ROWS.get(key) or next((rule for rule in RULES if key.startswith(rule.prefix)), None)


def url_of(world: World, address: Address) -> str | None:
    if not address.name:
        return PLAIN.get(address.key)
    row = ROWS.get(address.key)
    return world.url(address.name, address.parameters, row.sample if row else "")


def expected(key: str, method: str, role: str) -> str:
    """The one answer that the table gives."""
    place, found = ROLES.index(role), rule_for(key)
    if isinstance(found, Row):
        return str(getattr(found, method).split()[place])
    assert found
    told = found.who.split()[place]
    line = getattr(next(answer for answer in ANSWERS if fnmatchcase(key, answer.names)), method).split()
    if len(line) == 1:
        return line[0] if told == "yes" else told
    return line[place]


@pytest.fixture
def world(home: Home, regions: None, settings: Any) -> World:
    settings.MFA_REQUIRED_FOR_ADMIN = False
    return make_world(home)


# Complete ------------------------------------------------------------------------------------------------


def test_every_address_stands_in_the_table() -> None:
    missing = [address.key for address in addresses() if rule_for(address.key) is None and address.key not in REASONS]
    assert not missing, "Say in tests/lms/access_table.py who may call these."


def test_the_table_speaks_of_no_address_that_is_gone() -> None:
    keys = {address.key for address in addresses()}
    assert not {row.name for row in TABLE if row.name not in keys}
    assert not set(REASONS) - keys
    assert not [rule.prefix for rule in RULES if not any(key.startswith(rule.prefix) for key in keys)]


def test_every_row_answers_for_every_role() -> None:
    for line in [line for row in TABLE for line in (row.get, row.post)] + [rule.who for rule in RULES]:
        assert len(line.split()) == len(ROLES), line


def test_every_answer_is_one_and_never_an_error() -> None:
    answers = {expected(address.key, method, role) for address in addresses() if address.key not in REASONS for method, role in ASKED}
    assert answers <= {"in", "home", "on", "200", "201", "400", "401", "403", "404", "405"}


def test_every_kind_of_answer_is_given_somewhere() -> None:
    keys = [address.key for address in addresses() if address.key not in REASONS and address.key not in ROWS]
    used = {next(answer.names for answer in ANSWERS if fnmatchcase(key, answer.names)) for key in keys}
    assert {answer.names for answer in ANSWERS} - used == set()


def test_an_address_that_nobody_spoke_of_is_noticed() -> None:
    assert rule_for("office_people:erase_everybody") is None


# Asked for real ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_this_role_as_the_table_says(role: str, world: World) -> None:
    wrong = []
    for address in addresses():
        if address.key in REASONS:
            continue
        url = url_of(world, address)
        assert url, f"{address.key}: give tests/lms/access_world.py a sample for {address.parameters}, or a reason why there is none."
        for method in METHODS:
            answer, wanted = world.ask(role, method, url, address.name), expected(address.key, method, role)
            if answer != wanted:
                wrong.append(f"{method.upper()} {url} ({address.key}): {answer} instead of {wanted}")
    assert not wrong, "\n".join(wrong)


def test_a_door_left_open_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: without the scope, the table must fail."""
    url = world.url("office_people:inspect", ("pk",), "person")
    assert url
    assert world.ask("coordinator_b", "get", url) == "404"
    monkeypatch.setattr(UserQuerySet, "visible_to", lambda self, staff: self)
    assert world.ask("coordinator_b", "get", url) == "200"


# Looking changes nothing ---------------------------------------------------------------------------------

#: A look may renew a session, and Wagtail notes who has a page open.
WRITTEN_BY_LOOKING = {"django_session", "wagtailadmin_editingsession"}
#: What Wagtail works out when somebody looks for the first time: small pictures, sizes of files, whom to tell of comments.
WORKED_OUT_ONCE = {
    "images_customimage",
    "images_rendition",
    "wagtaildocs_document",
    "wagtailmedia_media",
    "wagtailcore_pagesubscription",
}


def contents() -> dict[str, str]:
    """Every table with a digest of its rows; the search index follows the others."""
    digests = {}
    with connection.cursor() as cursor:
        tables = {table for table in connection.introspection.table_names(cursor) if not table.startswith("wagtailsearch_")}
        for table in sorted(tables - WRITTEN_BY_LOOKING):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            digests[table] = hashlib.sha256(repr(sorted(map(repr, cursor.fetchall()))).encode()).hexdigest()
    return digests


def look_at_everything(world: World) -> None:
    for address in addresses():
        if address.key not in REASONS:
            response = world.clients["superuser"].get(url_of(world, address))
            if response.streaming:
                b"".join(response.streaming_content)


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {table for table in before.keys() | after.keys() if before.get(table) != after.get(table)}


def test_looking_at_everything_changes_nothing(world: World) -> None:
    at_first = contents()
    look_at_everything(world)
    then = contents()
    look_at_everything(world)
    assert changed(at_first, then) <= WORKED_OUT_ONCE
    assert changed(then, contents()) == set()
