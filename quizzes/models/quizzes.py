"""Quizzes: a purpose, a blueprint, rules of passing."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from modules.models.base import Seeded
from quizzes.models.banks import Kind, Question, QuestionBank


class Purpose(models.TextChoices):
    PRE = "pre", _("pre-test")
    MODULE = "module", _("module quiz")
    POST = "post", _("post-test")
    REFRESHER_30 = "refresher_30", _("refresher after 30 days")
    REFRESHER_90 = "refresher_90", _("refresher after 90 days")
    REFRESHER_12M = "refresher_12m", _("refresher after 12 months")


class QuizQuerySet(models.QuerySet["Quiz"]):
    def published(self) -> QuizQuerySet:
        """Those whose module or path is."""
        return self.filter(Q(module__live=True) | Q(path__live=True))


class Quiz(TranslatableMixin, Seeded, index.Indexed, ClusterableModel):
    """A module quiz hangs on its module, every other quiz on its path."""

    title = models.CharField(_("title"), max_length=160)
    purpose = models.CharField(_("purpose"), max_length=14, choices=Purpose)
    module = models.ForeignKey("modules.Module", models.PROTECT, null=True, blank=True, related_name="quizzes", verbose_name=_("module"))
    path = models.ForeignKey("modules.Path", models.PROTECT, null=True, blank=True, related_name="quizzes", verbose_name=_("path"))
    pass_mark = models.PositiveSmallIntegerField(_("pass mark (%)"), default=80, validators=[MaxValueValidator(100)])
    max_attempts = models.PositiveSmallIntegerField(
        _("attempts"), default=3, validators=[MinValueValidator(1)], help_text=_("Before a rest; 3 unless the office decides otherwise.")
    )
    rest_hours = models.PositiveSmallIntegerField(_("rest (hours)"), default=24, help_text=_("After that many attempts without passing."))

    objects = QuizQuerySet.as_manager()

    panels = [
        FieldPanel("title", help_text=_("As learners read it.")),
        FieldPanel("purpose", help_text=_("A module quiz closes a module; the others belong to a path.")),
        PageChooserPanel("module", "modules.Module", help_text=_("Only for a module quiz.")),
        PageChooserPanel("path", "modules.Path", help_text=_("For every other quiz.")),
        MultiFieldPanel(
            [
                FieldPanel("pass_mark", help_text=_("Critical questions must be right besides.")),
                FieldPanel("max_attempts"),
                FieldPanel("rest_hours"),
            ],
            heading=_("Passing"),
        ),
        InlinePanel(
            "blueprint", heading=_("Blueprint"), label=_("Row"), min_num=1, help_text=_("Each row draws questions anew for every attempt.")
        ),
    ]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title"), index.FilterField("locale_id")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose="module", module__isnull=False, path__isnull=True)
                | (~Q(purpose="module") & Q(module__isnull=True, path__isnull=False)),
                name="quiz_hangs_on_its_module_or_path",
                violation_error_message=_("A module quiz needs a module; every other quiz a path."),
            ),
            models.CheckConstraint(condition=Q(pass_mark__lte=100), name="pass_mark_at_most_100"),
            models.UniqueConstraint(fields=["locale", "purpose", "path"], condition=~Q(path=None), name="one_quiz_per_path_and_purpose"),
            models.UniqueConstraint(fields=["locale", "module"], condition=~Q(module=None), name="one_quiz_per_module"),
        ]

    def __str__(self) -> str:
        return self.title


class BlueprintRow(Orderable):
    """Draw ``number`` questions of a bank, of one topic or of any."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="blueprint")
    bank = models.ForeignKey(QuestionBank, models.PROTECT, related_name="+", verbose_name=_("question bank"))
    topic = models.SlugField(_("topic"), max_length=60, blank=True, help_text=_("Empty: any topic."))
    kinds = models.CharField(_("kinds"), max_length=80, blank=True, help_text=_("Separated by commas; empty: any kind."))
    critical = models.BooleanField(_("critical questions only"), default=False)
    attitude = models.BooleanField(_("the attitude item"), default=False)
    number = models.PositiveSmallIntegerField(_("number of questions"), default=1, validators=[MinValueValidator(1)])

    panels = [
        FieldPanel("bank", help_text=_("From which they are drawn.")),
        FieldPanel("topic"),
        FieldPanel("kinds"),
        FieldPanel("critical", help_text=_("Draws only what must be right to pass.")),
        FieldPanel("attitude", help_text=_("Draws the question that is asked before and after; it has no right answer.")),
        FieldPanel("number", help_text=_("At most as many as the bank has of this topic.")),
    ]

    @property
    def kind_list(self) -> list[str]:
        return [kind for kind in self._written_kinds() if kind in Kind.values]

    def _written_kinds(self) -> list[str]:
        return [kind.strip() for kind in self.kinds.split(",") if kind.strip()]

    def _fitting(self) -> int:
        """How many published questions there are to draw, in whichever language has them."""
        fitting = Question.objects.drawable().filter(bank__translation_key=self.bank.translation_key, attitude=self.attitude)
        wanted = {"topic": self.topic, "kind__in": self.kind_list, "critical": self.critical}
        return fitting.filter(**{name: value for name, value in wanted.items() if value}).values("translation_key").distinct().count()

    def clean(self) -> None:
        """Of a mistyped topic nothing would be drawn, of a mistyped kind anything, of too many too few; only learners would notice."""
        super().clean()
        if unknown := [kind for kind in self._written_kinds() if kind not in Kind.values]:
            words = _("“%(kind)s” is no kind of question. Use these: %(kinds)s.")
            raise ValidationError({"kinds": words % {"kind": unknown[0], "kinds": ", ".join(Kind.values)}})
        if self.topic and self.bank_id and self.topic not in self.bank.topic_titles:
            words = _("This topic is not in “%(bank)s”. Choose one of these: %(topics)s.")
            raise ValidationError({"topic": words % {"bank": self.bank, "topics": self.bank.get_topics_display()}})
        if self.bank_id and self.number and self.number > (fitting := self._fitting()):
            words = _("Only %(fitting)s published questions fit this row. Write no more than that, or publish more questions first.")
            raise ValidationError({"number": words % {"fitting": fitting}})
