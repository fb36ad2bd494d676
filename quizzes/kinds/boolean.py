"""True or false, or whether somebody agrees: two rows, true first; all or nothing, never shuffled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from quizzes.kinds import single
from quizzes.kinds.base import Content, Grade, Posted, Problem, Row
from quizzes.kinds.editing import QuestionForm, editor

ABOUT = _("A statement that is true or false, such as a myth.")
#: What the two rows say, by whether the question asks for an attitude.
TEXTS = {False: ("Benar", "Salah"), True: ("Setuju", "Tidak setuju")}
_OURS = {"", *TEXTS[False], *TEXTS[True]}


class BooleanForm(QuestionForm):
    """Asks for the truth and a feedback for each side, and keeps them as the two rows."""

    truth = forms.ChoiceField(
        label=_("This statement is"),
        choices=[("true", _("true")), ("false", _("false"))],
        widget=forms.RadioSelect,
    )
    feedback_true = forms.CharField(label=_("Feedback for who answers “true”"), widget=forms.Textarea(attrs={"rows": 2}))
    feedback_false = forms.CharField(label=_("Feedback for who answers “false”"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for side, row in zip(("true", "false"), self.instance.choices.all(), strict=False):
            self.initial[f"feedback_{side}"] = row.feedback
            if row.correct:
                self.initial["truth"] = side

    def problems(self) -> list[Problem]:
        """None besides what the fields themselves ask for."""
        return []

    def save(self, commit: bool = True) -> Any:
        rows = list(self.instance.choices.all())
        if len(rows) != 2:
            rows = [self.instance.choices.model(sort_order=number) for number in range(2)]
        for side, row, text in zip(("true", "false"), rows, TEXTS[self.cleaned_data["attitude"]], strict=True):
            # A translation's own words stay.
            row.text = text if row.text in _OURS else row.text
            row.correct = self.cleaned_data.get("truth") == side
            row.feedback = self.cleaned_data.get(f"feedback_{side}", "")
        self.instance.choices.set(rows)
        return super().save(commit)


EDITOR = editor(FieldPanel("truth"), FieldPanel("feedback_true"), FieldPanel("feedback_false"), form=BooleanForm)


def rows(shape: Any) -> list[dict[str, Any]]:
    true, false = TEXTS[shape.attitude]
    return [
        {"text": true, "correct": shape.answer, "feedback": shape.feedback_true},
        {"text": false, "correct": not shape.answer, "feedback": shape.feedback_false},
    ]


def content(rows: Sequence[Row], accepted: str = "") -> Content:
    return single.content(rows)


def clean(rows: Sequence[Row], accepted: str = "") -> Iterator[Problem]:
    if len(rows) != 2:
        yield Problem(gettext("A true-or-false question has two choices: true, then false."))
    yield from single.clean_one_right(rows)
    yield from single.clean_texts(rows)


def shown(content: Content, rng: Random, answer: Any = None) -> Content:
    return {"choices": [{**choice, "chosen": choice["id"] == answer} for choice in content["choices"]]}


def parse(posted: Posted, prefix: str, content: Content) -> str | None:
    return single.parse(posted, prefix, content)


def said(content: Content, answer: Any) -> str:
    return single.said(content, answer)


def grade(content: Content, answer: Any) -> Grade:
    return single.grade(content, answer)
