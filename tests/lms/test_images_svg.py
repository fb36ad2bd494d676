"""A drawing may hold shapes, and nothing that acts, loads or hides."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.forms import get_image_form

from lms.images.models import CustomImage
from lms.images.svg import UnsafeSvg, refuse_unsafe

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
ILLUSTRATIONS = sorted((Path(settings.BASE_DIR) / "modules" / "content" / "illustrations").glob("*.svg"))


@pytest.mark.parametrize("path", ILLUSTRATIONS, ids=lambda path: path.name)
def test_every_illustration_is_a_plain_drawing(path: Path) -> None:
    with path.open("rb") as file:
        refuse_unsafe(file)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)" width="1" height="1"/>',
        "<foreignObject><p>x</p></foreignObject>",
        '<use href="https://example.org/x.svg#a"/>',
        '<use xlink:href="data:image/svg+xml;base64,AA"/>',
        '<image href="x.png"/>',
        '<rect fill="url(https://example.org/)"/>',
        '<rect fill="URL(https://example.org/x.svg#a)"/>',
        r'<rect fill="u\72l(https://example.org/x.svg#a)"/>',
        '<rect fill="url(#a) url(https://example.org/x.svg#a)"/>',
        '<rect style="fill:red"/>',
        "<style>*{}</style>",
        '<a href="javascript:alert(1)"><rect/></a>',
        "<animate attributeName='href' values='x'/>",
    ],
)
def test_whatever_acts_loads_or_hides_is_refused(inside: str) -> None:
    with pytest.raises(UnsafeSvg):
        refuse_unsafe(BytesIO(f"{OPEN}{inside}</svg>".encode()))


@pytest.mark.parametrize("paint", ["#1f5c46", "none", "url(#langit)", "url( #langit )", "url(#langit) #fff"])
def test_a_reference_inside_the_drawing_is_let_through(paint: str) -> None:
    refuse_unsafe(BytesIO(f'{OPEN}<rect fill="{paint}"/></svg>'.encode()))


@pytest.mark.parametrize(
    "text", ["", "<svg", "<html></html>", '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>']
)
def test_what_is_no_svg_is_refused(text: str) -> None:
    with pytest.raises(UnsafeSvg):
        refuse_unsafe(BytesIO(text.encode()))


@pytest.mark.django_db
def test_the_editors_form_asks_the_guard(home: object) -> None:
    form_class = get_image_form(CustomImage)
    for inside, accepted in (("<script>alert(1)</script>", False), ('<rect width="9" height="9"/>', True)):
        file = SimpleUploadedFile("x.svg", f"{OPEN}{inside}</svg>".encode(), content_type="image/svg+xml")
        form = form_class({"title": "Gambar", "collection": "1"}, {"file": file}, instance=CustomImage())
        form.is_valid()
        assert ("file" not in form.errors) is accepted
