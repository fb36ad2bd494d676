"""A person forgot their PIN: an officer hands them a one-time code on a printed card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from wagtail.log_actions import log

from lms.accounts import throttling
from lms.accounts.backends import SignInBackend, normalised, person_called
from lms.accounts.models import SignInCode, User
from lms.accounts.permissions import may_give_code

#: Nothing that looks like something else when it is read out or written by hand.
ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
LENGTH = 8
VALID_FOR = timedelta(hours=48)


class CodeRefused(Exception):
    """No such code for this person, or used, or too old, or taken back. Which of these is not told."""


@dataclass(frozen=True)
class IssuedCode:
    """The only place where the code can be read."""

    code: str
    expires_at: datetime

    def __str__(self) -> str:
        return f"{self.code[:4]}-{self.code[4:]}"


def normalised_code(text: str) -> str:
    return "".join(sign for sign in text.upper() if sign.isalnum())


@transaction.atomic
def issue_code(*, user: User, acting_user: User, form_id: UUID | None = None) -> IssuedCode:
    """A new code for ``user``; those handed out before are void. PermissionDenied where ``acting_user`` may not.

    The same form sent again gets the code that it made, so that the card in hand and the page in sight never differ; CodeRefused once
    that code is used, void or too old. After the night, which removes such codes, the form of yesterday makes its code anew.
    """
    if not may_give_code(acting_user, user):
        raise PermissionDenied("may not hand out a code to this person")
    # Of two taps the second waits until the first has made its code.
    User.objects.select_for_update().get(pk=user.pk)
    now, code = timezone.now(), _code_of(form_id or uuid4(), user, acting_user)
    made = next((row for row in user.sign_in_codes.all() if check_password(code, row.hash)), None) if form_id else None
    if made is None:
        user.sign_in_codes.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
        made = user.sign_in_codes.create(hash=make_password(code), issued_by=acting_user, expires_at=now + VALID_FOR)
        log(instance=user, action="accounts.issue_code", user=acting_user)
    if made.used_at or made.expires_at <= now:
        raise CodeRefused
    return IssuedCode(code, made.expires_at)


def _code_of(form_id: UUID, user: User, acting_user: User) -> str:
    """Guessed by nobody who lacks the site's secret or the id of the officer's form, which is kept nowhere."""
    digest = salted_hmac("accounts.sign_in_code", f"{form_id}:{acting_user.pk}:{user.pk}", algorithm="sha256").digest()
    number, signs = int.from_bytes(digest), ""
    while len(signs) < LENGTH:
        number, sign = divmod(number, len(ALPHABET))
        signs += ALPHABET[sign]
    return signs


def redeem_code(*, identifier: str, code: str, new_password: str, address: str) -> User:
    """Set a new PIN with a code; raise CodeRefused, TooManyMisses, or ValidationError. Does the same work for unknown names.

    Whether the new PIN suits this person (staff need a password) is looked at once the code has fitted, and costs no code.
    """
    attempt = throttling.begin(account=normalised(identifier), address=address, purpose="code")
    person = person_called(identifier)
    usable = SignInCode.objects.filter(user=person, used_at=None, expires_at__gt=timezone.now()).last() if person else None
    if not (_fits(code, usable) and person and usable and SignInBackend().user_can_authenticate(person)):
        raise CodeRefused
    attempt.was_right()
    validate_password(new_password, person)
    _set_password(person, usable, new_password)
    return person


def _fits(code: str, usable: SignInCode | None) -> bool:
    if usable is None:
        make_password(code)
        return False
    return check_password(normalised_code(code), usable.hash)


@transaction.atomic
def _set_password(person: User, usable: SignInCode, new_password: str) -> None:
    """Use the code up, set the PIN and open the account; of two at once the second finds the code used. All sessions of the person end."""
    if not SignInCode.objects.filter(pk=usable.pk, used_at=None).update(used_at=timezone.now()):
        raise CodeRefused
    person.set_password(new_password)
    person.save(update_fields=["password"])
    throttling.forget(normalised(name) for name in (person.username, person.phone) if name)
    log(instance=person, action="accounts.redeem_code", user=person)


def forget_old_codes() -> int:
    """Delete codes that can't be used any more; the audit log keeps that they were handed out."""
    expired = SignInCode.objects.filter(expires_at__lte=timezone.now())
    used = SignInCode.objects.exclude(used_at=None)
    return expired.delete()[0] + used.delete()[0]
