"""What may be uploaded as a recording: something that a reader on prepaid data can be asked to load."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtailmedia.forms import BaseMediaForm

from lms.images.forms import SafeImageField

#: Of one recording, in bytes: an hour of speech, or ten minutes of film for a phone.
LARGEST = 50 * 1024 * 1024


class RecordingForm(BaseMediaForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if stock := self.fields.get("thumbnail"):
            self.fields["thumbnail"] = SafeImageField(label=stock.label, required=False, widget=stock.widget)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        file = cleaned.get("file")
        if file and "file" in self.changed_data and file.size > LARGEST:
            words = _("This recording has %(size)s; at most %(most)s. Shorten it, or save it in a smaller quality.")
            self.add_error("file", ValidationError(words % {"size": filesizeformat(file.size), "most": filesizeformat(LARGEST)}))
        return cleaned
