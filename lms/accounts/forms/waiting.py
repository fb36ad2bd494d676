"""How a limit is told to the person who met it: the same for everybody, known or not."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.accounts.throttling import DAY, TooManyMisses


def wait_message(refusal: TooManyMisses) -> forms.ValidationError:
    if refusal.wait >= DAY:
        return forms.ValidationError(
            _("Too many tries today. Try again tomorrow. Forgot your PIN? Ask an officer for a code."), code="too_many_misses"
        )
    return forms.ValidationError(
        _("Too many tries. Wait %(minutes)d minutes and try again. Forgot your PIN? Ask an officer for a code."),
        code="too_many_misses",
        params={"minutes": refusal.minutes},
    )
