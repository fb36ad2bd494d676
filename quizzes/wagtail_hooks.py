"""Quizzes in the admin: questions, question banks and quizzes in one group."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from lms.log_words import register_log_words
from quizzes.models import Question, QuestionBank, Quiz
from quizzes.quiz_form import QuizForm
from quizzes.writing import CopyQuestion, CreateQuestion, EditQuestion, PreviewNewQuestion, PreviewQuestion


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    list_display = [
        "__str__",
        Column("get_kind_display", label=_("kind"), sort_key="kind"),
        Column("topic", label=_("topic"), sort_key="topic"),
        BooleanColumn("critical", label=_("critical"), sort_key="critical"),
        Column("bank", label=_("question bank"), sort_key="bank__title"),
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    ]
    list_filter = ["bank", "kind", "critical", "attitude", "live"]
    list_per_page = 50
    copy_view_enabled = True
    add_view_class = CreateQuestion
    copy_view_class = CopyQuestion
    edit_view_class = EditQuestion
    preview_on_add_view_class = PreviewNewQuestion
    preview_on_edit_view_class = PreviewQuestion

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        return Question.objects.select_related("bank")


class QuestionBankViewSet(SnippetViewSet):
    model = QuestionBank
    icon = "folder-open-inverse"
    list_display = ["title", "module", "path"]
    list_filter = ["module", "path"]
    search_fields = ["title"]
    # Trainers look up the topics of a bank here; changing it is the office's.
    inspect_view_enabled = True
    inspect_view_fields = ["title", "module", "path", "topics"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuestionBank]:
        return QuestionBank.objects.select_related("module", "path")


class QuizViewSet(SnippetViewSet):
    model = Quiz
    icon = "tasks"
    edit_handler = ObjectList(Quiz.panels, base_form_class=QuizForm)
    list_display = ["title", Column("get_purpose_display", label=_("purpose"), sort_key="purpose"), "pass_mark", "max_attempts"]
    list_filter = ["purpose"]
    search_fields = ["title"]


class QuizGroup(SnippetViewSetGroup):
    menu_label = _("Quizzes")
    menu_icon = "tasks"
    menu_order = 300
    items = (QuestionViewSet, QuestionBankViewSet, QuizViewSet)


register_snippet(QuizGroup)
register_log_words(
    {
        "quizzes.start_attempt": (_("Start an attempt"), _("Started an attempt for the learner")),
        "quizzes.finish_attempt": (_("Hand in an attempt"), _("Handed in an attempt for the learner")),
        "quizzes.close_attempt": (_("Close an attempt"), _("Closed an abandoned attempt with the answers kept")),
    }
)
