"""What is asked before words of a leader, or a number to call, are published. A draft may lack it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from modules.draft_forms import DraftForm


class LeaderMessageForm(DraftForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.is_deferred_validation and cleaned.get("audio") and not cleaned.get("transcript"):
            self.add_error("transcript", _("Write word for word what is said: many read it where they cannot listen."))
        return cleaned


class HelpChannelForm(DraftForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.is_deferred_validation and not cleaned.get("verified_on"):
            self.add_error("verified_on", _("Call the number first, and write on which day it was answered. Until then save a draft."))
        return cleaned
