"""Limits on trying codes and names, counted in the database.

A name is written down as a miss before it is compared, and struck out when it was right: of any number of parallel tries no more
than the limit is compared (see ``lms.accounts.throttling``). Only misses stay: a hall of people who scan real certificates never
meets a limit. A code is always looked up, and shown when it is right: 130 bits are not guessed. Its limit spares the server.
"""

from __future__ import annotations

from datetime import timedelta
from typing import NoReturn

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from certificates.models import Certificate, VerificationMiss
from lms.accounts.addresses import client_address

WINDOW = timedelta(minutes=10)
DAY = timedelta(days=1)
CODES = 20
NAMES = 5
#: Of one certificate, from everywhere together.
NAMES_PER_DAY = 50


class TooManyMisses(Exception):
    """Enough was tried. ``minutes`` is the longest wait, or None where the certificate rests for a day, for whoever asks."""

    def __init__(self, minutes: int | None) -> None:
        super().__init__("too many misses")
        self.minutes = minutes


def address_key(request: HttpRequest) -> str:
    """The client's address as a keyed digest; all unknown addresses are one."""
    return salted_hmac("certificates.limits.address", client_address(request), algorithm="sha256").hexdigest()[:32]


def count_unknown_code(request: HttpRequest) -> None:
    """Count a code that nobody has; raise TooManyMisses, and keep no count, beyond the limit. Two queries."""
    own = VerificationMiss.objects.create(address=address_key(request))
    if _others(own, WINDOW).filter(address=own.address).count() >= CODES:
        _refuse(own, WINDOW)


def begin_name(request: HttpRequest, certificate: Certificate) -> VerificationMiss:
    """Count a name as a miss; to be deleted when it was right. Raises TooManyMisses where it must not be compared. Two queries."""
    own = VerificationMiss.objects.create(address=address_key(request), certificate=certificate)
    here = Q(address=own.address, at__gt=own.at - WINDOW)
    seen = _others(own, DAY).aggregate(here=Count("pk", filter=here), everywhere=Count("pk"))
    if seen["everywhere"] >= NAMES_PER_DAY:
        _refuse(own, None)
    if seen["here"] >= NAMES:
        _refuse(own, WINDOW)
    return own


def _others(own: VerificationMiss, window: timedelta) -> QuerySet[VerificationMiss]:
    return VerificationMiss.objects.filter(certificate=own.certificate, at__gt=own.at - window).exclude(pk=own.pk)


def _refuse(own: VerificationMiss, wait: timedelta | None) -> NoReturn:
    """What is refused is not counted: nothing stays shut for ever."""
    own.delete()
    raise TooManyMisses(wait.seconds // 60 if wait else None)


def forget_old_misses() -> int:
    """Delete misses that no limit looks at any more; how many."""
    return VerificationMiss.objects.filter(at__lte=timezone.now() - DAY).delete()[0]
