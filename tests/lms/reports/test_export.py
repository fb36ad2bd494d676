from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from lms.accounts.models import User
from lms.reports.columns import Col
from lms.reports.export import csv_cell, csv_lines, write_xlsx
from tests.lms.reports.conftest import PALANGKA_RAYA, SERUYAN, learners
from tests.lms.reports.test_lists import LISTS

if TYPE_CHECKING:
    from django.test import Client

    from tests.lms.reports.conftest import Office

ACTION = "reports.export"


@pytest.fixture
def people(office: Office) -> None:
    learners(office, 6, SERUYAN)
    learners(office, 4, PALANGKA_RAYA)


def downloaded(client: Client, name: str, file_format: str, query: str = "") -> bytes:
    response = client.post(f"{reverse(f'{name}:export')}{query}", {"format": file_format})
    assert response.status_code == 200, response
    return b"".join(response.streaming_content)


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def xlsx_rows(content: bytes) -> list[tuple[Any, ...]]:
    sheet = load_workbook(io.BytesIO(content), read_only=False).active
    return [tuple(cell for cell in row) for row in sheet.iter_rows()]


def shown_rows(page: Any) -> list[list[str]]:
    """The texts of the table on the screen."""
    table = re.search(r"<tbody.*?</tbody>", page.content.decode().partition('id="listing-results"')[2], re.DOTALL)
    assert table
    cells = [re.findall(r"<td.*?</td>", row, re.DOTALL) for row in re.findall(r"<tr.*?</tr>", table[0], re.DOTALL)]
    return [[re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip() for cell in row] for row in cells]


# The same as on the screen -------------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("query", ["", "?ordering=-name&q=Orang", "?kabupaten=62.07&dari=2020-01-01"])
def test_csv_equals_the_screen(name: str, query: str, office: Office, people: None, client: Client) -> None:
    client.force_login(office.admin)
    page = client.get(reverse(f"{name}:index") + query)
    heading, *rows = csv_rows(downloaded(client, name, "csv", query))
    assert heading == [str(column.label) for column in page.context["table"].columns.values()]
    assert rows == shown_rows(page)
    assert len(rows) >= 3


@pytest.mark.parametrize("name", LISTS)
def test_xlsx_equals_csv_with_numbers_and_dates_as_such(name: str, office: Office, people: None, client: Client) -> None:
    client.force_login(office.admin)
    written = csv_rows(downloaded(client, name, "csv"))
    sheet = xlsx_rows(downloaded(client, name, "xlsx"))
    assert [[cell.value for cell in sheet[0]]] == [written[0]]
    assert [row[0].value for row in sheet] == [row[0] for row in written]
    types = {cell.data_type for row in sheet[1:] for cell in row}
    assert types <= {"s", "n", "d", "inlineStr"}
    assert "d" in types


def test_csv_tells_excel_that_it_is_utf8(office: Office, people: None, client: Client) -> None:
    User.objects.filter(name="Orang 00000").update(name="Ma’anyan Éka")
    client.force_login(office.coordinator)
    content = downloaded(client, "office_people", "csv")
    assert content.startswith("\ufeff".encode())
    assert "Ma’anyan Éka" in content.decode()


def test_telephone_numbers_are_written_as_here(office: Office, people: None, client: Client) -> None:
    client.force_login(office.coordinator)
    assert csv_rows(downloaded(client, "office_people", "csv"))[1][1] == "0812-0000-0000"


# Who may -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LISTS)
def test_an_export_ends_at_the_scope(name: str, office: Office, people: None, client: Client) -> None:
    client.force_login(office.other_coordinator)
    for query in ("", "?kabupaten=62.07", "?q=Orang+00000"):
        text = downloaded(client, name, "csv", query).decode()
        assert "Seruyan" not in text
        assert "Orang 00000" not in text


@pytest.mark.parametrize("name", LISTS)
def test_looking_is_not_taking_along(name: str, office: Office, people: None, client: Client) -> None:
    client.force_login(office.trainer)
    assert client.get(reverse(f"{name}:index")).status_code == 200
    assert "unduh" not in client.get(reverse(f"{name}:index")).content.decode()
    response = client.post(reverse(f"{name}:export"), {"format": "csv"})
    assert (response.status_code, response["Location"]) == (302, reverse("wagtailadmin_home"))
    assert not ModelLogEntry.objects.filter(action=ACTION).exists()


def test_coming_back_from_proving_who_one_is_leads_to_the_list_and_takes_nothing(office: Office, people: None, client: Client) -> None:
    client.force_login(office.coordinator)
    response = client.get(reverse("office_people:export"), {"q": "Peserta"})
    assert (response.status_code, response["Location"]) == (302, f"{reverse('office_people:index')}?q=Peserta")
    assert not ModelLogEntry.objects.filter(action=ACTION).exists()


def test_an_export_is_asked_for_with_post_and_token(office: Office, people: None, client: Client) -> None:
    client.force_login(office.coordinator)
    url = reverse("office_people:export")
    assert client.post(url, {"format": "ods"}).status_code == 404
    strict = type(client)(enforce_csrf_checks=True)
    strict.force_login(office.coordinator)
    assert strict.post(url, {"format": "csv"}).status_code == 403


def test_who_signed_in_long_ago_shows_again_that_it_is_them(office: Office, people: None, client: Client) -> None:
    office.coordinator.set_password("sandi-yang-panjang")
    office.coordinator.save()
    client.force_login(office.coordinator)
    response = client.post(reverse("office_people:export"), {"format": "csv"})
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    assert not ModelLogEntry.objects.filter(action=ACTION).exists()


@pytest.mark.parametrize("query", ["", "?q=Orang"])
def test_after_showing_who_one_is_the_list_comes_back_with_or_without_filters(query: str, office: Office, client: Client) -> None:
    """The button is pressed once more, as the guide says: no file comes out of the page with the password."""
    office.coordinator.set_password("sandi-yang-panjang")
    office.coordinator.save()
    client.force_login(office.coordinator)
    asked = client.post(f"{reverse('office_people:export')}{query}", {"format": "csv"})["Location"]
    back = parse_qs(urlsplit(asked).query)["next"][0]
    shown = client.post(asked, {"password": "sandi-yang-panjang", "next": back})
    assert (shown.status_code, shown["Location"]) == (302, reverse("office_people:export") + query)
    assert client.get(shown["Location"])["Location"].startswith(reverse("office_people:index"))
    assert not ModelLogEntry.objects.filter(action=ACTION).exists()
    assert downloaded(client, "office_people", "csv", query)


# The log -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_each_export_is_logged_with_rows_and_filters(file_format: str, office: Office, people: None, client: Client) -> None:
    client.force_login(office.coordinator)
    downloaded(client, "office_people", file_format, "?kecamatan=62.07.01&audiens=kader&q=Orang")
    entry = ModelLogEntry.objects.get(action=ACTION)
    assert entry.user == office.coordinator
    assert entry.data == {
        "list": "orang",
        "format": file_format,
        "rows": 6,
        # That somebody was searched for, not who: after erasing a person no log may name them.
        "filters": {"wilayah": "62.07.01", "audiens": "kader", "q": "…"},
    }


# Formulas ------------------------------------------------------------------------------------------------

DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\x00=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM",
    " =1+1",
    "\u00a0=1",
    "\u200b=1",
    "\ufeff=1",
    "\x01=1",
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
    "\tx",
    "\rx",
    "\nx",
    "\x00x",
]
HARMLESS = ["Budi", "0812-3456-7890", "a=b", "62.07.01.2001", "", "'", "Ma'anyan", "3 - 1", "Siti; Aminah", 'kata "kutip"', "a,b", "a\nb"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_csv_disarms_what_could_be_a_formula(text: str) -> None:
    cell = csv_cell(text)
    assert cell.startswith("'")
    assert "\x00" not in cell
    assert cell.strip("'\t\r\n\x00\x01") == text.strip("\t\r\n\x00\x01")


@pytest.mark.parametrize("text", HARMLESS)
def test_csv_leaves_other_words_alone(text: str) -> None:
    assert csv_cell(text) == text


def columns() -> list[Col]:
    return [Col("text", "=Nama", lambda row: row), Col("count", "@n", lambda row: 3), Col("score", "Nilai", lambda row: Decimal("87.50"))]


@pytest.mark.parametrize("text", [*DANGEROUS, *HARMLESS, "#N/A", "http://x.id", "a\x0bb\ufffec", "\ud800x", "x" * 40_000])
def test_xlsx_types_every_word_as_text(text: str) -> None:
    output = io.BytesIO()
    write_xlsx(columns(), [text], output)
    output.seek(0)
    heading, row = xlsx_rows(output.read())
    assert {cell.data_type for cell in heading} == {"s"}
    assert row[0].data_type in ("s", "inlineStr") or (not text and row[0].value is None)
    assert row[0].value is None or not re.search("[\x00-\x08\x0b\ud800\ufffe]", row[0].value)
    assert (row[1].value, row[1].data_type, row[2].value) == (3, "n", 87.5)


@pytest.mark.parametrize(("language", "code"), [("id", "421"), ("en", "409")])
def test_xlsx_writes_days_and_months_as_the_screen_does_whatever_the_program_speaks(language: str, code: str) -> None:
    moment = datetime(2026, 5, 5, 23, 32, tzinfo=UTC)
    output = io.BytesIO()
    with translation.override(language):
        write_xlsx([Col("day", "Hari", date.fromisoformat), Col("at", "Saat", lambda row: moment)], ["2026-05-05"], output)
    day, at = xlsx_rows(output.getvalue())[1]
    assert day.number_format == f"[$-{code}]d mmm yyyy"
    assert at.number_format == f'[$-{code}]d mmm yyyy", "hh"."mm'
    assert at.value.isoformat() == "2026-05-06T06:32:00"


def test_xlsx_columns_are_wide_enough_to_read() -> None:
    """A date in a column too narrow for it is shown as ########."""
    output = io.BytesIO()
    write_xlsx(columns(), ["Orang"], output)
    widths = load_workbook(output).active.column_dimensions
    assert widths["A"].width >= 30
    assert widths["C"].width >= len("29 Nov 2026, 23.50")


def test_csv_headings_are_disarmed_too() -> None:
    assert next(iter(csv_lines(columns(), []))).startswith("\ufeff'=Nama,'@n")


def test_a_name_that_is_a_formula_comes_out_as_words(office: Office, people: None, client: Client) -> None:
    User.objects.filter(name="Orang 00000").update(name="=1+1|cmd")
    client.force_login(office.coordinator)
    assert "'=1+1|cmd" in [row[0] for row in csv_rows(downloaded(client, "office_people", "csv"))]
    cell = next(row[0] for row in xlsx_rows(downloaded(client, "office_people", "xlsx")) if row[0].value == "=1+1|cmd")
    assert cell.data_type == "s"


# Cost ----------------------------------------------------------------------------------------------------


@pytest.mark.thorough
def test_queries_of_an_export_do_not_grow_with_the_rows(office: Office, client: Client) -> None:
    client.force_login(office.admin)
    learners(office, 10, SERUYAN)
    few = [queries_of(client, name, file_format) for name in LISTS for file_format in ("csv", "xlsx")]
    learners(office, 990, SERUYAN, start=10)
    assert [queries_of(client, name, file_format) for name in LISTS for file_format in ("csv", "xlsx")] == few
    assert max(few) <= 25


def queries_of(client: Client, name: str, file_format: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        downloaded(client, name, file_format)
    return len(queries)
