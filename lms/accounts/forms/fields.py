"""Questions that several forms ask."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.accounts.phones import e164
from lms.accounts.registration import MADE_NAME
from lms.accounts.validators import LONGEST_PASSWORD
from lms.typesetting import without_shape

#: Begins with a letter, so that it can never be taken for a number.
SIGN_IN_NAME = re.compile(r"[a-z][a-z0-9._-]{2,29}")
#: Of addresses, formulas and programs, never of names: a name stands on certificates, in spreadsheets and in pages.
NO_PART_OF_A_NAME = frozenset('=<>";/:@{}[]\\')
#: A NIK, a telephone number: more digits than any name of a place has, whatever stands between them.
NUMBER_OF_SOMEBODY = re.compile(r"\d(?:[\s.\-]?\d){8}")
#: Read by secret-field.js.
WORDS_OF_THE_SWITCH = {"data-show": _("Show"), "data-hide": _("Hide"), "data-letters": _("Use letters"), "data-digits": _("Digits only")}


#: The first letter of each word of a name; "bin" and "binti" are written small.
FIRST_LETTER = re.compile(r"(?<![^\s.(-])(?!bin(?:ti)?\b)[^\W\d_]")


def capitalised(name: str) -> str:
    """A name that was typed in small letters only, as many do on a phone, with capitals; any other as it is."""
    return FIRST_LETTER.sub(lambda found: found[0].upper(), name) if name == name.lower() else name


class NameField(forms.CharField):
    """A name as it shall stand on certificates: spaces and forgotten capitals put right, nothing else changed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Full name"))
        kwargs.setdefault("help_text", _("As it shall stand on your certificate."))
        kwargs.setdefault("error_messages", {"required": _("Write your full name.")})
        super().__init__(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name", "autocapitalize": "words"}), **kwargs)

    def clean(self, value: Any) -> str:
        name = " ".join(unicodedata.normalize("NFC", super().clean(value)).split())
        if name and any(unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cn") for letter in name):
            raise forms.ValidationError(_("The name has a sign in it that can't be printed. Type it anew."))
        if wrong := sorted(NO_PART_OF_A_NAME.intersection(name)):
            message = _("These signs can't stand in a name: %(signs)s Take them out.")
            raise forms.ValidationError(message, params={"signs": " ".join(wrong)})
        if strange := without_shape(name):
            message = _("Certificates can't show %(signs)s. Write your name in Latin letters, as on your identity card.")
            raise forms.ValidationError(message, params={"signs": " ".join(strange)})
        if name and not any(letter.isalpha() for letter in name):
            raise forms.ValidationError(_("Write your name with letters."))
        if sum(letter.isdigit() for letter in name) > 4:
            raise forms.ValidationError(_("Write a name, not a number."))
        return capitalised(name)


class WorkplaceField(forms.CharField):
    """A posyandu, a school, an office, in free words: the one place where people might write what Betang doesn't ask for."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Workplace or group"))
        kwargs.setdefault("help_text", _("For example your posyandu, school or village office."))
        super().__init__(max_length=120, **kwargs)

    def clean(self, value: Any) -> str:
        words = " ".join(super().clean(value).split())
        seen = "".join(sign for sign in words if unicodedata.category(sign) not in ("Cc", "Cf"))
        if NUMBER_OF_SOMEBODY.search(seen):
            raise forms.ValidationError(
                _("Write only the name of the place. Betang asks for no NIK, and for phone numbers in their own field.")
            )
        return seen


class PhoneField(forms.CharField):
    """A number in any way of writing; cleaned to E.164 form, or None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Phone number"))
        kwargs.setdefault("help_text", _("For example 0812-3456-7890."))
        attrs = {"inputmode": "tel", "autocomplete": "tel"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str | None:
        written = super().clean(value)
        if not written:
            return None
        number = e164(written)
        if number is None:
            raise forms.ValidationError(_("Check the phone number: it should look like 0812-3456-7890."))
        return number


class SignInNameField(forms.CharField):
    """A name to sign in with, for people without a number. ``kept``: the one they have, which may stay whoever gave it."""

    def __init__(self, *, kept: str = "", **kwargs: Any) -> None:
        self.kept = kept
        kwargs.setdefault("label", _("Sign-in name"))
        attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        name = str(super().clean(value)).lower()
        if name in ("", self.kept):
            return name
        if name.startswith(MADE_NAME):
            raise forms.ValidationError(
                _("Names that begin with “%(begin)s” are given by Betang. Choose another."), params={"begin": MADE_NAME}
            )
        if not SIGN_IN_NAME.fullmatch(name):
            raise forms.ValidationError(
                _("Use 3 to 30 letters or digits, beginning with a letter, without spaces. For example siti.seruyan27.")
            )
        return name


class SecretField(forms.CharField):
    """A PIN or password. Kept in the form when it is shown again: nothing is asked twice, and the page is never kept."""

    def __init__(self, *, new: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("PIN or password"))
        kwargs.setdefault("error_messages", {"required": _("Type your PIN or password.")})
        attrs = {"autocomplete": "new-password" if new else "current-password", "data-secret": "", **WORDS_OF_THE_SWITCH}
        widget = forms.PasswordInput(render_value=new, attrs=attrs)
        super().__init__(strip=False, max_length=LONGEST_PASSWORD, widget=widget, **kwargs)
