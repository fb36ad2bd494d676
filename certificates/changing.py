"""What may happen to a certificate after it was given: it is revoked, or replaced by a corrected one. Nothing of it is edited."""

from __future__ import annotations

import copy
import uuid

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from certificates.facts import LOOK, grouped, office_of
from certificates.issuing import next_number
from certificates.models import Certificate, CertificateSettings, NumberSequence, new_code
from certificates.rendering import forget_document, render_certificate
from certificates.wording import date_in_words, masked, plain
from lms.accounts.models import User


class CertificateIsClosed(Exception):
    """It was revoked or replaced before, or its person was erased, and stays so."""


class CertificateIsOwn(Exception):
    """Nobody revokes or replaces their own: a colleague does."""


def refuse_own(certificate: Certificate, acting_user: User) -> None:
    """Raises CertificateIsOwn."""
    if certificate.learner_id == acting_user.pk:
        raise CertificateIsOwn


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, acting_user: User) -> Certificate:
    """From now on it says "dicabut". Revoking twice is revoking once. Raises CertificateIsClosed for a replaced one, CertificateIsOwn."""
    refuse_own(certificate, acting_user)
    current = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if current.revoked_at is not None:
        return current
    if current.replaced_by_id:
        raise CertificateIsClosed
    current.revoked_at, current.revoked_because = timezone.now(), reason
    current.save(update_fields=["revoked_at", "revoked_because"])
    log(current, "certificates.revoke", user=acting_user, data={"number": current.number, "reason": reason})
    return current


@transaction.atomic
def replace(*, certificate: Certificate, acting_user: User, name: str | None = None) -> Certificate:
    """A new certificate of the same training and result, with a corrected name, given today: the old one points to it.

    Number, code, date, office and signatory are today's, the term stays that of the old one (docs/decisions/0013).
    Replacing what was replaced answers with its successor.
    Raises CertificateIsClosed, CertificateIsOwn.
    """
    refuse_own(certificate, acting_user)
    old = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if old.replaced_by is not None:
        return old.replaced_by
    if not old.may_be_replaced:
        raise CertificateIsClosed
    new = _corrected(old, name or old.name)
    # First the pointer, then the row it points to: only one of the two may stand without a successor at any time.
    Certificate.objects.filter(pk=old.pk).update(replaced_by=new.pk)
    new.save(force_insert=True)
    log(new, "certificates.replace", user=acting_user, data={"number": new.number, "replaces": old.number})
    transaction.on_commit(lambda: render_certificate.enqueue(str(new.pk)))
    return new


@transaction.atomic
def forget_name(user: User) -> None:
    """The person was erased: no record and no file of ours tells their name any more, and the paper can still be checked (decision 11).

    Kept are its first letters and a salted hash, with which a name that somebody types is compared. A second time changes nothing.
    The file is deleted inside the transaction: where that fails, nothing is erased, and erasing can be asked for again.
    """
    for certificate in Certificate.objects.select_for_update().filter(learner=user):
        if certificate.name_hash:
            continue
        hidden, name_hash = masked(certificate.name), make_password(plain(certificate.name))
        certificate.name, certificate.facts = hidden, {**certificate.facts, "name": hidden, "name_hash": name_hash}
        certificate.save(update_fields=["name", "facts"])
        forget_document(certificate)


def _corrected(old: Certificate, name: str) -> Certificate:
    today, settings = timezone.localdate(), CertificateSettings.current()
    new = copy.copy(old)
    new.pk, new.code, new.name, new.issued_on, new.year = uuid.uuid4(), new_code(), name, today, today.year
    new.sequence = NumberSequence.take(today.year)
    new.number = next_number(settings, new.sequence, today)
    address = old.verification_url.removesuffix(old.code)
    new.facts = {
        **old.facts,
        **office_of(settings),
        **LOOK,
        "name": name,
        "number": new.number,
        "verify_url": f"{address}{new.code}",
        "code_grouped": grouped(new.code),
        "issued": [today.year, today.month, today.day],
        "issued_words": date_in_words(today),
    }
    return new
