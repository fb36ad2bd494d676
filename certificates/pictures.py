"""Emblem, logo and signature as they were: small copies in the private storage, named by their content.

A certificate refers to the copy, so that setting it again gives the same bytes when the office has long changed its picture.
"""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from PIL import Image

if TYPE_CHECKING:
    from lms.images.models import CustomImage

FOLDER = "certificates/pictures"
#: Pixels: 20 mm at 230 dpi. Colours: enough for an emblem; three such pictures leave a certificate below 60 KB.
LARGEST = (420, 180)
COLOURS = 48


def kept(picture: CustomImage | None) -> str:
    """The name of the kept copy, made when there is none; "" without a picture."""
    if picture is None:
        return ""
    with picture.file.open("rb") as file:
        data = file.read()
    suffix = "svg" if picture.is_svg() else "png"
    content = data if suffix == "svg" else _small(data)
    name = f"{hashlib.sha256(content).hexdigest()}.{suffix}"
    _write_once(f"{FOLDER}/{name}", content)
    return name


def read(name: str) -> bytes:
    with storages["private"].open(f"{FOLDER}/{name}") as file:
        return bytes(file.read())


def _small(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as opened:
        image = opened.convert("RGBA")
    image.thumbnail(LARGEST)
    out = io.BytesIO()
    image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _write_once(path: str, content: bytes) -> None:
    storage = storages["private"]
    if storage.exists(path):
        return
    written = storage.save(path, ContentFile(content))
    if written != path:
        # Somebody else was quicker with the same bytes.
        storage.delete(written)
