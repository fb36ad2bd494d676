"""Running numbers: one counter a year, in the same transaction as the certificate that takes the number."""

from __future__ import annotations

from django.db import models


class NumberSequence(models.Model):
    """The last number given in a year. A transaction that is rolled back gives its number back, so that no gap arises."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)
    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"

    @classmethod
    def take(cls, year: int) -> int:
        """The next number of the year. Holds the row until the transaction ends: others wait, and see what came of it."""
        cls.objects.get_or_create(year=year)
        counter = cls.objects.select_for_update().get(year=year)
        counter.last += 1
        counter.save(update_fields=["last"])
        return counter.last
