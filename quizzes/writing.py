"""Writing a question in the admin: first its kind, which stays, then just what that kind needs."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.panels import ObjectList
from wagtail.admin.views.generic import CopyViewMixin
from wagtail.snippets.views.snippets import CreateView, EditView, PreviewOnCreateView, PreviewOnEditView

from quizzes.kinds import KINDS
from quizzes.models import Kind, Question


@cache
def editor_for(kind: str) -> ObjectList:
    return KINDS[kind].EDITOR.bind_to_model(Question)


def kind_in(request: HttpRequest) -> str:
    """The kind that an address names; empty where there is no such kind."""
    kind = request.GET.get("kind", "")
    return kind if kind in KINDS else ""


def with_kind(url: str, kind: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}{urlencode({'kind': kind})}" if kind else url


class OfKind:
    """What the views of a question share: their panels and their form are those of its kind."""

    object: Question

    @cached_property
    def kind(self) -> str:
        return str(self.object.kind)

    def get_panel(self) -> ObjectList | None:
        return editor_for(self.kind) if self.kind else None

    def get_form_class(self) -> Any:
        return editor_for(self.kind).get_form_class()


class CreateQuestion(OfKind, CreateView):
    """Without a kind in its address it asks for one."""

    @cached_property
    def kind(self) -> str:
        return kind_in(self.request)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.kind else self._ask_for_kind()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self.kind else self._ask_for_kind()

    def _ask_for_kind(self) -> HttpResponse:
        base = self._set_locale_query_param(super().get_add_url())
        kinds = [{"url": with_kind(base, kind.value), "label": kind.label, "about": KINDS[kind.value].ABOUT} for kind in Kind]
        context = {"kinds": kinds, "page_title": _("Which kind of question?"), "header_icon": self.header_icon}
        return TemplateResponse(self.request, "quizzes/admin/choose_kind.html", context)

    def get_initial_form_instance(self) -> Question:
        instance = super().get_initial_form_instance() or Question()
        instance.kind = self.kind
        return instance

    def get_add_url(self) -> str:
        return with_kind(super().get_add_url(), self.kind)

    def get_preview_url(self) -> str:
        return with_kind(super().get_preview_url(), self.kind)


class CopyQuestion(CopyViewMixin, CreateQuestion):
    """A copy is of the same kind."""

    @cached_property
    def kind(self) -> str:
        return str(self.get_object().kind)


class EditQuestion(OfKind, EditView):
    pass


class PreviewQuestion(OfKind, PreviewOnEditView):
    pass


class PreviewNewQuestion(OfKind, PreviewOnCreateView):
    def get_object(self) -> Question:
        return Question(kind=kind_in(self.request) or Kind.SINGLE)
