"""The editor's form of a question: what its kind needs is asked for when it is published, drafts may be half made."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from quizzes.kinds import KINDS

_ROW_FIELDS = ("text", "feedback", "match", "step", "step_text", "next_step")


class QuestionForm(WagtailAdminModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind = KINDS.get(cleaned.get("kind", ""))
        if kind is None or self.is_deferred_validation or "choices" not in self.formsets:
            return cleaned
        if problems := list(kind.clean(self._rows(), cleaned.get("accepted") or "")):
            raise ValidationError(problems)
        return cleaned

    def _rows(self) -> list[Any]:
        """The rows as they stand in the form, in the editor's order."""
        formset = self.formsets["choices"]
        formset.is_valid()
        rows = [form.cleaned_data for form in formset.forms if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")]
        rows.sort(key=lambda row: row.get("ORDER") or 0)
        return [SimpleNamespace(correct=bool(row.get("correct")), **{name: row.get(name) or "" for name in _ROW_FIELDS}) for row in rows]
