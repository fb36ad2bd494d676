"""Emblem, logo and signature as they were: small copies in the private storage, named by their content.

A certificate refers to the copy, so that setting it again gives the same bytes when the office has long changed its picture.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from PIL import Image

from lms.typesetting import Unsettable, drawing_alone

if TYPE_CHECKING:
    from lms.images.models import CustomImage

FOLDER = "certificates/pictures"
#: The settings' fields.
PLACES = ("emblem", "logo", "signature")
#: Pixels: 20 mm at 230 dpi. Colours: enough for an emblem.
LARGEST = (420, 180)
COLOURS = 48
#: What one picture may weigh in the document: three of them leave a certificate with many modules below 60 KB.
MOST = 5_500
#: Paper of the certificate, on which every picture stands.
PAPER = "#fffdf8"
#: Share of the size and quality of a JPEG, from the best to the smallest.
PHOTOS = ((1, 80), (1, 60), (0.75, 65), (0.75, 45), (0.5, 60), (0.5, 40), (0.35, 40), (0.25, 30))
#: A picture so many times as long as wide is a line.
LONGEST = 20
#: Bytes of a drawing. One of 6 million takes 20 seconds and 600 MB to be set, while somebody waits.
LARGEST_DRAWING = 1_000_000


class UnfitPicture(Exception):
    """Nothing that anybody could see can be drawn from it, or not while somebody waits. Says which and what to do."""


def kept(picture: CustomImage | None) -> str:
    """The name of the kept copy, made when there is none; "" without a picture."""
    if picture is None:
        return ""
    suffix, content = fitted(picture)
    name = f"{hashlib.sha256(content).hexdigest()}.{suffix}"
    _write_once(f"{FOLDER}/{name}", content)
    return name


def fitted(picture: CustomImage) -> tuple[str, bytes]:
    """Format and bytes of a copy that is light enough. Raises UnfitPicture."""
    unfit = UnfitPicture(f"picture {picture.pk} cannot be set on a certificate: choose another in the certificate settings")
    if max(picture.width, picture.height) > LONGEST * min(picture.width, picture.height):
        raise unfit
    try:
        with picture.file.open("rb") as file:
            data = file.read()
        if not picture.is_svg():
            return _light(data)
        if len(data) <= LARGEST_DRAWING:
            return _light_drawing(data)
    except (Unsettable, OSError) as error:
        raise unfit from error
    raise unfit


def read(name: str) -> bytes:
    with storages["private"].open(f"{FOLDER}/{name}") as file:
        return bytes(file.read())


@lru_cache(maxsize=3)
def _light_drawing(svg: bytes) -> tuple[str, bytes]:
    """A drawing of many lines becomes a picture of points."""
    if len(drawing_alone(svg, "pdf")) - len(drawing_alone(_NOTHING, "pdf")) <= MOST:
        return "svg", svg
    return _light(drawing_alone(svg, "png"))


_NOTHING = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


@lru_cache(maxsize=3)
def _light(data: bytes) -> tuple[str, bytes]:
    """In few colours, with sharp edges; as a photograph where that would be too heavy."""
    with Image.open(io.BytesIO(data)) as opened:
        drawn = opened.convert("RGBA")
    drawn.thumbnail(LARGEST)
    on_paper = Image.new("RGB", drawn.size, PAPER)
    on_paper.paste(drawn, mask=drawn)
    few = on_paper.quantize(COLOURS, dither=Image.Dither.NONE)
    # A PDF holds three bytes for each point, whatever the file had.
    if len(zlib.compress(few.convert("RGB").tobytes(), 9)) <= MOST:
        return "png", _saved(few, "PNG")
    photos = list(_photos(on_paper))
    return "jpg", next((photo for photo in photos if len(photo) <= MOST), photos[-1])


def _photos(picture: Image.Image) -> Iterator[bytes]:
    for share, quality in PHOTOS:
        smaller = picture.resize([max(1, round(side * share)) for side in picture.size], Image.Resampling.LANCZOS)
        yield _saved(smaller, "JPEG", quality=quality)


def _saved(picture: Image.Image, file_format: str, **options: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, file_format, optimize=True, **options)
    return out.getvalue()


def _write_once(path: str, content: bytes) -> None:
    storage = storages["private"]
    if storage.exists(path):
        return
    written = storage.save(path, ContentFile(content))
    if written != path:
        # Somebody else was quicker with the same bytes.
        storage.delete(written)
