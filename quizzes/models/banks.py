"""Questions: what editors write (Question with its choices) and what learners were shown (QuestionVersion, immutable)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import DraftStateMixin, LockableMixin, Orderable, PreviewableMixin, RevisionMixin, TranslatableMixin, WorkflowMixin
from wagtail.search import index

from modules.models.base import Seeded
from quizzes.kinds import KINDS
from quizzes.kinds.base import Kind as Rules
from quizzes.kinds.base import dice
from quizzes.kinds.editing import QuestionForm, panels_around


class Kind(models.TextChoices):
    SINGLE = "single", _("one choice")
    MULTIPLE = "multiple", _("several choices")
    BOOLEAN = "boolean", _("true or false")
    MATCHING = "matching", _("matching")
    ORDERING = "ordering", _("ordering")
    SHORT = "short", _("short answer")
    SCENARIO = "scenario", _("scenario with steps")


class QuestionBank(TranslatableMixin, Seeded, index.Indexed, ClusterableModel):
    """The questions of a module, or of a path's own tests, by topic."""

    title = models.CharField(_("title"), max_length=160)
    module = models.ForeignKey("modules.Module", models.PROTECT, null=True, blank=True, related_name="banks", verbose_name=_("module"))
    path = models.ForeignKey("modules.Path", models.PROTECT, null=True, blank=True, related_name="banks", verbose_name=_("path"))

    panels = [
        FieldPanel("title", help_text=_("Learners don't see it.")),
        PageChooserPanel("module", "modules.Module", help_text=_("For the questions of one module.")),
        PageChooserPanel("path", "modules.Path", help_text=_("For questions that only the tests of a path ask.")),
        InlinePanel(
            "topics", heading=_("Topics"), label=_("Topic"), min_num=1, help_text=_("A blueprint draws so many questions of each topic.")
        ),
    ]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title"), index.FilterField("locale_id")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")

    def __str__(self) -> str:
        return self.title

    @cached_property
    def topic_titles(self) -> dict[str, str]:
        return {topic.key: topic.title for topic in self.topics.all()}

    def get_topics_display(self) -> str:
        """For the admin's page of a bank: each topic with the key that questions name it by."""
        return ", ".join(f"{title} ({key})" for key, title in self.topic_titles.items())


class Topic(Orderable):
    bank = ParentalKey(QuestionBank, on_delete=models.CASCADE, related_name="topics")
    key = models.SlugField(_("key"), max_length=60)
    title = models.CharField(_("title"), max_length=120)

    panels = [
        FieldPanel("key", help_text=_("A short code, by which questions and blueprints name the topic.")),
        FieldPanel("title", help_text=_("As it stands in a learner's result.")),
    ]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["bank", "key"], name="topic_once_in_a_bank")]

    def __str__(self) -> str:
        return self.title


class VersionIsImmutable(Exception):
    """Somebody tried to change or delete what learners were shown."""


class QuestionVersionQuerySet(models.QuerySet["QuestionVersion"]):
    def update(self, **fields: Any) -> int:
        raise VersionIsImmutable("A question version is written once.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise VersionIsImmutable("Attempts rest on question versions: they are never deleted.")


class QuestionVersion(models.Model):
    """A question as it was shown: named by the hash of its content, written once per edit, never changed.

    ``content`` is what ``quizzes.versions.content_of`` makes: kind, prompt, choices, key, feedback, topic, critical, explanation, lesson.
    """

    digest = models.CharField(primary_key=True, max_length=64)
    content = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)
    wagtail_reference_index_ignore = True

    objects = QuestionVersionQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.content.get("prompt", ""))[:80]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise VersionIsImmutable("A question version is written once.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise VersionIsImmutable("Attempts rest on question versions: they are never deleted.")


class QuestionQuerySet(models.QuerySet["Question"]):
    def drawable(self) -> QuestionQuerySet:
        """Published and sealed: what a quiz may draw from."""
        return self.filter(live=True).exclude(current_version=None)


class Question(
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    Seeded,
    index.Indexed,
    ClusterableModel,
):
    bank = models.ForeignKey(QuestionBank, models.PROTECT, related_name="questions", verbose_name=_("question bank"))
    topic = models.SlugField(_("topic"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    critical = models.BooleanField(_("critical"), default=False, help_text=_("Must be right to pass, whatever the score."))
    attitude = models.BooleanField(_("attitude item"), default=False, help_text=_("Asked before and after, to see what changed."))
    prompt = models.TextField(_("question"))
    explanation = models.TextField(_("explanation"), help_text=_("Shown after handing in, whatever was answered."))
    lesson = models.ForeignKey(
        "modules.Lesson", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lesson to read again")
    )
    accepted = models.TextField(_("accepted answers"), blank=True, help_text=_("Short answer only: one spelling a line."))
    current_version = models.ForeignKey(QuestionVersion, models.PROTECT, null=True, editable=False, related_name="questions")

    objects = QuestionQuerySet.as_manager()

    # All fields, for comparing revisions and for translating. A writer sees those of the kind: the ``EDITOR`` of its module.
    panels = panels_around(InlinePanel("choices", heading=_("Choices"), label=_("Choice")), FieldPanel("accepted"))
    search_fields = [
        index.SearchField("prompt"),
        index.AutocompleteField("prompt"),
        index.FilterField("bank_id"),
        index.FilterField("kind"),
        index.FilterField("critical"),
        index.FilterField("live"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        indexes = [models.Index(fields=["bank", "topic", "live"], name="question_bank_topic")]

    base_form_class = QuestionForm
    # A translation is drawn from its own first publishing on, not with the words of its source.
    exclude_fields_in_copy = ["current_version"]

    def __str__(self) -> str:
        return self.prompt[:80]

    @property
    def rules(self) -> Rules:
        return KINDS[self.kind]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "quizzes/question_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The question as learners see it, or what it still lacks."""
        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        rows = list(self.choices.all())
        context["problems"] = list(self.rules.clean(rows, self.accepted))
        if not context["problems"]:
            shown = self.rules.shown(self.rules.content(rows, self.accepted), dice(0))
            template = f"quizzes/kinds/{self.kind}.html"
            context["items"] = [{"position": 1, "name": "s1", "kind": self.kind, "prompt": self.prompt, "template": template, **shown}]
        return context


class Choice(Orderable):
    """One row of a question's answers. What the fields mean depends on the kind:

    single, multiple: ``text``, ``correct``, ``feedback``. boolean: two rows, true and false. matching: ``text`` belongs to ``match``; a row
    with no ``text`` is a distractor. ordering: rows in their right order. scenario: ``step`` groups rows, ``step_text`` on the first row of
    a step is its situation, ``next_step`` names the step that follows.
    """

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="choices")
    text = models.CharField(_("text"), max_length=400, blank=True)
    correct = models.BooleanField(_("right"), default=False)
    feedback = models.TextField(_("feedback"), blank=True, help_text=_("Kind, and it explains."))
    match = models.CharField(_("belongs to"), max_length=300, blank=True, help_text=_("Matching only."))
    step = models.SlugField(_("step"), max_length=40, blank=True, help_text=_("Scenario only."))
    step_text = models.TextField(_("situation"), blank=True, help_text=_("Scenario only: on the first choice of a step."))
    next_step = models.SlugField(_("next step"), max_length=40, blank=True, help_text=_("Scenario only; empty ends it."))

    panels = [
        FieldPanel("text"),
        FieldPanel("correct"),
        FieldPanel("feedback"),
        FieldPanel("match"),
        MultiFieldPanel(
            [FieldPanel("step"), FieldPanel("step_text"), FieldPanel("next_step")], heading=_("Scenario"), classname="collapsed"
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("choice")
        verbose_name_plural = _("choices")

    def __str__(self) -> str:
        return self.text or self.match
