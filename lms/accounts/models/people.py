"""People: who learns, who teaches, who answers for a region. No NIK, no birth date, no photo."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.password_validation import validate_password
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.accounts.permissions import in_scope_of
from lms.regions.models import Region


class Audience(models.TextChoices):
    VILLAGE_OFFICIAL = "perangkat_desa", _("village official")
    CADRE = "kader", _("posyandu or PKK cadre")
    PRIMARY_TEACHER = "guru_sd", _("primary school teacher")
    SECONDARY_TEACHER = "guru_smp_sma", _("secondary school teacher")
    PARENT = "orang_tua", _("parent or carer")
    RELIGIOUS_LEADER = "tokoh_agama", _("religious leader")
    CUSTOMARY_LEADER = "tokoh_adat", _("customary leader")
    OTHER = "lainnya", _("other")


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, staff: User) -> UserQuerySet:
        """The people whom a member of staff may see: those of the region that is theirs, and no others."""
        return in_scope_of(staff, self, "region")

    def learners(self) -> UserQuerySet:
        return self.filter(is_active=True, anonymised_at=None)


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=(username or "").lower())

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(username=username.strip().lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> User:
        """As ``createsuperuser`` asks for it. Raises ValidationError also for a password too short for staff."""
        if password is not None:
            validate_password(password, self.model(username=username, is_superuser=True, **fields))
        return self.create_user(username, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in, with a phone number or a sign-in name of their choice."""

    name = models.CharField(_("full name"), max_length=120, help_text=_("As it shall stand on certificates."))
    username = models.CharField(_("sign-in name"), max_length=40, unique=True)
    phone = models.CharField(_("phone number"), max_length=16, unique=True, null=True, blank=True, help_text=_("In E.164 form."))
    email = models.EmailField(_("e-mail"), blank=True)
    audience = models.CharField(_("I am"), max_length=20, choices=Audience, default=Audience.OTHER)
    workplace = models.CharField(_("workplace or group"), max_length=120, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("village"))
    scope = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="staff",
        verbose_name=_("region of responsibility"),
        help_text=_("Staff only: the region whose people this person may see."),
    )
    adult_declared_at = models.DateTimeField(_("declared to be 18 or older on"), null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_demo = models.BooleanField(_("demo person"), default=False, editable=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    anonymised_at = models.DateTimeField(_("anonymised"), null=True, blank=True, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager.from_queryset(UserQuerySet)()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        permissions = [
            ("export_user", "Can export people"),
            ("give_sign_in_code", "Can hand out a one-time sign-in code"),
        ]
        indexes = [models.Index(fields=["region", "audience"], name="user_region_audience")]
        constraints = [
            # Nobody can take a sign-in name by writing it with a capital letter.
            models.CheckConstraint(
                condition=Q(username=Lower("username")),
                name="sign_in_names_are_lower_case",
                violation_error_message=_("Write the sign-in name in small letters."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]
