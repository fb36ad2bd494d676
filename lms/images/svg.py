"""Which SVG files may be uploaded: drawings, and nothing that acts, loads or hides."""

from __future__ import annotations

import re
from typing import IO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import parse

SVG = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
ELEMENTS = {
    "svg",
    "g",
    "path",
    "circle",
    "ellipse",
    "rect",
    "line",
    "polyline",
    "polygon",
    "defs",
    "use",
    "title",
    "desc",
    "symbol",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
}
ATTRIBUTES = {
    "viewBox",
    "width",
    "height",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "d",
    "points",
    "fill",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-dasharray",
    "stroke-miterlimit",
    "stroke-opacity",
    "fill-opacity",
    "fill-rule",
    "clip-rule",
    "clip-path",
    "opacity",
    "transform",
    "id",
    "href",
    "version",
    "preserveAspectRatio",
    "offset",
    "stop-color",
    "stop-opacity",
    "gradientUnits",
    "gradientTransform",
    "fx",
    "fy",
    "class",
    "role",
    "aria-hidden",
    "aria-label",
    "focusable",
}
#: A reference to something in the same file. Browsers read "url" in any case, and a backslash could write it in another way still.
OWN_REFERENCE = re.compile(r"url\(\s*#[^()\s]+\s*\)", re.IGNORECASE)


class UnsafeSvg(Exception):
    """The drawing holds something a picture does not need. The message names it."""


def refuse_unsafe(file: IO[bytes]) -> None:
    """Raise UnsafeSvg unless every element and attribute is on the lists and every reference stays inside the file."""
    try:
        root = parse(file).getroot()
    except (ParseError, DefusedXmlException) as error:
        raise UnsafeSvg(str(error)) from error
    for element in root.iter():
        name = str(element.tag)
        if not name.startswith(SVG) or name.removeprefix(SVG) not in ELEMENTS:
            raise UnsafeSvg(name)
        for attribute, value in element.attrib.items():
            _refuse_attribute("href" if attribute == XLINK_HREF else attribute, value)


def _refuse_attribute(name: str, value: str) -> None:
    if name not in ATTRIBUTES:
        raise UnsafeSvg(name)
    if name == "href" and not value.startswith("#"):
        raise UnsafeSvg(f"href={value}")
    if "\\" in value or "url(" in OWN_REFERENCE.sub("", value).lower():
        raise UnsafeSvg(f"{name}={value}")
