"""What anyone may learn who holds a certificate: whether it is real and in force.

Enough to see a forgery, too little to learn about a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import check_password

from certificates.models import CODE_ALPHABET, CODE_LENGTH, Certificate, State
from certificates.wording import masked, plain, same_name

ICONS = {State.VALID: "right", State.EXPIRING: "clock", State.EXPIRED: "note", State.REVOKED: "wrong", State.REPLACED: "arrow"}
#: What people take for one another when they copy by hand.
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


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


def normalised_code(typed: str) -> str | None:
    """The code as it is stored, however it was written, also as a whole address; None for what can be no code."""
    last = re.sub(r"[?#].*$", "", typed.strip()).rstrip("/").rpartition("/")[2]
    code = re.sub(r"[\s\-\u2010-\u2015._]+", "", last).upper().translate(_LOOKALIKES)
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET) else None


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
