"""What is counted to keep people from trying codes and names."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class VerificationMiss(models.Model):
    """A code that nobody has, or a name that is not on the certificate. The address is a keyed digest: the table names nobody."""

    address = models.CharField(max_length=32)
    certificate = models.ForeignKey("certificates.Certificate", models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            models.Index(fields=["address", "at"], name="verification_miss_address"),
            models.Index(fields=["certificate", "at"], name="verification_miss_paper"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
