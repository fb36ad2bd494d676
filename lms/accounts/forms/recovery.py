"""A new PIN with the code from the card."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from lms.accounts import recovery, throttling
from lms.accounts.backends import normalised
from lms.accounts.forms.fields import SecretField
from lms.accounts.forms.waiting import wait_message
from lms.accounts.models import User


class UseCodeForm(forms.Form):
    login = forms.CharField(
        label=_("Phone number or sign-in name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Write your phone number or sign-in name.")},
    )
    code = forms.CharField(
        label=_("Code from the card"),
        help_text=_("Eight letters and digits, for example ABCD-2345."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Type the code that stands on the card.")},
    )
    password = SecretField(
        new=True,
        label=_("New PIN or password"),
        help_text=_("Six digits that nobody guesses, or a password of at least eight characters. Remember it well."),
    )

    def clean_password(self) -> str:
        # Before the code is looked at, so that a weak PIN tells nothing about whether there is such a person.
        login = normalised(self.cleaned_data.get("login", ""))
        validate_password(self.cleaned_data["password"], User(username=login, phone=login))
        return str(self.cleaned_data["password"])

    def redeem(self, address: str) -> User | None:
        """Set the new PIN; None, with the reason as an error of the form, when the code or the PIN doesn't fit the person."""
        data: dict[str, Any] = self.cleaned_data
        try:
            return recovery.redeem_code(identifier=data["login"], code=data["code"], new_password=data["password"], address=address)
        except throttling.TooManyMisses as refusal:
            self.add_error(None, wait_message(refusal))
        except recovery.CodeRefused:
            self.add_error(
                "code", _("The code and the number or name don't fit together, or the code is too old. Ask the officer for a new one.")
            )
        except forms.ValidationError as weak:
            self.add_error("password", weak)
        return None
