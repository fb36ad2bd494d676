"""What a page weighs on its way to a phone, and the budget that it is published within."""

from __future__ import annotations

import copy
import gzip
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import Page

from modules.draft_forms import DraftPageForm

#: What fits into the first round trip: HTML with its styles, compressed.
BUDGET = 14 * 1024
#: A press on one of these buttons asks that others read the page.
PUBLISHING = ("action-publish", "action-submit", "action-restart-workflow")


def weight_of(page: Page) -> int:
    """The compressed bytes of a page as it stands, saved or not."""
    request = HttpRequest()
    request.method, request.path = "GET", page.get_url() or "/"
    request.META |= {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    html = render_to_string(page.get_template(request), page.get_context(request), request)
    return len(gzip.compress(html.encode(), 6, mtime=0))


class LightPageForm(DraftPageForm):
    """Drafts may weigh what they like; publishing a page over the budget asks for a reason."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.errors and self._is_for_others() and not cleaned.get("over_budget_reason"):
            weight = weight_of(self._as_written(cleaned))
            if weight > BUDGET:
                self.add_error("over_budget_reason", ValidationError(_too_heavy(weight), code="over_budget"))
        return cleaned

    def _is_for_others(self) -> bool:
        """Whoever approves what was submitted may have changed it in the same press."""
        return any(name in self.data for name in PUBLISHING) or self.data.get("workflow-action-name") == "approve"

    def _as_written(self, cleaned: dict[str, Any]) -> Page:
        page = copy.copy(self.instance)
        for field in self.instance._meta.concrete_fields:
            if field.name in cleaned and not field.is_relation:
                setattr(page, field.name, cleaned[field.name])
        return page


def _too_heavy(weight: int) -> str:
    return _("This page weighs %(weight)s; at most %(budget)s come at once. Split it, shorten it, or say why it must be so.") % {
        "weight": filesizeformat(weight),
        "budget": filesizeformat(BUDGET),
    }


def is_too_heavy(page: Page) -> bool:
    """Whether it may not be published as it stands."""
    return isinstance(page, Weighed) and not page.over_budget_reason and weight_of(page) > BUDGET


class WeightPanel(Panel):
    """Shows an editor what the saved page weighs."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "modules/weight_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            if self.instance.pk:
                weight = weight_of(self.instance)
                context |= {"weight": weight, "budget": BUDGET, "over": weight > BUDGET}
            return context


class Weighed(models.Model):
    """A page whose text people write, and which therefore may become too heavy."""

    over_budget_reason = models.CharField(
        gettext_lazy("why it may be heavier than 14 KB"),
        max_length=200,
        blank=True,
        help_text=gettext_lazy("Only when this page cannot be made lighter."),
    )

    base_form_class = LightPageForm
    weight_panels = [WeightPanel(heading=gettext_lazy("Weight of this page")), FieldPanel("over_budget_reason")]

    class Meta:
        abstract = True
