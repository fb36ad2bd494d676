"""Saving a draft while somebody publishes it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm


class LeavesPublished:
    """For forms of pages and snippets that have drafts.

    Wagtail's editor saves drafts by itself. A save that began before the page was published still has ``live=False`` in memory; written
    whole, it would take the page down again. So in that case only the revision is saved, and the published row is left alone.
    """

    instance: Any

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        if commit and self.instance.pk and not self.instance.live and self._is_live_by_now():
            commit = False
        return super().save(commit=commit)  # type: ignore[misc]

    def _is_live_by_now(self) -> bool:
        """The row is held until this save is done."""
        rows = type(self.instance)._base_manager.select_for_update()
        return bool(rows.filter(pk=self.instance.pk).values_list("live", flat=True).first())


class DraftPageForm(LeavesPublished, WagtailAdminPageForm):
    pass


class DraftForm(LeavesPublished, WagtailAdminModelForm):
    pass
