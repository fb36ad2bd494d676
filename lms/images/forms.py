from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from lms.images.photos import BrokenPicture, drawn_anew
from lms.images.svg import UnsafeSvg, refuse_unsafe


class SafeImageField(WagtailImageField):
    """Wagtail's field; a drawing may hold shapes only, a photo is drawn anew without what the camera wrote into it."""

    def to_python(self, data: Any) -> Any:
        try:
            file = super().to_python(data)
            if file is None:
                return None
            return self._drawing(file) if file.content_type == "image/svg+xml" else self._photo(file)
        except (BrokenPicture, OSError) as problem:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from problem

    def _drawing(self, file: Any) -> Any:
        file.seek(0)
        try:
            refuse_unsafe(file)
        except UnsafeSvg as problem:
            message = _("This drawing holds something a picture does not need (%(what)s). Save it as a plain SVG and choose it again.")
            raise ValidationError(message % {"what": str(problem)[:80]}) from problem
        finally:
            file.seek(0)
        return file

    def _photo(self, file: Any) -> Any:
        file.seek(0)
        photo: Any = SimpleUploadedFile(file.name, drawn_anew(file), content_type=file.content_type)
        photo.image = file.image
        return photo


class SafeImageForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if stock := self.fields.get("file"):
            self.fields["file"] = SafeImageField(label=stock.label, required=stock.required, widget=stock.widget)
