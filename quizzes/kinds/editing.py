"""How a question is written in the admin: the fields that every kind has, around those of its own.

A kind declares its own panels; a field that has no panel is not read from the form, so a question never holds what its kind does not use.
Drafts may be half made: what a kind demands is asked for when the question is handed to the office or published.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, PageChooserPanel, Panel

from modules.draft_forms import DraftForm
from quizzes.kinds.base import Problem

_BLANK = {"text": "", "correct": False, "feedback": "", "match": "", "step": "", "step_text": "", "next_step": ""}


def panels_around(*own: Panel) -> list[Panel]:
    """The panels of a question, with those of its kind in their place."""
    # A list, not a chooser: who writes questions need not be allowed to change banks.
    about = [
        FieldPanel("bank", widget=forms.Select, help_text=_("Of the module that this question is about.")),
        FieldPanel("topic", widget=forms.Select, help_text=_("One of the topics of that bank.")),
        "critical",
        "attitude",
    ]
    return [
        MultiFieldPanel(
            [FieldPanel("kind", read_only=True, help_text=_("It stays. For another kind write a new question.")), *about],
            heading=_("About this question"),
        ),
        FieldPanel("prompt", help_text=_("One thing in one question, in words of every day, without “not”.")),
        *own,
        FieldPanel("explanation"),
        PageChooserPanel("lesson", "modules.Lesson", help_text=_("To it a learner is led who missed this question.")),
    ]


class Rows(InlinePanel):
    """The rows of answers; ``min_num`` empty ones stand in a new question. How many there must be is the kind's to say."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["validate_min"] = False
        return options


class QuestionForm(DraftForm):
    """The common form. Each problem is told at the field where it can be mended."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        banks = self.fields["bank"].queryset.prefetch_related("topics")
        topics = [(bank.title, [(topic.key, topic.title) for topic in bank.topics.all()]) for bank in banks]
        self.fields["topic"].widget.choices = [("", "---------"), *topics]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._check_topic(cleaned.get("bank"), cleaned.get("topic"))
        if not self.is_deferred_validation:
            problems = list(self.problems())
            for problem in problems:
                self._tell(problem)
            if problems and "choices" in self.formsets:
                # Shown again, the rows stand in the order that the editor gave them.
                self.formsets["choices"].forms.sort(key=_order)
        return cleaned

    def _check_topic(self, bank: Any, topic: str | None) -> None:
        if bank and topic and topic not in bank.topic_titles:
            words = gettext("This topic is not in “%(bank)s”. Choose one of these: %(topics)s.")
            self.add_error("topic", words % {"bank": bank, "topics": ", ".join(bank.topic_titles.values())})

    def problems(self) -> Sequence[Problem]:
        return list(self.instance.rules.clean(self.rows(), self.cleaned_data.get("accepted") or ""))

    def rows(self) -> list[Any]:
        """The rows as they stand in the form, in the editor's order."""
        if "choices" not in self.formsets:
            return []
        formset = self.formsets["choices"]
        formset.is_valid()
        whole = [form for form in formset.forms if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")]
        return [_row(form) for form in sorted(whole, key=_order)]

    def _tell(self, problem: Problem) -> None:
        if problem.row is not None:
            problem.row.form.add_error(problem.field, problem)  # type: ignore[attr-defined]
        elif problem.field:
            self.add_error(problem.field, problem)
        else:
            self.formsets["choices"].non_form_errors().append(problem)


def _order(form: Any) -> int:
    return getattr(form, "cleaned_data", {}).get("ORDER") or 0


def _row(form: Any) -> SimpleNamespace:
    given = {name: value for name, value in form.cleaned_data.items() if name in _BLANK and value is not None}
    return SimpleNamespace(**{**_BLANK, **given}, form=form)


def editor(*own: Panel, form: type[QuestionForm] = QuestionForm) -> ObjectList:
    """All panels of a question of one kind."""
    return ObjectList(panels_around(*own), base_form_class=form)
