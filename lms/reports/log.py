"""The log of everything, for who may read it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.views.reports.audit_logging import LogEntriesView

from lms.accounts.permissions import may_read_log
from lms.accounts.personal import user_of
from lms.reports.export import csv_cell


class OfficeLogView(LogEntriesView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_read_log(user_of(request)):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Names are what people typed: no formulas in the log's own spreadsheet either."""
        value = super().preprocess_field_value(field, value, export_format)
        return csv_cell(value) if export_format == self.FORMAT_CSV and isinstance(value, str) else value
