"""What the admin opens on: what there is to do today, for each according to what they may do. Numbers lead to their lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState, WorkflowState

from lms.accounts.permissions import may_publish, may_write
from lms.accounts.personal import user_of
from lms.reports.queries import (
    Share,
    View,
    certificates_expiring,
    people_certified,
    people_enrolled,
    texts_to_review,
    villages_covered,
    villages_without_anyone,
)

if TYPE_CHECKING:
    from lms.accounts.models import User

MOST_VILLAGES = 12
MOST_DRAFTS = 10


@dataclass(frozen=True)
class Card:
    """A number, of how many (where that says something), what it is, and where to go on."""

    part: int
    label: str | Promise
    url: str = ""
    whole: int | None = None

    @classmethod
    def of(cls, share: Share, label: str | Promise, url: str) -> Card:
        return cls(share.part, label, url, share.whole)


# Cards ---------------------------------------------------------------------------------------------------


def publishing_cards(user: User) -> Iterator[Card]:
    if may_publish(user):
        waiting = TaskState.objects.reviewable_by(user).count()
        yield Card(waiting, _("texts wait for approval"), reverse("wagtailadmin_reports:workflow_tasks"))
        yield Card(texts_to_review(), _("texts must still be reviewed by an institution"), reverse("reports_texts_to_review"))


def people_cards(user: User) -> Iterator[Card]:
    if user.has_perm("accounts.view_user"):
        view, url = View(user), reverse("office_people:index")
        yield Card.of(people_enrolled(view), _("people take part in a path"), url)
        yield Card.of(people_certified(view), _("people have a valid certificate"), f"{url}?keadaan=bersertifikat")


def certificate_cards(user: User) -> Iterator[Card]:
    if user.has_perm("certificates.view_certificate"):
        view, url = View(user), reverse("office_certificates:index")
        yield Card.of(certificates_expiring(view), _("valid certificates end soon"), f"{url}?keadaan=expiring&ordering=valid_until")
        villages = reverse("office_villages:index")
        yield Card.of(villages_covered(view), _("villages have at least one person with a valid certificate"), villages)


CARDS: tuple[Callable[[User], Iterator[Card]], ...] = (publishing_cards, people_cards, certificate_cards)


# Panels --------------------------------------------------------------------------------------------------


class Panel(Component):
    def __init__(self, user: User) -> None:
        self.user = user


class TodayPanel(Panel):
    """The numbers of what this person answers for."""

    name, order, template_name = "today", 10, "reports/home/today.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        user = self.user
        nowhere = not user.scope_id and not user.is_superuser and user.has_perm("accounts.view_user")
        return {"cards": [card for cards in CARDS for card in cards(user)], "scope": user.scope, "nowhere": nowhere}


class UncoveredPanel(Panel):
    """The villages with nobody: where the next training should be."""

    name, order, template_name = "uncovered", 20, "reports/home/uncovered.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        found = villages_without_anyone(View(self.user))
        return {"villages": list(found.order_by("code")[:MOST_VILLAGES]), "count": found.count()}


class DraftsPanel(Panel):
    """What this person began to write and has not published."""

    name, order, template_name = "drafts", 30, "reports/home/drafts.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        drafts = Page.objects.filter(owner=self.user, has_unpublished_changes=True).order_by("-latest_revision_created_at", "-pk")
        shown = list(drafts[:MOST_DRAFTS])
        advice = advice_on(shown)
        pages = [(page, str(page.pk) in advice, advice.get(str(page.pk))) for page in shown]
        return {"pages": pages, "count": drafts.count(), "publishes": may_publish(self.user)}


def advice_on(pages: Sequence[Page]) -> dict[str, str]:
    """What the office wrote when it sent a page back, by the page's key. One query."""
    returned = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_NEEDS_CHANGES,
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(page.pk) for page in pages],
    )
    return dict(returned.values_list("object_id", "current_task_state__comment"))


class HelpPanel(Panel):
    """What one can do here, in a few sentences."""

    name, order, template_name = "what_you_can_do", 40, "reports/home/help.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {
            "writes": may_write(self.user),
            "publishes": may_publish(self.user),
            "sees_people": self.user.has_perm("accounts.view_user"),
            "exports": self.user.has_perm("accounts.export_user"),
            "gives_codes": self.user.has_perm("accounts.give_sign_in_code"),
            "revokes": self.user.has_perm("certificates.revoke_certificate"),
        }


def home_panels(request: HttpRequest) -> list[Panel]:
    """The panels of this person's work; who is responsible for no region has no villages to look after."""
    user = user_of(request)
    panels: list[Panel] = [TodayPanel(user), HelpPanel(user)]
    if user.has_perm("certificates.view_certificate") and user.scope_id and not may_write(user):
        panels.append(UncoveredPanel(user))
    if may_write(user):
        panels.append(DraftsPanel(user))
    return panels
