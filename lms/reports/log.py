"""Who may read the log of everything: it names people of all regions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.views.reports.audit_logging import LogEntriesView

from lms.reports.export import csv_cell

if TYPE_CHECKING:
    from lms.accounts.models import User


def may_read_log(user: User) -> bool:
    """Superusers, and who answers for the whole province. Wagtail shows it to all staff, whatever their region."""
    whole_province = bool(user.scope_id) and "." not in str(user.scope_id)
    return user.is_superuser or (whole_province and user.has_perm("certificates.revoke_certificate"))


class OfficeLogView(LogEntriesView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_read_log(request.user):  # type: ignore[arg-type]
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Names are what people typed: no formulas in the log's own spreadsheet either."""
        value = super().preprocess_field_value(field, value, export_format)
        return csv_cell(value) if export_format == self.FORMAT_CSV and isinstance(value, str) else value
