"""Limits on trying codes and names, counted in the database.

Only misses count: a hall of people who scan real certificates never meets a limit.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q
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
    """This address has tried enough for now."""


def address_key(request: HttpRequest) -> str:
    """The client's address as a keyed digest; all unknown addresses are one."""
    return salted_hmac("certificates.limits.address", client_address(request), algorithm="sha256").hexdigest()[:32]


def count_unknown_code(request: HttpRequest) -> None:
    """Write down a code that nobody has; raise TooManyMisses, and write nothing, beyond the limit. Two queries."""
    own = VerificationMiss.objects.filter(address=address_key(request), certificate=None)
    _count(own.filter(at__gt=timezone.now() - WINDOW).count() >= CODES, request, None)


def look_at_names(request: HttpRequest, certificate: Certificate) -> None:
    """Raise TooManyMisses where no more names may be tried on this certificate. One query."""
    here = Q(address=address_key(request), at__gt=timezone.now() - WINDOW)
    misses = VerificationMiss.objects.filter(certificate=certificate, at__gt=timezone.now() - DAY)
    seen = misses.aggregate(here=Count("pk", filter=here), everywhere=Count("pk"))
    if seen["here"] >= NAMES or seen["everywhere"] >= NAMES_PER_DAY:
        raise TooManyMisses


def count_wrong_name(request: HttpRequest, certificate: Certificate) -> None:
    _count(False, request, certificate)


def _count(too_many: bool, request: HttpRequest, certificate: Certificate | None) -> None:
    if too_many:
        raise TooManyMisses
    VerificationMiss.objects.create(address=address_key(request), certificate=certificate)


def forget_old_misses() -> int:
    """Delete misses that no limit looks at any more; how many."""
    return VerificationMiss.objects.filter(at__lte=timezone.now() - DAY).delete()[0]
