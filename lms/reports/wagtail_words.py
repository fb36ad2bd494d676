"""Words of Wagtail's own pages that its Indonesian translation lacks: named here, so that ours knows them."""

from django.utils.translation import gettext_noop as _

WORDS = (
    _("Reports"),
    _("Help"),
    _("Profile"),
    _("Notifications"),
    _("Locale"),
    _("Theme preferences"),
    _("Shortcuts"),
    _("Site history"),
    _("Aging pages"),
    _("Locked pages"),
    _("Page types usage"),
    _("Workflows"),
    _("Workflow tasks"),
    _("Toggle sidebar"),
    _("Expand breadcrumbs"),
    _("Awaiting your review"),
    _("Your pages and snippets in a workflow"),
    _("Your most recent edits"),
)
