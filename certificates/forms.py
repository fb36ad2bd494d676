from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from certificates.verification import normalised_code
from lms.accounts.forms.fields import NameField


class VerificationCodeForm(forms.Form):
    """The code below the QR code of a certificate."""

    kode = forms.CharField(
        label=_("Verification code"),
        max_length=200,
        help_text=_("26 letters and digits, beside the QR code. Small letters, spaces and dashes do no harm."),
        error_messages={"required": _("Type the code that stands beside the QR code.")},
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_kode(self) -> str:
        code = normalised_code(self.cleaned_data["kode"])
        if code is None:
            raise ValidationError(_("This is not a whole code. A code has 26 letters and digits; compare it with the certificate."))
        return code


class NameOnPaperForm(forms.Form):
    """The full name on the certificate, to be compared."""

    nama = forms.CharField(
        label=_("Full name on the certificate"),
        max_length=200,
        help_text=_("Type it as it stands on the paper, with titles."),
        error_messages={"required": _("Type the name that stands on the certificate.")},
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        widget=forms.TextInput,
        help_text=_("Kept in the log. It is not shown to the public. Write no name: the reason stays when the person is erased."),
        error_messages={"required": _("Write why the certificate is revoked.")},
    )


class _CorrectedName(NameField):
    """Somebody else's name: the browser must not offer that of the officer."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "autocomplete": "off"}


class ReplaceForm(forms.Form):
    name = _CorrectedName(
        label=_("Corrected name"),
        help_text=_("As it shall stand on the new certificate."),
        error_messages={"required": _("Write the name as it shall stand on the new certificate.")},
    )
