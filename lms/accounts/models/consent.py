"""Proof of consent: which text, when, through whom. A text that was agreed to is never changed; a new version asks again."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How the consent was given."""

    ONLINE = "online", _("on this site")
    OFFICER = "officer", _("on paper, entered by an officer")
    IMPORT = "import", _("on paper, imported")


class ConsentText(models.Model):
    version = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=5, default="id")
    text = models.TextField(_("text"))
    digest = models.CharField(_("SHA-256 of the text"), max_length=64, editable=False)
    published_at = models.DateTimeField(_("published on"), default=timezone.now)

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering = ["-version", "language"]
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="one_consent_text_per_version")]

    def __str__(self) -> str:
        return f"{self.language}-{self.version}"

    @staticmethod
    def digest_of(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()


class Consent(models.Model):
    """One person agreed to one text. Stays when the person is anonymised; then it names nobody."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="consents", verbose_name=_("person"))
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="consents", verbose_name=_("text"))
    given_at = models.DateTimeField(_("given on"), default=timezone.now)
    channel = models.CharField(_("given"), max_length=10, choices=Channel, default=Channel.ONLINE)
    helped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("helped by")
    )
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at"]
        constraints = [models.UniqueConstraint(fields=["user", "text"], name="one_consent_per_person_and_text")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.text}"
