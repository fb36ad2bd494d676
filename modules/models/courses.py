"""What a course is made of: paths to a certificate, modules, lessons.

PathIndex → Path; ModuleIndex → Module → Lesson. A module stands once in the tree and in any number of paths.
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from lms.blocks import BodyBlock
from modules.models.base import PublicPage, Reviewable
from modules.models.panels import BODY_PANEL, INTRO_PANEL, MINUTES_PANEL, PICTURE_PANEL, SUMMARY_PANEL
from modules.path_form import PathForm
from modules.weight import Weighed


class PathIndex(PublicPage):
    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, INTRO_PANEL]
    parent_page_types = ["modules.Home"]
    subpage_types = ["modules.Path"]
    template = "modules/path_index.html"

    class Meta:
        verbose_name = _("list of paths")
        verbose_name_plural = _("lists of paths")


class Path(PublicPage):
    """A way to a certificate: modules in order, with the rules of passing."""

    # Named, because the accessor "path" is the tree's own field.
    page_ptr = models.OneToOneField(Page, models.CASCADE, parent_link=True, primary_key=True, related_name="as_path")
    summary = models.CharField(_("summary"), max_length=160, blank=True)
    audiences = models.JSONField(_("audiences"), default=list, blank=True)
    audience_text = models.CharField(_("for whom"), max_length=160, blank=True)
    intro = RichTextField(_("introduction"), features=["bold", "italic", "link"], blank=True)
    picture = models.ForeignKey("images.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture"))
    jp = models.DecimalField(
        _("JP"),
        max_digits=4,
        decimal_places=1,
        default=1,
        validators=[MinValueValidator(0.5)],
        help_text=_("Lesson hours of 45 minutes, as they stand on the certificate."),
    )
    validity_months = models.PositiveSmallIntegerField(
        _("valid for (months)"), default=24, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    requires_post_test = models.BooleanField(_("the post-test must be passed"), default=True)

    content_panels = [
        *Page.content_panels,
        SUMMARY_PANEL,
        FieldPanel("audience_text", help_text=_("In a few words, as it stands on the card.")),
        FieldPanel("audiences", help_text=_("Tick all who belong to it.")),
        PICTURE_PANEL,
        INTRO_PANEL,
        InlinePanel(
            "path_modules", heading=_("Modules in order"), label=_("Module"), min_num=1, help_text=_("The arrows move a module up or down.")
        ),
        InlinePanel(
            "prerequisites", heading=_("Paths to complete first"), label=_("Path"), help_text=_("Empty: anybody may begin at once.")
        ),
        MultiFieldPanel(
            [
                FieldPanel("jp"),
                FieldPanel(
                    "validity_months",
                    help_text=_("So long a certificate of this path is valid; 24 months unless the office decides otherwise."),
                ),
                FieldPanel(
                    "requires_post_test", help_text=_("Without a tick all lessons and module quizzes are enough for a certificate.")
                ),
            ],
            heading=_("Certificate"),
        ),
    ]
    base_form_class = PathForm
    parent_page_types = ["modules.PathIndex"]
    subpage_types: list[str] = []
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("intro")]
    template = "modules/path.html"

    class Meta:
        verbose_name = _("path")
        verbose_name_plural = _("paths")

    def modules_in_order(self) -> list[Module]:
        """The live modules of this path. One query."""
        return [row.module for row in self.path_modules.select_related("module") if row.module.live]


class PathModule(Orderable):
    path = ParentalKey(Path, on_delete=models.CASCADE, related_name="path_modules")
    module = models.ForeignKey("modules.Module", models.PROTECT, related_name="in_paths", verbose_name=_("module"))

    panels = [PageChooserPanel("module", "modules.Module", help_text=_("A module may stand in several paths. It is learnt once."))]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["path", "module"], name="module_once_in_a_path")]


class PathPrerequisite(Orderable):
    path = ParentalKey(Path, on_delete=models.CASCADE, related_name="prerequisites")
    required = models.ForeignKey(Path, models.PROTECT, related_name="+", verbose_name=_("path"))

    panels = [PageChooserPanel("required", "modules.Path", help_text=_("Learners finish it before they begin this one."))]


class ModuleIndex(PublicPage):
    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, INTRO_PANEL]
    parent_page_types = ["modules.Home"]
    subpage_types = ["modules.Module"]
    template = "modules/module_index.html"

    class Meta:
        verbose_name = _("list of modules")
        verbose_name_plural = _("lists of modules")


class Module(Reviewable, PublicPage):
    code = models.CharField(_("code"), max_length=8, blank=True, help_text=_("Short, as in the curriculum: U1, KP2."))
    summary = models.CharField(_("summary"), max_length=160, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=45)
    objectives = models.TextField(_("objectives"), blank=True, help_text=_("One a line."))
    picture = models.ForeignKey("images.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture"))
    sources = models.TextField(_("sources"), blank=True, help_text=_("One a line, with the date seen."))

    content_panels = [
        *Page.content_panels,
        FieldPanel("code"),
        SUMMARY_PANEL,
        MINUTES_PANEL,
        FieldPanel("objectives"),
        PICTURE_PANEL,
        FieldPanel("sources"),
        Reviewable.review_panel,
    ]
    parent_page_types = ["modules.ModuleIndex"]
    subpage_types = ["modules.Lesson"]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("objectives")]
    template = "modules/module.html"

    class Meta(Reviewable.Meta):
        abstract = False
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    @property
    def objective_list(self) -> list[str]:
        return [line.strip() for line in self.objectives.splitlines() if line.strip()]

    @property
    def source_list(self) -> list[str]:
        return [line.strip() for line in self.sources.splitlines() if line.strip()]

    def lessons(self) -> models.QuerySet[Lesson]:
        """The live lessons in their order."""
        return Lesson.objects.child_of(self).live().order_by("path")


class Lesson(Weighed, Reviewable, PublicPage):
    kind = models.CharField(_("kind"), max_length=60, blank=True, help_text=_("Reading, picture story, exercise …"))
    summary = models.CharField(_("summary"), max_length=160, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10, validators=[MinValueValidator(1), MaxValueValidator(60)])
    sensitive = models.BooleanField(_("sensitive"), default=False, help_text=_("Shows the quick exit button and asks for a content note."))
    body = StreamField(BodyBlock(), blank=True)

    content_panels = [
        *Page.content_panels,
        SUMMARY_PANEL,
        MultiFieldPanel([FieldPanel("kind"), MINUTES_PANEL, FieldPanel("sensitive")], heading=_("About this lesson")),
        BODY_PANEL,
        *Weighed.weight_panels,
        Reviewable.review_panel,
    ]
    parent_page_types = ["modules.Module"]
    subpage_types: list[str] = []
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    template = "modules/lesson.html"

    class Meta(Reviewable.Meta):
        abstract = False
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
