"""Saving a draft while somebody publishes it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm


class LeavesPublished:
    """For a form of something with drafts.

    The editor saves by itself all the while. Such a save that was under way when the page was published still holds it as a draft that
    may be written over: written whole, it would take the page down again. It then makes a revision and no more.
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
