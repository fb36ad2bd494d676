"""What a block's preview shows where an editor will choose a picture, a sound, a film, a document or a page.

Never saved and the same on every site, so that a preview works on an empty one and shows nothing that this editor may not see.
"""

from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.templatetags.static import static
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtailmedia.models import get_media_model

FOLDER = "lms/preview"


class Shipped(FileSystemStorage):
    """Static files as the file of a row: sizes are read where they lie, addresses carry their fingerprint."""

    def url(self, name: str | None) -> str:
        return static(f"{FOLDER}/{name}")


SHIPPED = Shipped(settings.BASE_DIR / "lms" / "static" / FOLDER)


def picture() -> dict[str, Any]:
    image = get_image_model()(title="Mendengar", file="picture.svg", width=320, height=240)
    image.file.storage = SHIPPED
    return {"image": image, "alt_text": "Ibu duduk di samping anaknya dan mendengarkan", "decorative": False}


def sound() -> Any:
    return _media(type="audio", title="Pesan Damang", file="sound.wav", duration=2)


def film() -> Any:
    return _media(type="video", title="Duduk, dengar, tenang", file="film.webm", duration=2, width=320, height=180)


def _media(**fields: Any) -> Any:
    media = get_media_model()(**fields)
    media.file.storage = SHIPPED
    return media


def document() -> Any:
    return get_document_model()(pk=0, title="Surat untuk orang tua", file="surat-orang-tua.pdf", file_size=184_320)


def page() -> Page:
    return Page(title="Kesepakatan keluarga")
