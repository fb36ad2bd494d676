"""Leaders and their messages, and where help is to be had: what pages draw on."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, TranslatableMixin, WorkflowMixin
from wagtail.search import index

from lms.regions.models import Region
from modules.leader_forms import HelpChannelForm, LeaderMessageForm
from modules.models.base import OfEachLanguage, Reviewable, Seeded


class LeaderKind(models.TextChoices):
    RELIGIOUS = "agama", _("religious leader")
    CUSTOMARY = "adat", _("customary leader")


class LeaderTopic(models.TextChoices):
    """The topics of the samples, with their titles. An editor may add topics of their own."""

    GUARD = "jaga-anak", _("Looking after our children")
    BELIEVE = "percaya-anak", _("Believing the child")
    NO_SETTLEMENT = "tidak-damai", _("Not to be settled among ourselves")
    DEVICES = "gawai-bijak", _("Using phones wisely")
    WORSHIP = "rumah-ibadah", _("A safe house of worship")
    CUSTOM = "adat-melindungi", _("Custom that protects")


def topic_title(topic: str) -> str:
    return str(LeaderTopic(topic).label) if topic in LeaderTopic.values else topic.replace("-", " ").capitalize()


class LeaderQuerySet(models.QuerySet["Leader"]):
    def with_valid_consent(self) -> LeaderQuerySet:
        today = timezone.localdate()
        return self.filter(consent_given_on__lte=today).filter(Q(consent_until=None) | Q(consent_until__gte=today))


class Leader(TranslatableMixin, index.Indexed, models.Model):
    """A real person with a voice that people trust. Without valid consent nothing of them is shown."""

    kind = models.CharField(_("kind"), max_length=10, choices=LeaderKind)
    role = models.CharField(_("role"), max_length=80, help_text=_("Damang, Mantir, ustaz, pendeta, pastor, basir …"))
    name = models.CharField(_("name"), max_length=120)
    institution = models.CharField(_("institution"), max_length=160, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="leaders", verbose_name=_("region"))
    portrait = models.ForeignKey("images.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("portrait"))
    languages = models.CharField(_("languages"), max_length=120, blank=True)
    consent_given_on = models.DateField(_("consent given on"), null=True, blank=True)
    consent_for = models.CharField(_("consent given for"), max_length=200, blank=True)
    consent_until = models.DateField(_("consent valid until"), null=True, blank=True)

    objects = LeaderQuerySet.as_manager()

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("kind", help_text=_("Religious or customary.")),
                FieldPanel("role"),
                FieldPanel("name", help_text=_("The full name, with titles, as the leader wishes to be called.")),
                FieldPanel(
                    "institution", help_text=_("The house of worship, the office or the customary council for which the leader speaks.")
                ),
            ],
            heading=_("Leader"),
        ),
        FieldPanel("region", help_text=_("Where the leader is known.")),
        FieldPanel("portrait", help_text=_("Only a picture to which the leader has agreed.")),
        FieldPanel("languages", help_text=_("Those in which the leader speaks to people.")),
        MultiFieldPanel(
            [
                FieldPanel("consent_given_on", help_text=_("The day on the letter of consent. The office keeps the letter.")),
                FieldPanel("consent_for", help_text=_("As the letter says: name, picture, voice, words.")),
                FieldPanel(
                    "consent_until",
                    help_text=_(
                        "Empty: until it is taken back. Taken back: yesterday's date; nothing is shown from then on. Delete picture and "
                        "recording as well: who kept their address could still open them."
                    ),
                ),
            ],
            heading=_("Consent"),
            help_text=_("Without a valid consent nothing of this person is shown."),
        ),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("institution")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("leader")
        verbose_name_plural = _("leaders")

    def __str__(self) -> str:
        return f"{self.role} {self.name}"

    def clean(self) -> None:
        super().clean()
        if self.consent_given_on and self.consent_until and self.consent_until < self.consent_given_on:
            raise ValidationError({"consent_until": _("This day is before the day on which consent was given.")})

    @property
    def may_be_shown(self) -> bool:
        today = timezone.localdate()
        begun = self.consent_given_on is not None and self.consent_given_on <= today
        return begun and (self.consent_until is None or self.consent_until >= today)


class LeaderMessageQuerySet(models.QuerySet["LeaderMessage"]):
    def showable(self) -> LeaderMessageQuerySet:
        """Published, and a sample signed by an office or of a leader whose consent is valid."""
        consenting = Leader.objects.with_valid_consent()
        return self.filter(live=True).filter(Q(leader=None) | Q(leader__in=consenting))


class LeaderMessage(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, TranslatableMixin, Reviewable, Seeded, index.Indexed, models.Model
):
    """Words of a leader on a topic, for the regions it speaks to; a sample is signed by an office, never by an invented person."""

    leader = models.ForeignKey(Leader, models.PROTECT, null=True, blank=True, related_name="messages", verbose_name=_("leader"))
    leader_kind = models.CharField(_("kind of leader"), max_length=10, choices=LeaderKind)
    role = models.CharField(_("role"), max_length=80)
    signed_by = models.CharField(_("signed by"), max_length=160, blank=True, help_text=_("The office, where this is a sample."))
    topic = models.SlugField(_("topic"), max_length=60)
    text = models.TextField(_("text"))
    audio = models.ForeignKey(
        "wagtailmedia.Media", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("audio or video")
    )
    transcript = models.TextField(_("transcript"), blank=True)
    language = models.CharField(_("language"), max_length=8, default="id")
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="leader_messages",
        verbose_name=_("speaks to the region"),
        help_text=_("Empty: to the whole province."),
    )

    objects = LeaderMessageQuerySet.as_manager()
    base_form_class = LeaderMessageForm

    panels = [
        FieldPanel("leader", help_text=_("Empty for a sample that an office signs.")),
        FieldPanel("leader_kind", help_text=_("Religious or customary.")),
        FieldPanel("role", help_text=_("As the message is introduced: Damang, ustaz, pendeta …")),
        FieldPanel("signed_by"),
        FieldPanel("topic", help_text=_("A short code, as in the block “Leader's message”: jaga-anak, percaya-anak …")),
        FieldPanel(
            "text", help_text=_("60 to 120 words, as they are spoken. No quotation from scripture that the institution has not checked.")
        ),
        FieldPanel("audio", help_text=_("Nothing plays by itself; the size is shown.")),
        FieldPanel("transcript", help_text=_("Word for word: many read it where they cannot listen.")),
        # A list, because a message in a language that no page has is never shown.
        FieldPanel("language", widget=forms.Select(choices=settings.LANGUAGES), help_text=_("The language in which it is said.")),
        FieldPanel("region"),
        Reviewable.review_panel,
    ]
    search_fields = [
        index.SearchField("text"),
        index.SearchField("role"),
        index.AutocompleteField("role"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
        index.FilterField("leader"),
        index.FilterField("language"),
    ]
    override_translatable_fields = [*Reviewable.override_translatable_fields, OfEachLanguage("language"), OfEachLanguage("topic")]

    class Meta(TranslatableMixin.Meta, Reviewable.Meta):
        abstract = False
        verbose_name = _("leader's message")
        verbose_name_plural = _("leaders' messages")
        constraints = [
            *Reviewable.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(leader=None) | ~Q(signed_by=""),
                name="message_has_a_leader_or_an_office",
                violation_error_message=_("Choose a leader, or write which office signs this sample."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.topic}"


class HelpChannel(DraftStateMixin, RevisionMixin, TranslatableMixin, Seeded, index.Indexed, models.Model):
    """Where help is to be had. A number that nobody verified stays a draft."""

    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("what for"))
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    whatsapp = models.CharField(_("WhatsApp"), max_length=40, blank=True)
    url = models.URLField(_("address on the web"), blank=True)
    hours = models.CharField(_("hours"), max_length=120, blank=True)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="help_channels",
        verbose_name=_("for the region"),
        help_text=_("Empty: for everyone."),
    )
    source = models.TextField(_("source"), blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    review_note = models.CharField(_("what must be confirmed"), max_length=250, blank=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    base_form_class = HelpChannelForm

    panels = [
        FieldPanel("name", help_text=_("As people call it.")),
        FieldPanel("purpose", help_text=_("When to turn to it, in one sentence.")),
        MultiFieldPanel(
            [
                FieldPanel("phone", help_text=_("Call it first. Short numbers as they are, others with their area code.")),
                FieldPanel("whatsapp", help_text=_("Only a number that answers there.")),
                FieldPanel("url", help_text=_("With https:// in front.")),
                FieldPanel("hours", help_text=_("As the office answers: every day, 24 hours.")),
            ],
            heading=_("How to reach it"),
        ),
        FieldPanel("region"),
        MultiFieldPanel(
            [
                FieldPanel("source", help_text=_("Where the number stands, and who confirmed it.")),
                FieldPanel("verified_on", help_text=_("The day on which somebody called and was answered.")),
                FieldPanel("review_note", help_text=_("As long as something is unclear, leave it as a draft.")),
            ],
            heading=_("Verification"),
        ),
        FieldPanel("sort_order", help_text=_("Small numbers stand first.")),
    ]
    search_fields = [
        index.SearchField("name"),
        index.SearchField("purpose"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["sort_order", "name"]
        verbose_name = _("help channel")
        verbose_name_plural = _("help channels")

    def __str__(self) -> str:
        return self.name


class GlossaryTerm(TranslatableMixin, Seeded, index.Indexed, models.Model):
    key = models.SlugField(_("anchor"), max_length=60)
    term = models.CharField(_("term"), max_length=120)
    also = models.CharField(_("also called"), max_length=200, blank=True)
    meaning = models.TextField(_("meaning"))
    avoid = models.CharField(_("avoid"), max_length=200, blank=True)

    panels = [
        FieldPanel("key", help_text=_("A short code, from which links lead here. It stays when the term changes.")),
        FieldPanel("term", help_text=_("As it stands in lessons.")),
        FieldPanel("also", help_text=_("Other words for the same, separated by commas.")),
        FieldPanel("meaning", help_text=_("One or two short sentences.")),
        FieldPanel("avoid", help_text=_("Words that we don't use, separated by commas.")),
    ]
    search_fields = [
        index.SearchField("term"),
        index.SearchField("also"),
        index.AutocompleteField("term"),
        index.SearchField("meaning"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["term"]
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        constraints = [models.UniqueConstraint(fields=["locale", "key"], name="one_term_per_key")]

    def __str__(self) -> str:
        return self.term
