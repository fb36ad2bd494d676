"""What the page types have in common."""

from __future__ import annotations

from http import HTTPMethod
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.fields import BaseTranslatableField

from lms.page_cache import make_public
from modules.draft_forms import DraftPageForm
from modules.models.panels import REVIEW_PANELS


class Seeded(models.Model):
    """Something that came from a content file. What people changed since is never overwritten."""

    content_key = models.CharField(max_length=80, blank=True, editable=False, db_index=True)
    seed_digest = models.CharField(max_length=64, blank=True, editable=False)
    seed_revision = models.PositiveBigIntegerField(null=True, editable=False)

    class Meta:
        abstract = True


class SeededItem(models.Model):
    """What was made from a content file once. People who delete it do not get it back with the next start, but by ``seed --again KEY``."""

    key = models.CharField(max_length=120, primary_key=True)
    picture = models.ForeignKey("images.CustomImage", models.SET_NULL, null=True, related_name="+")
    #: Of a picture's file as it was written, because whoever replaces it leaves no revision.
    file_hash = models.CharField(max_length=40, blank=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.key


class OfEachLanguage(BaseTranslatableField):
    """A field that every language has for itself: it is neither translated nor kept in step with its source."""


class Reviewable(models.Model):
    """Text that an institution must check: shown as "perlu ditinjau" until an editor clears it with name and date."""

    review_institution = models.CharField(_("to be reviewed by"), max_length=250, blank=True)
    review_note = models.TextField(_("what to review"), blank=True)
    reviewed_by = models.CharField(_("reviewed by"), max_length=120, blank=True)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)

    review_panel = MultiFieldPanel(REVIEW_PANELS, heading=_("Review by an institution"))
    override_translatable_fields = [OfEachLanguage(name) for name in ("review_institution", "review_note", "reviewed_by", "reviewed_on")]

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reviewed_on=None) | ~models.Q(reviewed_by=""),
                name="%(app_label)s_%(class)s_review_has_a_name",
                violation_error_message=_("Write who reviewed it."),
            )
        ]

    def clean(self) -> None:
        super().clean()
        if self.reviewed_on and self.reviewed_on > timezone.localdate():
            raise ValidationError({"reviewed_on": _("This day is still to come. Write the day on which it was reviewed.")})

    @property
    def needs_review(self) -> bool:
        return bool(self.review_institution) and self.reviewed_on is None


class PublicPage(Seeded, Page):
    """A page that is the same for everyone: no session, no user, kept by caches."""

    base_form_class = DraftPageForm
    #: Not where the office may have to correct a number, or a leader may take back a consent.
    may_be_stale = True
    #: Nothing can be sent to a page. (Wagtail lets each page take every method.)
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().serve(request, *args, **kwargs)
        return make_public(response, may_be_stale=self.may_be_stale and not self._has_leaders_words())

    def _has_leaders_words(self) -> bool:
        body: Any = getattr(self, "body", None)
        return any(block["type"] == "leader_message" for block in body.raw_data) if body else False

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Nearly always there are none anywhere: then one small query instead of three."""
        return super().get_view_restrictions() if PageViewRestriction.objects.exists() else PageViewRestriction.objects.none()
