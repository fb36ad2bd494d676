"""What guards the sign-in: misses that were counted, and one-time codes that an officer handed out."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SignInFailure(models.Model):
    """One miss. Account and address are keyed digests, so that the table names nobody."""

    account = models.CharField(max_length=32)
    address = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField(default=timezone.now)
    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            models.Index(fields=["account", "at"], name="sign_in_failure_account"),
            models.Index(fields=["address", "at"], name="sign_in_failure_address"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class SignInCode(models.Model):
    """A one-time code for a person who forgot their PIN. Only its hash is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sign_in_codes", verbose_name=_("person"))
    hash = models.CharField(max_length=128, editable=False)
    issued_at = models.DateTimeField(_("handed out on"), default=timezone.now)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("handed out by")
    )
    expires_at = models.DateTimeField(_("usable until"))
    used_at = models.DateTimeField(_("used on"), null=True, blank=True)
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("one-time sign-in code")
        verbose_name_plural = _("one-time sign-in codes")
        indexes = [models.Index(fields=["user", "expires_at"], name="sign_in_code_user")]

    def __str__(self) -> str:
        return f"{self.issued_at:%Y-%m-%d %H:%M}"
