"""Leaders, their messages, help channels and the glossary in the admin; what this app writes into the log."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from lms.log_words import register_log_words
from modules.models import GlossaryTerm, HelpChannel, Leader, LeaderMessage
from modules.weight import is_too_heavy


class LeaderViewSet(SnippetViewSet):
    model = Leader
    icon = "user"
    list_display = ["name", "role", "institution", "region", "consent_until"]
    list_filter = ["kind"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Leader]:
        return Leader.objects.select_related("region")


class LeaderMessageViewSet(SnippetViewSet):
    model = LeaderMessage
    icon = "comment"
    list_display = ["role", "topic", "signed_by", "region", "reviewed_on"]
    list_filter = ["leader_kind", "topic", "live"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[LeaderMessage]:
        return LeaderMessage.objects.select_related("region")


class HelpChannelViewSet(SnippetViewSet):
    model = HelpChannel
    icon = "help"
    list_display = ["name", "phone", "whatsapp", "verified_on", "live"]
    list_filter = ["live"]


class GlossaryTermViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "openquote"
    list_display = ["term", "also", "avoid"]


@register_snippet
class ContentGroup(SnippetViewSetGroup):
    menu_label = _("Leaders and help")
    menu_icon = "group"
    menu_order = 150
    items = (LeaderMessageViewSet, LeaderViewSet, HelpChannelViewSet, GlossaryTermViewSet)


register_log_words({"modules.enrol": (_("Enrol"), _("Enrolled in a path"))})


#: The doors of wagtail-localize into its other way of translating (docs/decisions/0015).
SYNCED = {"localize-restart-translation", "localize-convert-to-alias"}


@hooks.register("construct_page_action_menu")
@hooks.register("construct_snippet_action_menu")
def no_synced_translation(items: list[Any], request: HttpRequest, context: Any) -> None:
    items[:] = [item for item in items if item.name not in SYNCED]


@hooks.register("before_edit_page", order=-1)
@hooks.register("before_edit_snippet", order=-1)
def no_synced_translation_by_hand(request: HttpRequest, edited: Any) -> HttpResponse | None:
    return redirect(request.get_full_path()) if SYNCED & request.POST.keys() else None


@hooks.register("before_bulk_action")
def no_heavy_page_in_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """Publishing many at once asks no form; a page over its budget is opened and given a reason."""
    if action_type != "publish" or not issubclass(action.model, Page):
        return None
    heavy = [page for page in objects if is_too_heavy(page.get_latest_revision_as_object())]
    for page in heavy:
        words = gettext("“%(title)s” is too heavy to be published with the others. Open it, shorten it, or say why it must be so.")
        messages.error(request, words % {"title": page.get_admin_display_title()})
    return redirect("wagtailadmin_explore", heavy[0].get_parent().pk) if heavy else None
