"""What anyone may learn who holds a certificate: whether it is real and in force.

Enough to see a forgery, too little to learn about a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import check_password

from certificates.models import Certificate, State
from certificates.wording import masked, plain, same_name

ICONS = {State.VALID: "right", State.EXPIRING: "clock", State.EXPIRED: "note", State.REVOKED: "wrong", State.REPLACED: "arrow"}


@dataclass(frozen=True)
class Finding:
    """What the verification page shows. No village, no score, no phone, no full name."""

    code: str
    code_grouped: str
    state: State
    icon: str
    number: str
    masked_name: str
    path: str
    jp: str
    office: str
    completed: date
    issued_on: date
    valid_until: date


def find(code: str) -> Certificate | None:
    """One query."""
    return Certificate.objects.filter(code=code).first()


def bears_name(certificate: Certificate, typed: str) -> bool:
    """Whether the typed name is the one on the paper. Of an erased person only a salted hash of it is kept."""
    if certificate.name_hash:
        return check_password(plain(typed), certificate.name_hash)
    return same_name(typed, certificate.name)


def finding_of(certificate: Certificate) -> Finding:
    """One query at most, for the setting of what counts as soon."""
    facts, state = certificate.facts, certificate.state()
    return Finding(
        code=certificate.code,
        code_grouped=facts["code_grouped"],
        state=state,
        icon=ICONS[state],
        number=certificate.number,
        masked_name=masked(certificate.name),
        path=facts["path"],
        jp=facts["jp_number"],
        office=facts["office_short"],
        completed=date.fromisoformat(facts["completed"]),
        issued_on=certificate.issued_on,
        valid_until=certificate.valid_until,
    )
