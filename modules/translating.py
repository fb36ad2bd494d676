"""What becomes of a page or a text when it is copied into another language: a draft of its own, which nobody has reviewed yet.

It is then written, weighed, submitted and approved like every other (docs/decisions/0015).
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.locales.components import LOCALE_COMPONENTS

from lms.accounts.staff_groups import open_to_groups
from modules.models import Home, LeaderMessage
from modules.models.base import Reviewable


def begin_translation(copy: models.Model) -> None:
    """``copy`` may not be saved yet."""
    if isinstance(copy, Home):
        open_to_groups(copy)
    if isinstance(copy, LeaderMessage):
        copy.language = copy.locale.language_code
    if isinstance(copy, Reviewable):
        _ask_for_review(copy)
    if isinstance(copy, Page) and copy.alias_of_id:
        _make_draft(copy)


def offer_no_aliases() -> None:
    """Opening a language copies nothing by itself: a page would be shown in Indonesian under another language's address."""
    LOCALE_COMPONENTS.clear()


def _make_draft(copy: Page) -> None:
    """The pages above a translated one are made with it, as aliases that are published; a draft waits until somebody translates it."""
    copy.alias_of, copy.live, copy.has_unpublished_changes = None, False, True
    copy.save(update_fields=["alias_of", "live", "has_unpublished_changes"], clean=False)
    copy.save_revision(clean=False)


def _ask_for_review(copy: Reviewable) -> None:
    """Who reviewed the source has not read the translation; beside them somebody must who speaks the language."""
    speaker = _("a speaker of the language: %(language)s") % {"language": copy.locale}  # type: ignore[attr-defined]
    both = "; ".join(filter(None, [copy.review_institution, speaker]))
    institution = both[: Reviewable._meta.get_field("review_institution").max_length]
    fields = {"review_institution": institution, "reviewed_by": "", "reviewed_on": None}
    for name, value in fields.items():
        setattr(copy, name, value)
    if copy.pk:
        type(copy)._default_manager.filter(pk=copy.pk).update(**fields)
