"""How a quiz is edited: its rows together ask for no more questions than can be drawn."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from quizzes.drawing import draw, drawable_in_any_language, row_of


class QuizForm(WagtailAdminModelForm):
    def clean(self) -> dict[str, Any]:
        """Each row alone was looked at before (``BlueprintRow.clean``); two of them may want the same questions."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        formset = self.formsets["blueprint"]
        if formset.is_valid():
            kept = [form.instance for form in formset.forms if form.cleaned_data and not form.cleaned_data["DELETE"]]
            rows = [row_of(row, row.bank.translation_key) for row in kept]
            asked, drawn = sum(row.number for row in rows), len(draw(rows, drawable_in_any_language(rows), 0))
            if drawn < asked:
                words = _(
                    "Together the rows of the blueprint ask for %(asked)s questions, but only %(drawn)s published ones fit. "
                    "Ask for fewer in one of the rows, or publish more questions first."
                )
                self.add_error(None, words % {"asked": asked, "drawn": drawn})
        return cleaned
