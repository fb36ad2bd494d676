from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class RecordForm(forms.Form):
    """One tap that makes a record. The page, or its script, names the record, so that a second sending is known as the same."""

    record = forms.UUIDField(
        required=False, error_messages={"invalid": _("Something on this page was lost on its way. Press the button once more.")}
    )


class LessonForm(forms.Form):
    """Which lesson a public page asks about."""

    lesson = forms.UUIDField()
