"""How a path is edited: for whom it is, is ticked, so that nothing but known audiences can be saved; no path waits for itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lms.accounts.models import Audience
from modules.draft_forms import DraftPageForm


class PathForm(DraftPageForm):
    audiences = forms.MultipleChoiceField(
        label=_("audiences"), choices=Audience.choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        rows = self.formsets["prerequisites"]
        rows.is_valid()
        for row in rows.forms:
            given = getattr(row, "cleaned_data", {})
            if given.get("required") and not given.get("DELETE") and waits_for(given["required"], self.instance):
                row.add_error("required", gettext("This path waits for the one that you are editing. Nobody could begin either."))
        return cleaned


def waits_for(path: Any, other: Any) -> bool:
    """Whether ``other`` must be completed before ``path`` can be, whatever lies between. A path waits for itself."""
    waiting, seen = [path], set()
    while waiting:
        each = waiting.pop()
        if each.translation_key == other.translation_key:
            return True
        if each.pk not in seen:
            seen.add(each.pk)
            waiting += [row.required for row in each.prerequisites.select_related("required")]
    return False
