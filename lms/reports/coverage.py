"""Which villages have somebody with a valid certificate and which have nobody: where the next training should be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from lms.accounts.personal import user_of
from lms.regions.models import Region
from lms.reports.listing import Figure
from lms.reports.queries import Share, View, coverage_by_regency, villages_covered, villages_without_anyone
from lms.reports.region_choice import STEPS, RegionChoice, region_choice

#: Steps of the choice above the village: a single village is no list.
STEPS_ABOVE = {name for depth, (name, _label) in STEPS.items() if depth < max(STEPS)}


@dataclass(frozen=True)
class Regency:
    region: Region
    share: Share


class CoverageView(WagtailAdminTemplateMixin, TemplateView):
    """Regency by regency; the names of the villages as soon as one is chosen, or for who answers for one only."""

    template_name = "reports/coverage.html"
    page_title = _("Villages")
    header_icon = "site"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("certificates.view_certificate"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = user_of(self.request)
        choice = region_choice(user, self.request.GET)
        view = View(user, choice.code)
        figures = [Figure(villages_covered(view), _("villages have at least one person with a valid certificate"))]
        shares = coverage_by_regency(view)
        names = Region.objects.in_bulk(shares)
        return {
            **super().get_context_data(**kwargs),
            "figures": figures,
            "steps": [step for step in choice.steps if step.name in STEPS_ABOVE],
            "regencies": [Regency(names[code], share) for code, share in shares.items()] if _is_wide(choice, shares) else [],
            "villages": [] if _is_wide(choice, shares) else list(villages_without_anyone(view).order_by("code")),
        }


def _is_wide(choice: RegionChoice, shares: dict[str, Share]) -> bool:
    return not choice.code and len(shares) > 1
