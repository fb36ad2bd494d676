from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm

from lms.images.svg import UnsafeSvg, refuse_unsafe


class SafeImageForm(BaseImageForm):
    """Wagtail's form; an SVG drawing may hold shapes only."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        file = cleaned.get("file")
        if file and file.name.lower().endswith(".svg") and "file" in self.changed_data:
            file.seek(0)
            try:
                refuse_unsafe(file)
            except UnsafeSvg as problem:
                message = _("This drawing holds something a picture does not need (%(what)s). Save it as a plain SVG and choose it again.")
                raise ValidationError({"file": message % {"what": str(problem)[:80]}}) from problem
            finally:
                file.seek(0)
        return cleaned
