"""Panels that several page types share. Their help stands beside the field, not in it: a word less or more is no migration."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

#: Named here: a field without words of its own stands there as "Body" in every language.
BODY_PANEL = FieldPanel(
    "body", heading=_("What stands on the page"), help_text=_("Put it together from blocks. The plus shows them all, each with an example.")
)
INTRO_PANEL = FieldPanel("intro", help_text=_("One or two sentences above the list."))
SUMMARY_PANEL = FieldPanel(
    "summary", help_text=_("One sentence. It stands on cards, in search results, and in a message that shares the page.")
)
PICTURE_PANEL = FieldPanel(
    "picture", help_text=_("Stands on the card of this page. A drawing rather than a photo; no child who could be recognised.")
)
SENSITIVE_PANEL = FieldPanel("sensitive", help_text=_("Shows the quick exit button."))
MINUTES_PANEL = FieldPanel("minutes", help_text=_("To read and to do it, at 130 words a minute."))
REVIEW_PANELS = [
    FieldPanel(
        "review_institution", help_text=_("Who must check this text. The page says so until the name and the date below are filled in.")
    ),
    FieldPanel("review_note", help_text=_("What they shall look at.")),
    FieldPanel("reviewed_by", help_text=_("Name of the person who checked it, when that is done.")),
    FieldPanel("reviewed_on", help_text=_("With this date the note “must be reviewed” disappears.")),
]
