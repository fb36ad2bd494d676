"""The admin's page about oneself: our people have one name, and neither picture nor a second way to change a password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import AccountView, AvatarSettingsPanel, BaseSettingsPanel, ChangePasswordPanel, NameEmailSettingsPanel
from wagtail.users.models import UserProfile

from lms.accounts.correction import correct
from lms.accounts.forms.fields import NameField
from lms.accounts.models import User

NOT_OURS = (AvatarSettingsPanel, ChangePasswordPanel, NameEmailSettingsPanel)


class NameForm(forms.Form):
    """The same rules, and the same line in the log, as for everybody who corrects their data."""

    name = NameField()
    email = forms.EmailField(required=False, label=_("E-mail"))

    def __init__(self, *args: Any, instance: User, **kwargs: Any) -> None:
        self.user = instance
        kwargs["initial"] = {"name": instance.name, "email": instance.email}
        super().__init__(*args, **kwargs)

    def save(self) -> None:
        correct(user=self.user, details=self.cleaned_data)


class NamePanel(BaseSettingsPanel):
    name, title, order, form_class = "name_email", _("Name and e-mail"), 100, NameForm


class StaffAccountView(AccountView):
    def get_panels(self) -> list[Any]:
        panels = [panel for panel in super().get_panels() if not isinstance(panel, NOT_OURS)]
        user = self.request.user
        return [NamePanel(self.request, user, UserProfile.get_for_user(user)), *panels]
