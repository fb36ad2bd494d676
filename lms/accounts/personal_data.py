"""Everything that is kept about a person, for the person: shown, and downloaded as JSON.

Other apps add what they keep, in ``AppConfig.ready``: ``register_section(_("Learning"), function)`` with
``function(user) -> list | dict`` of what JSON can hold. The name is read as a heading, so translate it lazily.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.accounts.models import User
from lms.accounts.phones import as_written

Section = Callable[[User], Any]
_sections: dict[Any, Section] = {}


def register_section(name: Any, function: Section) -> None:
    """Add a section; registering the same name twice keeps the last."""
    _sections[name] = function


def sections_of(user: User) -> dict[str, Any]:
    return {str(name): function(user) for name, function in _sections.items()}


def download_of(user: User) -> dict[str, Any]:
    return {_("made on"): timezone.now().isoformat(), **sections_of(user)}


def _account(user: User) -> dict[str, Any]:
    return {
        _("full name"): user.name,
        _("sign-in name"): user.username,
        _("phone number"): as_written(user.phone),
        _("e-mail"): user.email,
        _("I am"): str(user.get_audience_display()),
        _("workplace or group"): user.workplace,
        _("village"): user.region.full_name if user.region else "",
        _("region of responsibility"): user.scope.full_name if user.scope else "",
        _("declared to be 18 or older on"): user.adult_declared_at.isoformat() if user.adult_declared_at else "",
        _("joined"): user.date_joined.isoformat(),
        _("last signed in"): user.last_login.isoformat() if user.last_login else "",
    }


def _consents(user: User) -> list[dict[str, Any]]:
    return [
        {
            _("given on"): consent.given_at.isoformat(),
            _("given"): str(consent.get_channel_display()),
            _("version"): str(consent.text),
            _("helped by"): str(consent.helped_by or ""),
            _("text"): consent.text.text,
        }
        for consent in user.consents.select_related("text", "helped_by")
    ]


register_section(gettext_lazy("Account"), _account)
register_section(gettext_lazy("Consent"), _consents)
