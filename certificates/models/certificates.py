"""Certificates: evidence kept as it was on the day it was given."""

from __future__ import annotations

import secrets
import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.models.settings import CertificateSettings
from modules.models import LearnerRecordQuerySet

if TYPE_CHECKING:
    from modules.models import Enrolment

#: Upper-case letters and digits that nobody confuses (Crockford's base 32): 26 of them are 130 bits.
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 26


def new_code() -> str:
    """A verification code: 130 bits from the system's random source."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


class State(models.TextChoices):
    """What a certificate is today. Computed from dates and facts, never stored."""

    VALID = "valid", _("valid")
    EXPIRING = "expiring", _("expiring soon")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("revoked")
    REPLACED = "replaced", _("replaced")


class CertificateQuerySet(LearnerRecordQuerySet):
    """The filters say exactly what ``Certificate.state`` says; ``window`` is the days before the end that count as "expiring soon"."""

    def standing(self) -> CertificateQuerySet:
        """The one certificate of each person, path and cycle that no correction has replaced."""
        return self.filter(replaced_by=None)

    def in_force(self, today: date | None = None) -> CertificateQuerySet:
        """Valid or expiring soon: whom a statistic may call certified."""
        return self.filter(revoked_at=None, replaced_by=None, valid_until__gte=today or timezone.localdate())

    def expiring(self, today: date | None = None, window: int | None = None) -> CertificateQuerySet:
        return self.in_force(today).filter(valid_until__lte=_edge(today, window))

    def with_state(self, today: date | None = None, window: int | None = None) -> CertificateQuerySet:
        """Each with its state as ``state_now``, for lists: the setting is read once."""
        today = today or timezone.localdate()
        return self.annotate(
            state_now=Case(
                When(revoked_at__isnull=False, then=Value(State.REVOKED.value)),
                When(replaced_by__isnull=False, then=Value(State.REPLACED.value)),
                When(valid_until__lt=today, then=Value(State.EXPIRED.value)),
                When(valid_until__lte=_edge(today, window), then=Value(State.EXPIRING.value)),
                default=Value(State.VALID.value),
                output_field=models.CharField(),
            )
        )


def _edge(today: date | None, window: int | None) -> date:
    """The last end of validity that counts as soon."""
    days = CertificateSettings.current().expiring_days if window is None else window
    return (today or timezone.localdate()) + timedelta(days=days)


class Certificate(models.Model):
    """One per person, path and cycle. ``facts`` is everything that stands on the paper, as issued; see ``certificates.facts``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="certificates", verbose_name=_("learner"))
    enrolment: models.ForeignKey[Enrolment, Enrolment] = models.ForeignKey(
        "modules.Enrolment", models.PROTECT, related_name="certificates", verbose_name=_("enrolment")
    )
    path = models.ForeignKey("modules.Path", models.PROTECT, related_name="certificates", verbose_name=_("path"))
    path_key = models.UUIDField(editable=False)
    cycle = models.PositiveSmallIntegerField(_("cycle"), default=1)
    number = models.CharField(_("number"), max_length=80, unique=True)
    year = models.PositiveSmallIntegerField(_("year"))
    sequence = models.PositiveIntegerField(_("running number"))
    code = models.CharField(_("verification code"), max_length=CODE_LENGTH, unique=True, default=new_code)
    name = models.CharField(_("name as issued"), max_length=120)
    region_code = models.CharField(_("region as issued"), max_length=13, blank=True, db_index=True)
    facts = models.JSONField(_("facts as issued"))
    issued_on = models.DateField(_("issued on"), default=timezone.localdate)
    valid_until = models.DateField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked on"), null=True, blank=True)
    revoked_because = models.CharField(_("reason"), max_length=200, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by"))
    #: Only of rows from ``with_state``.
    state_now: str

    objects = CertificateQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_on", "-sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "path_key", "cycle"], condition=Q(replaced_by=None), name="one_certificate_per_cycle"
            ),
            models.UniqueConstraint(fields=["year", "sequence"], name="certificate_numbers_are_used_once"),
        ]
        permissions = [("export_certificate", "Can export certificates"), ("revoke_certificate", "Can revoke certificates")]

    def __str__(self) -> str:
        return self.number

    def state(self, today: date | None = None, window: int | None = None) -> State:
        """Today's state. ``valid_until`` is the last day on which it is valid. Without ``window`` one query, for the setting."""
        today = today or timezone.localdate()
        if self.revoked_at:
            return State.REVOKED
        if self.replaced_by_id:
            return State.REPLACED
        if self.valid_until < today:
            return State.EXPIRED
        return State.EXPIRING if self.valid_until <= _edge(today, window) else State.VALID

    @property
    def state_in_words(self) -> str:
        """Only of rows from ``with_state``."""
        return str(State(self.state_now).label)

    @property
    def verification_url(self) -> str:
        """As printed on the paper, whatever the site is called today."""
        return str(self.facts["verify_url"])

    @property
    def name_hash(self) -> str:
        """Of the name on the paper, where its person was erased; else empty."""
        return str(self.facts.get("name_hash", ""))

    @property
    def may_be_changed(self) -> bool:
        """A certificate that was revoked or replaced stays what it is."""
        return self.revoked_at is None and self.replaced_by_id is None

    @property
    def may_be_replaced(self) -> bool:
        """Nobody writes a name for a person who was erased."""
        return self.may_be_changed and not self.name_hash
