"""What this app keeps of a person, told to the person and to whoever erases."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from certificates.models import Certificate
from lms.accounts.models import User


def certificates_section(user: User) -> list[dict[str, Any]]:
    return [
        {
            _("number"): certificate.number,
            _("path"): certificate.facts["path"],
            _("name as issued"): certificate.name,
            _("issued on"): certificate.issued_on.isoformat(),
            _("valid until"): certificate.valid_until.isoformat(),
            _("verification code"): certificate.code,
            _("facts as issued"): certificate.facts,
        }
        for certificate in Certificate.objects.filter(learner=user).order_by("issued_on", "sequence")
    ]


def rests_on(user: User) -> bool:
    """Whether this person was ever given a certificate."""
    return Certificate.objects.filter(learner=user).exists()
