"""Signing up: one small page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from lms.accounts import throttling
from lms.accounts.forms.fields import NameField, PhoneField, SecretField, SignInNameField, WorkplaceField
from lms.accounts.forms.waiting import wait_message
from lms.accounts.models import Audience, User
from lms.accounts.registration import NewPerson
from lms.regions.picker import VillagePickerMixin

CHOOSE_ROLE = _("Choose what you are; if nothing fits, choose “other”.")


class AboutMeForm(VillagePickerMixin):
    """What a person tells of themselves, at sign-up and when correcting it."""

    name = NameField()
    phone = PhoneField(required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Check the e-mail address: it should look like nama@contoh.id.")},
    )
    audience = forms.ChoiceField(
        label=_("I am"),
        choices=[("", _("Choose one")), *Audience.choices],
        error_messages={"required": CHOOSE_ROLE, "invalid_choice": CHOOSE_ROLE},
    )
    workplace = WorkplaceField(required=False)


class SignUpForm(AboutMeForm):
    username = SignInNameField(
        required=False, help_text=_("Only if you have no phone number. For example siti.seruyan27: a name that nobody else has.")
    )
    password = SecretField(
        new=True,
        label=_("New PIN or password"),
        help_text=_("Six digits that nobody guesses, or a password of at least eight characters. Remember it well."),
        error_messages={"required": _("Choose a PIN of six digits, or a password of at least eight characters.")},
    )
    is_adult = forms.BooleanField(
        label=_("I am 18 years or older."), error_messages={"required": _("Betang is for adults. Tick this if you are 18 or older.")}
    )
    consent = forms.BooleanField(
        label=_("I have read this and agree."), error_messages={"required": _("Read the text about your data and tick that you agree.")}
    )
    field_order = [
        "name",
        "phone",
        "username",
        "audience",
        "workplace",
        "regency",
        "district",
        "village",
        "email",
        "password",
        "is_adult",
        "consent",
    ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("phone") and not data.get("username") and not {"phone", "username"} & self.errors.keys():
            self.add_error("phone", _("Write your phone number. If you have none, choose a sign-in name below."))
        if password := data.get("password"):
            self._check(password)
        return data

    def _check(self, password: str) -> None:
        data = self.cleaned_data
        known = User(username=data.get("username") or "", phone=data.get("phone"), name=data.get("name", ""), email=data.get("email", ""))
        try:
            validate_password(password, known)
        except forms.ValidationError as error:
            self.add_error("password", error)

    @property
    def identifier(self) -> str:
        """What the person will sign in with, as they wrote it."""
        return self.data["phone"] if self.cleaned_data["phone"] else self.cleaned_data["username"]

    def refuse(self, refusal: throttling.TooManyMisses) -> None:
        self.add_error(None, wait_message(refusal))

    def person(self) -> NewPerson:
        told = {key: self.cleaned_data[key] for key in ("name", "phone", "username", "email", "audience", "workplace")}
        return NewPerson(**told, region=self.cleaned_data["village"])
