"""Payloads of cross-site scripting, and what of a page could run, load, lead away or send."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from lxml import html

#: Elements that do something by being there, or that change how what follows them is read.
ACTIVE = {
    "script", "style", "link", "meta", "base", "title", "body", "html", "iframe", "frame", "frameset", "object", "embed", "applet", "param",
    "portal", "form", "isindex", "marquee", "math", "foreignobject", "annotation-xml", "animate", "set", "handler", "use", "template",
    "noscript", "noembed", "noframes", "textarea", "xmp", "listing", "plaintext",
}  # fmt: skip
ADDRESSES = {
    "href", "xlink:href", "src", "srcset", "lowsrc", "dynsrc", "data", "poster", "background", "action", "formaction", "ping", "cite",
    "longdesc", "profile", "manifest", "codebase", "archive", "classid", "usemap", "values",
}  # fmt: skip
SAFE_SCHEMES = {"", "http", "https", "mailto", "tel"}
#: Attributes that no text needs.
NEEDLESS = {"style", "srcdoc", "http-equiv", "popover", "contenteditable", "autofocus", "xmlns:ev", "embedtype", "linktype"}
Attributes = list[tuple[str, str | None]]


def payloads() -> list[str]:
    text = Path(__file__).with_name("xss_payloads.txt").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("## ")]
    return [re.sub(r"\{U\+([0-9A-F]{4})\}", lambda found: chr(int(found[1], 16)), line) for line in lines]


def scheme_of(address: str) -> str:
    """As a browser reads it: signs before it, tabs and line ends in it don't count."""
    found = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\t\n\r]", "", address.lstrip("".join(map(chr, range(33))))).lower())
    return found[1] if found else ""


def _of_element(tag: str, attributes: Attributes) -> Iterator[tuple[str, ...]]:
    given = {name.lower(): value or "" for name, value in attributes}
    if tag in ACTIVE:
        # What a meta element says may be a page's title; which one it is may not change.
        yield (tag, *(f"{name}={given[name]}" for name in ("src", "rel", "name", "property", "action", "type") if name in given))
    for name, value in given.items():
        if name.startswith("on") or name in NEEDLESS:
            yield tag, name, value
        elif name in ADDRESSES and scheme_of(value) not in SAFE_SCHEMES:
            yield tag, name, scheme_of(value)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[tuple[str, ...]] = Counter()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.found.update(_of_element(tag, attrs))

    def handle_comment(self, data: str) -> None:
        self.found["comment",] += 1

    handle_decl = handle_pi = unknown_decl = handle_comment


def active_parts(page: str) -> tuple[Counter[tuple[str, ...]], Counter[tuple[str, ...]]]:
    """As two parsers see it, of which one knows HTML 5's tokens and the other is lenient in its own way."""
    reader = _Reader()
    try:
        reader.feed(page.removeprefix("<!doctype html>"))
        reader.close()
    except AssertionError:  # It gives up at marks of SGML, which no page of ours has.
        reader.found["broken",] += 1
    tree: Counter[tuple[str, ...]] = Counter()
    for element in html.document_fromstring(page).iter():
        if isinstance(element.tag, str):
            tree.update(_of_element(element.tag, list(element.items())))
        else:
            tree["comment",] += 1
    return reader.found, tree
