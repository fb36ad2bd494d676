"""The texts that an institution must still check, in one list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from lms.accounts.permissions import may_publish
from lms.accounts.personal import user_of
from lms.reports.queries import reviewable_models, unreviewed

MOST_OF_A_KIND = 200


@dataclass(frozen=True)
class Text:
    kind: str
    title: str
    institution: str
    note: str
    url: str | None


class TextsToReviewView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "reports/texts_to_review.html"
    page_title = _("Texts to be reviewed")
    header_icon = "clipboard-list"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_publish(user_of(request)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "texts": list(self.texts())}

    def texts(self) -> Iterator[Text]:
        finder = AdminURLFinder(self.request.user)
        for model in reviewable_models():
            kind = capfirst(str(model._meta.verbose_name))
            for row in unreviewed(model).order_by("pk")[:MOST_OF_A_KIND]:
                yield Text(kind, str(row), row.review_institution, row.review_note, finder.get_edit_url(row))
