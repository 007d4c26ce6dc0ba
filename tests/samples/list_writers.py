"""Writes made-up class lists as .xlsx, .xls, .ods and .csv, every time the same bytes."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import xlwt
from openpyxl.utils import get_column_letter

HEADER = ("STT", "Họ và tên", "Ngày sinh")
LETTERS = "ABCDEGHIKLMNOPQRST"
LONG_AGO = (2026, 1, 1, 0, 0, 0)
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = "".join(f' xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "table", "text", "style"))


@dataclass(frozen=True)
class Tab:
    """One sheet; merges as (top, left, bottom, right) from 0."""

    name: str
    rows: list
    merges: list = field(default_factory=list)
    hidden: bool = False
    hidden_columns: tuple = ()
    hidden_rows: tuple = ()


@dataclass(frozen=True)
class Made:
    """A list with the reading wanted of it.

    Attributes:
        name: of the file.
        children: with the keys that the file states.
        rejected: rows that are refused.
        problems: (row, column, code) of everything refused or doubted.
        notes: codes that must be among what is said.
    """

    name: str
    content: bytes
    children: list
    rejected: tuple = ()
    problems: tuple = ()
    notes: tuple = ()


def children(keys, *lines):
    """Children as dictionaries: one line of values each, in the order of the keys."""
    return [dict(zip(keys.split(), line, strict=True)) for line in lines]


def with_column(heading, *cells):
    """A list of Trẻ Mẫu A, B, … born on 5 September 2018, with one more column that holds these cells."""
    rows = zip(range(1, 20), LETTERS, cells, strict=False)
    return [(*HEADER, heading), *((n, f"Trẻ Mẫu {letter}", "05/09/2018", cell) for n, letter, cell in rows)]


def each_with(key, *values):
    """The children of such a list."""
    pairs = zip(LETTERS, values, strict=False)
    return [{"full_name": f"Trẻ Mẫu {one}", "dob": "2018-09-05", key: value} for one, value in pairs]


def xlsx(tabs):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for tab in tabs:
        sheet = made.create_sheet(tab.name)
        sheet.sheet_state = "hidden" if tab.hidden else "visible"
        for row, cells in enumerate(tab.rows, start=1):
            for column, value in enumerate(cells, start=1):
                if value is not None:
                    _put(sheet.cell(row, column), value)
        for top, left, bottom, right in tab.merges:
            sheet.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
        for column in tab.hidden_columns:
            sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
        for row in tab.hidden_rows:
            sheet.row_dimensions[row + 1].hidden = True
    target = io.BytesIO()
    made.save(target)
    return _without_clock(target.getvalue())


def _put(cell, value):
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"


def _without_clock(content):
    """The archive with one fixed moment in it."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(target, "w") as written:
        for entry in read.infolist():
            part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-01-01T00:00:00Z", read.read(entry))
            _write(written, entry.filename, part, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _write(archive, name, part, how):
    entry = zipfile.ZipInfo(name, LONG_AGO)
    entry.compress_type = how
    archive.writestr(entry, part)


def xls(tabs):
    made = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for tab in tabs:
        sheet = made.add_sheet(tab.name)
        sheet.visibility = int(tab.hidden)
        covered = {(top, left): (bottom, right) for top, left, bottom, right in tab.merges}
        for row, cells in enumerate(tab.rows):
            for column, value in enumerate(cells):
                if value is None:
                    continue
                style = [day] if isinstance(value, date) else []
                if (row, column) in covered:
                    bottom, right = covered[row, column]
                    sheet.write_merge(row, bottom, column, right, value, *style)
                else:
                    sheet.write(row, column, value, *style)
        for column in tab.hidden_columns:
            sheet.col(column).hidden = True
        for row in tab.hidden_rows:
            sheet.row(row).hidden = True
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def ods(tabs):
    styles = (
        '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    body = "".join(map(_table, tabs))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{_SPACES} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{body}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        _write(archive, "mimetype", MIMETYPE, zipfile.ZIP_STORED)
        _write(archive, "content.xml", content, zipfile.ZIP_DEFLATED)
        _write(archive, "META-INF/manifest.xml", manifest, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _table(tab):
    width = max(map(len, tab.rows))
    hidden = dict.fromkeys(tab.hidden_columns, ' table:visibility="collapse"')
    columns = "".join(f"<table:table-column{hidden.get(place, '')}/>" for place in range(width))
    rows = "".join(_row(tab, place, cells) for place, cells in enumerate(tab.rows))
    # As office programs write them: the rest of the sheet as two numbers.
    rest = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    style = ' table:style-name="gone"' if tab.hidden else ""
    return f"<table:table table:name={quoteattr(tab.name)}{style}>{columns}{rows}{rest}</table:table>"


def _row(tab, place, cells):
    spans = {(top, left): (bottom, right) for top, left, bottom, right in tab.merges}
    hidden = ' table:visibility="collapse"' if place in tab.hidden_rows else ""
    inside = "".join(
        _cell(value, spans.get((place, column)), place, column) for column, value in enumerate(cells)
    )
    rest = '<table:table-cell table:number-columns-repeated="1000"/>'
    return f"<table:table-row{hidden}>{inside}{rest}</table:table-row>"


def _cell(value, span, row, column):
    merged = ""
    if span:
        down, across = span[0] - row + 1, span[1] - column + 1
        merged = f' table:number-rows-spanned="{down}" table:number-columns-spanned="{across}"'
    if value is None:
        return f"<table:table-cell{merged}/>"
    if isinstance(value, date):
        kind = f' office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, int | float):
        kind = f' office:value-type="float" office:value="{value}"'
    else:
        kind = ' office:value-type="string"'
    return f"<table:table-cell{merged}{kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def csv(rows, encoding="utf-8", separator=";"):
    """Text lines; blanks as nothing."""
    lines = (separator.join("" if cell is None else str(cell) for cell in row) for row in rows)
    return "".join(line + "\r\n" for line in lines).encode(encoding)
