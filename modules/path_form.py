"""How a path is edited: for whom it is, is ticked, so that nothing but known audiences can be saved."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.accounts.models import Audience
from modules.draft_forms import DraftPageForm


class PathForm(DraftPageForm):
    audiences = forms.MultipleChoiceField(
        label=_("audiences"), choices=Audience.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
