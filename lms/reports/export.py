"""A list as a spreadsheet: the same rows and columns in the same order as on the screen, safe to open, and logged.

A cell that a spreadsheet could take for a formula gets an apostrophe in CSV, where nothing else tells text from formula; in XLSX it is
typed as text.
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import get_language
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from wagtail.log_actions import log

from lms.reports.columns import Cell, Col, as_text

if TYPE_CHECKING:
    from lms.accounts.models import User
    from lms.reports.listing import OfficeList

FORMATS = ("xlsx", "csv")
LOG_ACTION = "reports.export"
CHUNK = 2000
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: What XML 1.0 cannot hold, and NUL with it: removed in both formats.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: What begins a formula, or hides the beginning of one; also in full width, which some programs fold.
FORMULA_START = re.compile("[\\s\x00-\x1f\u200b-\u200f\u2060\ufeff]*[=+\\-@＝＋－＠﹢﹣﹦﹫]|[\t\r\n\x00]")
EXCEL_LIMIT = 32_767
#: The admin's languages as spreadsheets call them: "Mei" stays "Mei" in a program that speaks English.
LANGUAGES = {"id": "421", "en": "409"}
#: Widths of columns, in digits: of the first one, which names somebody, and of any other at least.
NAMES, NARROWEST = 32, 19


def export(listing: OfficeList, file_format: str) -> HttpResponseBase:
    """The list as a file to download. Logged with what was asked for before a byte is sent; two queries beside the log's own."""
    rows = listing.rows()
    write_log(listing.staff, listing, file_format, rows.count())
    name = f"{listing.filename}-{timezone.localdate():%Y-%m-%d}.{file_format}"
    found = rows.iterator(chunk_size=CHUNK)
    return xlsx_response(listing.columns, found, name) if file_format == "xlsx" else csv_response(listing.columns, found, name)


def write_log(staff: User, listing: OfficeList, file_format: str, count: int) -> None:
    data = {"list": listing.filename, "format": file_format, "rows": count, "filters": listing.filters.chosen()}
    log(instance=staff, action=LOG_ACTION, user=staff, data=data)


# CSV -----------------------------------------------------------------------------------------------------


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_response(columns: Sequence[Col], rows: Iterable[Any], filename: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_in_language(get_language() or "", csv_lines(columns, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "no-store"
    return response


def csv_lines(columns: Sequence[Col], rows: Iterable[Any]) -> Iterator[str]:
    """The mark at the beginning tells Excel that this is UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([csv_cell(str(col.label)) for col in columns])
    for row in rows:
        yield writer.writerow([csv_cell(col.text(row)) for col in columns])


def _in_language(language: str, lines: Iterator[str]) -> Iterator[str]:
    """Lines made after the view has returned, in the language that it had."""
    with translation.override(language):
        yield from lines


def csv_cell(text: str) -> str:
    clean = UNWRITABLE.sub("", text)
    return f"'{clean}" if FORMULA_START.match(text) or FORMULA_START.match(clean) else clean


# XLSX ----------------------------------------------------------------------------------------------------


def xlsx_response(columns: Sequence[Col], rows: Iterable[Any], filename: str) -> FileResponse:
    # Closed by the response.
    output = tempfile.TemporaryFile()  # noqa: SIM115
    write_xlsx(columns, rows, output)
    output.seek(0)
    response = FileResponse(output, as_attachment=True, filename=filename, content_type=XLSX_TYPE)
    response["Cache-Control"] = "no-store"
    return response


def write_xlsx(columns: Sequence[Col], rows: Iterable[Any], output: IO[bytes]) -> None:
    """Written row by row, so that 50,000 rows need no memory of their own."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    sheet.freeze_panes = "A2"
    for number, col in enumerate(columns):
        sheet.column_dimensions[get_column_letter(number + 1)].width = max(NARROWEST if number else NAMES, len(str(col.label)) + 2)
    sheet.append([text_cell(sheet, str(col.label)) for col in columns])
    for row in rows:
        sheet.append([xlsx_cell(sheet, col.value(row)) for col in columns])
    book.save(output)


def xlsx_cell(sheet: Any, value: Cell) -> Any:
    if value is None or (isinstance(value, int | Decimal) and not isinstance(value, bool)):
        return value
    if isinstance(value, datetime):
        return _dated(sheet, timezone.make_naive(value), f'{_day_format()}", "hh"."mm')
    if hasattr(value, "isoformat"):
        return _dated(sheet, value, _day_format())
    return text_cell(sheet, as_text(value))


def text_cell(sheet: Any, text: str) -> Any:
    """Typed as text whatever it looks like: openpyxl would make a formula of "=1" and an error of "#N/A"."""
    cell = WriteOnlyCell(sheet, UNWRITABLE.sub("", text)[:EXCEL_LIMIT])
    cell.data_type = "s"
    return cell


def _day_format() -> str:
    """A day as on the screen."""
    return f"[$-{LANGUAGES.get(get_language() or '', LANGUAGES['id'])}]d mmm yyyy"


def _dated(sheet: Any, value: Any, number_format: str) -> Any:
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = number_format
    return cell
