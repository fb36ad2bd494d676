"""Limits on guessing, counted in the database.

A try is written down as a miss before the secret is looked at, and struck out when it was right. So of any number of parallel
guesses no more than the limit is ever looked at, on every database, without a lock: each try sees all that were written before it.

Per account *and* address the delay grows, so that a stranger elsewhere doesn't slow a person down. Per account there is a cap for a
day from everywhere together: who uses it up on purpose keeps the person out, until an officer's code opens the account. Per
address there is room for a whole village of whom everybody has forgotten their PIN: only misses count, a right try takes back the
misses of that account, and each purpose has an allowance of its own, so that codes from the officer work where PINs no longer do.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from lms.accounts.models import SignInFailure

DAY = timedelta(days=1)
FREE_MISSES = 5
#: Seconds to wait after the fifth, sixth … miss; from the tenth on a quarter of an hour.
DELAYS = (10, 20, 40, 80, 160)
LONGEST_DELAY = 15 * 60
#: From all addresses together. A person may have a number and a name to sign in with: 100 guesses a day at most.
ACCOUNT_MISSES_PER_DAY = 50
#: A hall of a hundred people, three tries each.
ADDRESS_MISSES = 300
ADDRESS_WINDOW = timedelta(minutes=10)
#: One PIN tried on many accounts: so many different accounts missed from one address.
ADDRESS_ACCOUNTS_PER_HOUR = 100
ADDRESS_ACCOUNTS_PER_DAY = 200


class TooManyMisses(PermissionDenied):
    """This try was not looked at. After ``wait`` one will be, unless others miss meanwhile."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("too many misses")
        self.wait = wait

    @property
    def minutes(self) -> int:
        return max(1, math.ceil(self.wait.total_seconds() / 60))


@dataclass(frozen=True)
class Try:
    """One try that may be looked at. It counts as a miss until ``was_right`` is called."""

    account: str
    address: str

    def was_right(self) -> None:
        SignInFailure.objects.filter(account=self.account, address=self.address).delete()


def _key(kind: str, value: str) -> str:
    return salted_hmac(f"lms.accounts.throttling.{kind}", value, algorithm="sha256").hexdigest()[:32]


def delay_after(misses: int) -> timedelta:
    """How long an account rests after so many misses from one address."""
    if misses < FREE_MISSES:
        return timedelta(0)
    step = misses - FREE_MISSES
    return timedelta(seconds=DELAYS[step] if step < len(DELAYS) else LONGEST_DELAY)


def begin(*, account: str, address: str, purpose: str = "password") -> Try:
    """Count a try for ``account`` (a normalised identifier) from ``address``; raise TooManyMisses where it must not be looked at."""
    attempt = Try(_key(purpose, account), _key(f"address.{purpose}", address) if address else "")
    now = timezone.now()
    row = SignInFailure.objects.create(account=attempt.account, address=attempt.address, at=now)
    if wait := _wait(attempt, now, row.pk):
        row.delete()
        raise TooManyMisses(wait)
    return attempt


def _wait(attempt: Try, now: datetime, own: int) -> timedelta:
    """The longest that any limit asks for; none where no limit is reached."""
    seen = _misses(attempt, now, own)
    rest = seen["last"] + delay_after(seen["pair"]) - now if seen["last"] else timedelta(0)
    limits = (
        (seen["everywhere"] >= ACCOUNT_MISSES_PER_DAY, DAY),
        (seen["accounts_day"] >= ADDRESS_ACCOUNTS_PER_DAY, DAY),
        (seen["accounts_hour"] >= ADDRESS_ACCOUNTS_PER_HOUR, timedelta(hours=1)),
        (seen["recent"] >= ADDRESS_MISSES, ADDRESS_WINDOW),
    )
    return max(timedelta(0), rest, *(wait for is_reached, wait in limits if is_reached))


def _misses(attempt: Try, now: datetime, own: int) -> dict[str, Any]:
    """All counts in one query."""
    account, address = Q(account=attempt.account), Q(address=attempt.address) & ~Q(address="")
    pair = account & Q(address=attempt.address)
    return (
        SignInFailure.objects.filter(account | address, at__gt=now - DAY)
        .exclude(pk=own)
        .aggregate(
            pair=Count("pk", filter=pair),
            last=Max("at", filter=pair),
            everywhere=Count("pk", filter=account),
            recent=Count("pk", filter=address & Q(at__gt=now - ADDRESS_WINDOW)),
            accounts_hour=Count("account", distinct=True, filter=address & Q(at__gt=now - timedelta(hours=1))),
            accounts_day=Count("account", distinct=True, filter=address),
        )
    )


def forget(accounts: Iterable[str], purpose: str = "password") -> None:
    """Take back all misses of these accounts (normalised identifiers), from wherever they came."""
    SignInFailure.objects.filter(account__in=[_key(purpose, account) for account in accounts]).delete()


def forget_old() -> int:
    """Delete misses that no limit looks at any more; how many."""
    return SignInFailure.objects.filter(at__lte=timezone.now() - DAY).delete()[0]
