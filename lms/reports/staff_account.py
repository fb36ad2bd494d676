"""The admin's page about oneself: our people have one name, and neither picture nor a second way to change a password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import AccountView, AvatarSettingsPanel, BaseSettingsPanel, ChangePasswordPanel, NameEmailSettingsPanel
from wagtail.users.models import UserProfile

from lms.accounts.models import User

NOT_OURS = (AvatarSettingsPanel, ChangePasswordPanel, NameEmailSettingsPanel)


class NameForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "email"]


class NamePanel(BaseSettingsPanel):
    name, title, order, form_class = "name_email", _("Name and e-mail"), 100, NameForm


class StaffAccountView(AccountView):
    def get_panels(self) -> list[Any]:
        panels = [panel for panel in super().get_panels() if not isinstance(panel, NOT_OURS)]
        user = self.request.user
        return [NamePanel(self.request, user, UserProfile.get_for_user(user)), *panels]
