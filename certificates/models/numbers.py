"""Running numbers: one counter a year, in the same transaction as the certificate that takes the number."""

from __future__ import annotations

from django.db import models
from django.db.models import F


class NumberSequence(models.Model):
    """The last number given in a year. A transaction that is rolled back gives its number back, so that no gap arises."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)
    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"

    @classmethod
    def take(cls, year: int) -> int:
        """The next number of the year. The update holds the row until the transaction ends: others wait, and see what came of it."""
        own = cls.objects.filter(year=year)
        if not own.update(last=F("last") + 1):
            cls.objects.get_or_create(year=year)
            own.update(last=F("last") + 1)
        return own.get().last
