"""Whenever something public changes, the pages kept so far are forgotten: after the change, so that none is made from half of it.

And a copy into another language begins as what it is: see ``modules.translating``.
"""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import copy_for_translation_done, page_published, page_unpublished, post_page_move, published, unpublished
from wagtailmedia.models import get_media_model

from lms.page_cache import forget_pages
from modules.models import GlossaryTerm, HelpChannel, Leader, LeaderMessage
from modules.translating import begin_translation


def _watched() -> list[type[models.Model]]:
    """What stands on public pages beside the pages themselves, and what decides who may see them."""
    return [
        GlossaryTerm,
        HelpChannel,
        Leader,
        LeaderMessage,
        PageViewRestriction,
        Locale,
        Site,
        get_image_model(),
        get_document_model(),
        get_media_model(),
    ]


def _forget(sender: Any, **kwargs: Any) -> None:
    transaction.on_commit(forget_pages)


def _forget_if_new(sender: Any, instance: Any, created: bool, **kwargs: Any) -> None:
    """A page that is made live at once tells nobody that it was published."""
    if created and isinstance(instance, Page) and instance.live:
        transaction.on_commit(forget_pages)


def _begin_translation(sender: Any, target_obj: Any, **kwargs: Any) -> None:
    begin_translation(target_obj)


def connect() -> None:
    """Called once, when the app is ready."""
    copy_for_translation_done.connect(_begin_translation, dispatch_uid="begin-translation")
    for signal in (page_published, page_unpublished, post_page_move, published, unpublished):
        signal.connect(_forget, dispatch_uid=f"forget-pages-{id(signal)}")
    for model in _watched():
        post_save.connect(_forget, sender=model, dispatch_uid="forget-pages-saved")
        post_delete.connect(_forget, sender=model, dispatch_uid="forget-pages-deleted")
    post_save.connect(_forget_if_new, dispatch_uid="forget-pages-new-page")
    post_delete.connect(_forget, sender=Page, dispatch_uid="forget-pages-page-deleted")
