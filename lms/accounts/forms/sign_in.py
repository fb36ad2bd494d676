"""Signing in and proving again who one is. allauth's forms in our words, with our limits."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.forms.fields import InvalidJSONInput
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from lms.accounts import throttling
from lms.accounts.addresses import client_address
from lms.accounts.forms.fields import SecretField
from lms.accounts.forms.waiting import wait_message
from lms.accounts.models import User
from lms.accounts.second_factor import is_first_use
from lms.accounts.sessions import OWN_PHONE
from lms.accounts.validators import needs_long_password


class SignInForm(allauth_forms.LoginForm):
    """Phone number or sign-in name, PIN or password, and whose phone it is."""

    own_phone = forms.BooleanField(
        label=_("This is my own phone"),
        required=False,
        help_text=_("Then you stay signed in for 30 days, unless you are staff. Don't tick this on a shared phone."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["login"] = forms.CharField(
            label=_("Phone number or sign-in name"),
            max_length=60,
            widget=forms.TextInput(attrs=attrs),
            error_messages={"required": _("Write your phone number or sign-in name.")},
        )
        self.fields["password"] = SecretField()
        self.order_fields(["login", "password", "own_phone"])

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        request.session[OWN_PHONE] = self.cleaned_data["own_phone"]
        response: HttpResponse = super().login(request, redirect_url)
        return response


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    password = SecretField()


class ChangeSecretForm(allauth_forms.UserForm):
    """The old PIN or password, and the new one. Asked once each; the switch shows what was typed."""

    user: User
    oldpassword = SecretField(label=_("PIN or password until now"))
    password1 = SecretField(
        new=True,
        label=_("New PIN or password"),
        help_text=_("Six digits that nobody guesses, or a password of at least eight characters. Remember it well."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needs_long_password(self.user):
            words = _("A password of at least %(n)d characters. Remember it well.")
            self.fields["password1"].help_text = words % {"n": settings.STAFF_PASSWORD_LENGTH}

    def clean_oldpassword(self) -> str:
        old = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, old):
            raise get_adapter().validation_error("enter_current_password")
        return str(old)

    def clean_password1(self) -> str:
        validate_password(self.cleaned_data["password1"], self.user)
        return str(self.cleaned_data["password1"])

    def save(self) -> None:
        get_adapter().set_password(self.user, self.cleaned_data["password1"])


class CountedCodeMixin(forms.Form):
    """Counts wrong codes in the database, as wrong PINs are counted: six digits could be tried through otherwise."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Code of six digits")
        field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}
        field.error_messages["required"] = _("Type the six digits that your authenticator app shows.")

    def clean_code(self) -> str:
        try:
            attempt = throttling.begin(account=str(self.user.pk), address=client_address(context.request), purpose="second-factor")
        except throttling.TooManyMisses as refusal:
            raise wait_message(refusal) from refusal
        code: str = super().clean_code()  # type: ignore[misc]
        attempt.was_right()
        return code


class AnswerOfKey(forms.JSONField):
    """JSON nested too deeply or with endless numbers, which Django's field lets through, is as wrong as any that is broken."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except (ValueError, RecursionError) as unreadable:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from unreadable

    def bound_data(self, data: Any, initial: Any) -> InvalidJSONInput:
        """Back into the page as it came, unread."""
        return InvalidJSONInput(data or "")


class NameOfKey(forms.CharField):
    """So that its owner knows it again, in a list or when one is lost."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Name of the key"), max_length=60, help_text=_("For example “Office phone”."), **kwargs)


class AddKeyForm(webauthn_forms.AddWebAuthnForm):
    name = NameOfKey(required=False)
    credential = AnswerOfKey()


class RenameKeyForm(webauthn_forms.EditWebAuthnForm):
    name = NameOfKey(error_messages={"required": _("Write a name for the key.")})


class AuthenticateWithKeyForm(webauthn_forms.AuthenticateWebAuthnForm):
    credential = AnswerOfKey()


class ReauthenticateWithKeyForm(webauthn_forms.ReauthenticateWebAuthnForm):
    credential = AnswerOfKey()


class OnceMixin(CountedCodeMixin):
    """A code of the authenticator app works once, whichever worker is asked."""

    authenticator: Authenticator

    def clean_code(self) -> str:
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP and not is_first_use(self.authenticator, code):
            raise mfa_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(OnceMixin, mfa_forms.AuthenticateForm):
    pass


class MfaReauthenticateForm(OnceMixin, mfa_forms.ReauthenticateForm):
    pass


class ActivateTOTPForm(CountedCodeMixin, totp_forms.ActivateTOTPForm):
    pass
