"""Leaders, their messages, help channels and the glossary in the admin; what this app writes into the log."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from lms.log_words import register_log_words
from modules.models import GlossaryTerm, HelpChannel, Leader, LeaderMessage


class LeaderViewSet(SnippetViewSet):
    model = Leader
    icon = "user"
    list_display = ["name", "role", "institution", "region", "consent_until"]
    list_filter = ["kind"]


class LeaderMessageViewSet(SnippetViewSet):
    model = LeaderMessage
    icon = "comment"
    list_display = ["role", "topic", "signed_by", "region", "reviewed_on"]
    list_filter = ["leader_kind", "topic", "live"]


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
