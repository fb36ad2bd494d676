"""Correcting and erasing what is kept about oneself."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lms.accounts import throttling
from lms.accounts.addresses import client_address
from lms.accounts.correction import details_of
from lms.accounts.forms.fields import SecretField, SignInNameField
from lms.accounts.forms.sign_up import AboutMeForm
from lms.accounts.forms.waiting import wait_message
from lms.accounts.models import User
from lms.accounts.phones import as_written
from lms.accounts.registration import MADE_NAME
from lms.accounts.validators import NotYourselfValidator
from lms.regions.picker import opened_at


def _prove(user: User, password: str) -> str:
    """The PIN or password, where it is this person's; misses are counted as at the sign-in."""
    if not get_adapter().reauthenticate(user, password):
        raise get_adapter().validation_error("incorrect_password")
    return password


class CorrectForm(AboutMeForm):
    #: Chosen by who signs in with a number and may lose it, corrected by who has one.
    username = SignInNameField(
        required=False, help_text=_("Only if you have no phone number any more. For example siti.seruyan27: a name that nobody else has.")
    )
    password = SecretField(
        required=False,
        label=_("Your PIN or password"),
        help_text=_("Only for a new phone number or sign-in name, so that nobody else can change what you sign in with."),
    )
    field_order = ["name", "username", "phone", "password", "audience", "workplace", "regency", "district", "village", "email"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        kwargs.setdefault("initial", {**details_of(user), "phone": as_written(user.phone), **opened_at(user.region)})
        super().__init__(*args, **kwargs)
        if not user.username.startswith(MADE_NAME):
            self.initial.setdefault("username", user.username)
            self.fields["username"] = SignInNameField(
                kept=user.username,
                help_text=_("You can sign in with this name. Small letters and digits, for example siti.seruyan27."),
                error_messages={"required": _("Write the name that you want to sign in with.")},
            )

    def clean_phone(self) -> str | None:
        phone: str | None = self.cleaned_data["phone"]
        is_only_way_in = not self.cleaned_data.get("username") and "username" not in self.errors
        if not phone and is_only_way_in:
            raise forms.ValidationError(_("You sign in with this number. Write the new one here, or choose a sign-in name below."))
        return phone

    def clean_password(self) -> str:
        """The session may be open on a shared phone: whoever changes the number would take the account with them."""
        password = str(self.cleaned_data["password"])
        if not self.changes_sign_in:
            return password
        if not password:
            raise forms.ValidationError(_("To change your phone number or sign-in name, type your PIN or password too."))
        _prove(self.user, password)
        self._compare(password)
        return password

    def _compare(self, password: str) -> None:
        """As at sign-up. Only with what is new: nobody is stopped by a PIN that already stood in the number of before."""
        phone = self.cleaned_data.get("phone")
        try:
            NotYourselfValidator().validate(password, User(username=self.new_username, phone=phone if phone != self.user.phone else None))
        except forms.ValidationError as guessable:
            words = _("Your PIN or password stands in the new number or sign-in name. Change it first, in My data.")
            raise forms.ValidationError(words, code="own_number") from guessable

    @property
    def changes_sign_in(self) -> bool:
        return self.cleaned_data.get("phone", self.user.phone) != self.user.phone or bool(self.new_username)

    @property
    def new_username(self) -> str:
        """The sign-in name that is chosen now; empty where it stays as it is."""
        chosen = str(self.cleaned_data.get("username") or "")
        return "" if chosen == self.user.username else chosen

    def count_sign_in_change(self, request: HttpRequest) -> None:
        """Trying numbers and names to learn whose are taken is counted like guessing a PIN."""
        if not self.changes_sign_in:
            return
        try:
            throttling.begin(account=str(self.user.pk), address=client_address(request), purpose="number")
        except throttling.TooManyMisses as refusal:
            self.add_error(None, wait_message(refusal))

    def refuse_taken(self) -> None:
        """The new number or name is somebody else's."""
        if self.new_username:
            self.add_error("username", _("This name or number can't be used. Choose another name."))
        else:
            self.add_error("phone", _("This number can't be used. If it is yours, ask an officer for help."))

    def details(self) -> dict[str, Any]:
        data = self.cleaned_data
        told = {key: data[key] for key in ("name", "phone", "email", "audience", "workplace")}
        chosen = {"username": self.new_username} if self.new_username else {}
        return {**told, **chosen, "region": data["village"]}


class EraseForm(forms.Form):
    password = SecretField(label=_("Your PIN or password"), help_text=_("So that nobody else can delete your account."))
    sure = forms.BooleanField(
        label=_("Yes, delete my account for good."), error_messages={"required": _("Tick this if you want your account to be deleted.")}
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        return _prove(self.user, str(self.cleaned_data["password"]))
