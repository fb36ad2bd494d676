"""The page tree, but for what a course is made of (``courses``).

Home → PathIndex, ModuleIndex; Home → GuideIndex → Guide; Home → HandoutIndex → Handout; Home → LeaderIndex → LeaderPage;
Home → Help, Glossary, PlainPage.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from lms.blocks import BodyBlock
from modules.models.base import PublicPage, Reviewable
from modules.models.leaders import Leader
from modules.models.panels import BODY_PANEL, INTRO_PANEL, MINUTES_PANEL, PICTURE_PANEL, SENSITIVE_PANEL, SUMMARY_PANEL
from modules.weight import Weighed


class Home(Weighed, PublicPage):
    lead = models.CharField(_("lead"), max_length=200, blank=True)
    sensitive = models.BooleanField(_("sensitive"), default=False)
    body = StreamField(BodyBlock(), blank=True)
    picture = models.ForeignKey("images.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead", help_text=_("The sentence in large letters on top of the first page.")),
        SENSITIVE_PANEL,
        PICTURE_PANEL,
        BODY_PANEL,
        *Weighed.weight_panels,
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "modules.PathIndex",
        "modules.ModuleIndex",
        "modules.GuideIndex",
        "modules.Help",
        "modules.LeaderIndex",
        "modules.Glossary",
        "modules.HandoutIndex",
        "modules.PlainPage",
    ]
    max_count_per_parent = 1  # Those of other languages come by translating, which is not counted here.
    template = "modules/home.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class GuideTopic(models.TextChoices):
    TALKING = "mengobrol", _("talking with your child")
    GROOMING = "grooming", _("grooming")
    SEXTORTION = "sextortion", _("sextortion")
    GAMES = "gim", _("games")
    SOCIAL_MEDIA = "media-sosial", _("social media")
    SHARED_DEVICE = "gawai-bersama", _("one device for all")
    PRIVACY = "privasi", _("privacy settings")
    RULES = "aturan", _("rules and laws")
    AGREEMENT = "kesepakatan", _("family agreement")
    HELP = "pertolongan", _("getting help")
    PHOTOS = "foto", _("photos of children")
    BULLYING = "perundungan", _("bullying")


AGES = ("0–6", "7–12", "13–17")


class GuideIndex(PublicPage):
    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, INTRO_PANEL]
    parent_page_types = ["modules.Home"]
    subpage_types = ["modules.Guide"]
    template = "modules/guide_index.html"

    class Meta:
        verbose_name = _("list of guides")
        verbose_name_plural = _("lists of guides")


class Guide(Weighed, Reviewable, PublicPage):
    """For parents, to read without an account."""

    summary = models.CharField(_("summary"), max_length=160, blank=True)
    topic = models.CharField(_("topic"), max_length=20, choices=GuideTopic, default=GuideTopic.TALKING)
    for_0_6 = models.BooleanField(_("0–6 years"), default=False)
    for_7_12 = models.BooleanField(_("7–12 years"), default=False)
    for_13_17 = models.BooleanField(_("13–17 years"), default=False)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=5)
    sensitive = models.BooleanField(_("sensitive"), default=False)
    picture = models.ForeignKey("images.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture"))
    body = StreamField(BodyBlock(), blank=True)

    content_panels = [
        *Page.content_panels,
        SUMMARY_PANEL,
        FieldPanel("topic", help_text=_("Under this heading it stands in the list of guides.")),
        MultiFieldPanel(
            [FieldPanel("for_0_6"), FieldPanel("for_7_12"), FieldPanel("for_13_17")],
            heading=_("The child's age"),
            help_text=_("Tick every age that it fits."),
        ),
        MINUTES_PANEL,
        SENSITIVE_PANEL,
        PICTURE_PANEL,
        BODY_PANEL,
        *Weighed.weight_panels,
        Reviewable.review_panel,
    ]
    parent_page_types = ["modules.GuideIndex"]
    subpage_types: list[str] = []
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body"), index.FilterField("topic")]
    template = "modules/guide.html"

    class Meta(Reviewable.Meta):
        abstract = False
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    @property
    def ages(self) -> list[str]:
        return [age for age in AGES if getattr(self, f"for_{age.replace('–', '_')}")]


class Help(Weighed, Reviewable, PublicPage):
    """The directory of channels where help is to be had. It always shows the quick exit button."""

    summary = models.CharField(_("summary"), max_length=160, blank=True)
    body = StreamField(BodyBlock(), blank=True)

    content_panels = [*Page.content_panels, SUMMARY_PANEL, BODY_PANEL, *Weighed.weight_panels, Reviewable.review_panel]
    parent_page_types = ["modules.Home"]
    subpage_types: list[str] = []
    search_fields = [*Page.search_fields, index.SearchField("body")]
    may_be_stale = False
    template = "modules/help.html"

    class Meta(Reviewable.Meta):
        abstract = False
        verbose_name = _("help page")
        verbose_name_plural = _("help pages")


class Glossary(PublicPage):
    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, INTRO_PANEL]
    parent_page_types = ["modules.Home"]
    subpage_types: list[str] = []
    template = "modules/glossary.html"

    class Meta:
        verbose_name = _("glossary")
        verbose_name_plural = _("glossaries")


class PlainPage(Weighed, Reviewable, PublicPage):
    summary = models.CharField(_("summary"), max_length=160, blank=True)
    sensitive = models.BooleanField(_("sensitive"), default=False)
    body = StreamField(BodyBlock(), blank=True)

    content_panels = [*Page.content_panels, SUMMARY_PANEL, SENSITIVE_PANEL, BODY_PANEL, *Weighed.weight_panels, Reviewable.review_panel]
    parent_page_types = ["modules.Home"]
    subpage_types: list[str] = []
    search_fields = [*Page.search_fields, index.SearchField("body")]
    template = "modules/plain_page.html"

    class Meta(Reviewable.Meta):
        abstract = False
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")


class LeaderIndex(PublicPage):
    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, INTRO_PANEL]
    parent_page_types = ["modules.Home"]
    subpage_types = ["modules.LeaderPage"]
    may_be_stale = False
    template = "modules/leader_index.html"

    class Meta:
        verbose_name = _("list of leaders")
        verbose_name_plural = _("lists of leaders")


class LeaderPage(PublicPage):
    """A page about one leader; shows nothing without the leader's valid consent."""

    leader = models.ForeignKey("modules.Leader", models.PROTECT, null=True, related_name="pages", verbose_name=_("leader"))

    content_panels = [*Page.content_panels, FieldPanel("leader", help_text=_("Nothing of the leader is shown without a valid consent."))]
    parent_page_types = ["modules.LeaderIndex"]
    subpage_types: list[str] = []
    may_be_stale = False
    template = "modules/leader_page.html"

    class Meta:
        verbose_name = _("page of a leader")
        verbose_name_plural = _("pages of leaders")

    @property
    def shown_leader(self) -> Leader | None:
        return self.leader if self.leader and self.leader.may_be_shown else None


class HandoutIndex(PublicPage):
    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, INTRO_PANEL]
    parent_page_types = ["modules.Home"]
    subpage_types = ["modules.Handout"]
    max_count_per_parent = 1  # The address of a PDF names the hand-out alone.
    template = "modules/handout_index.html"

    class Meta:
        verbose_name = _("list of hand-outs")
        verbose_name_plural = _("lists of hand-outs")


class Handout(Weighed, Reviewable, PublicPage):
    """To print and to write on: a page, and the same as PDF."""

    summary = models.CharField(_("summary"), max_length=160, blank=True)
    sensitive = models.BooleanField(_("sensitive"), default=False)
    body = StreamField(BodyBlock(), blank=True)

    content_panels = [*Page.content_panels, SUMMARY_PANEL, SENSITIVE_PANEL, BODY_PANEL, *Weighed.weight_panels, Reviewable.review_panel]
    parent_page_types = ["modules.HandoutIndex"]
    subpage_types: list[str] = []
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    template = "modules/handout.html"

    class Meta(Reviewable.Meta):
        abstract = False
        verbose_name = _("hand-out")
        verbose_name_plural = _("hand-outs")
