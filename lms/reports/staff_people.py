"""Wagtail's pages of users, for superusers: they make staff accounts and say for which region somebody answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import DeleteView, IndexView, UserViewSet

from lms.accounts.erasure import StaffAccount, erase
from lms.accounts.forms.fields import NameField, PhoneField
from lms.accounts.models import User
from lms.accounts.permissions import ENTER_ADMIN, may_enter_admin
from lms.accounts.validators import validate_staff_password
from lms.regions.chooser import RegionChooser
from lms.regions.models import VILLAGE_LEVELS, Region

FIELDS = ["username", "name", "phone", "email", "audience", "region", "scope", "is_superuser", "groups"]


class StaffFields(forms.ModelForm):
    """One name instead of two; a telephone number in any way of writing; the region of responsibility, down to a district."""

    first_name = None
    last_name = None
    name = NameField()
    phone = PhoneField(required=False)
    email = forms.EmailField(required=False, label=_("E-mail"))
    region = forms.ModelChoiceField(
        queryset=Region.objects.villages(),
        required=False,
        label=_("Village"),
        help_text=_("Where this person lives. Only the province sees people without a village."),
        widget=RegionChooser().widget_class,
        error_messages={"invalid_choice": _("Choose a village.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope: Any = self.fields["scope"]
        scope.queryset = Region.objects.exclude(level__in=VILLAGE_LEVELS).select_related("parent__parent")
        scope.label_from_instance = lambda region: region.in_words
        self.fields["audience"].label = _("Audience")
        self.fields["username"].help_text = _("For signing in: small letters and digits, for example siti.seruyan27.")
        rule = _("Staff: at least %(n)d characters. Learners: six digits, or at least eight characters.")
        secret = self.fields["password1"]
        secret.help_text = f"{secret.help_text if self.instance.pk else ''} {rule % {'n': settings.STAFF_PASSWORD_LENGTH}}".strip()

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).strip().lower()

    def clean(self) -> dict[str, Any]:
        """The password is looked at with the roles that are given now, and demanded where somebody becomes staff."""
        data = super().clean() or self.cleaned_data
        password = data.get("password1") or ""
        becomes_staff = self._opens_the_admin(data) and not (self.instance.pk and may_enter_admin(self.instance))
        if self._opens_the_admin(data) and (password or becomes_staff):
            try:
                validate_staff_password(password)
            except ValidationError as too_short:
                self.add_error("password1", too_short)
        return data

    def _opens_the_admin(self, data: dict[str, Any]) -> bool:
        app, codename = ENTER_ADMIN.split(".")
        rights = Permission.objects.filter(group__in=data.get("groups") or [], content_type__app_label=app, codename=codename)
        return bool(data.get("is_superuser")) or rights.exists()


class StaffCreationForm(StaffFields, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = FIELDS


class StaffEditForm(StaffFields, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = [*FIELDS, "is_active"]


class StaffIndexView(IndexView):
    """For who may change accounts. Wagtail also lets those in who may only see people, and shows them all people of all regions."""

    any_permission_required = ["add", "change", "delete"]
    search_fields = ["name", "username", "phone", "email"]
    search_backend_name = None
    page_title = _("Accounts")


class StaffDeleteView(DeleteView):
    """Deleting is forgetting: what certificates rest on stays, without a name. Staff must lose their rights first."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            erase(user=self.object, acting_user=self.request.user)
        except StaffAccount:
            messages.error(self.request, _("This person may enter the admin. Take their roles away first."))
            return redirect("wagtailusers_users:edit", self.object.pk)
        messages.success(self.request, self.get_success_message())
        return redirect(self.get_success_url())


class StaffUserViewSet(UserViewSet):
    model = User
    index_view_class = StaffIndexView
    delete_view_class = StaffDeleteView
    menu_label = _("Accounts")

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return StaffEditForm if for_update else StaffCreationForm
