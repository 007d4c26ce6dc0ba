"""A published table as an Excel workbook.

Text is always written as text, never as formula or link; the same table gives the same bytes.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC
from functools import cache
from importlib import import_module
from io import BytesIO
from types import ModuleType
from typing import Any

from casemgmt.domain.disclosure.table import PublishedCell, PublishedTable
from casemgmt.reports.wording import (
    EVERY_COLUMN,
    EVERY_ROW,
    count_text,
    moment_text,
    percent_text,
    protection_note,
    rate_note,
    require_published,
)

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
SHEET = "Số liệu"
A4 = 9
HEAD_ROW, FIRST_ROW = 3, 5  # counted from 0: the two rows of headings, the first of figures
AGE_WIDTH, FIGURE_WIDTH = 22, 12  # characters
LINE_HEIGHT = 15.5  # points
BASE = {"font_name": "Arial", "font_size": 11, "valign": "vcenter"}
INK, RULED = "#1F2933", "#9AA5B1"
STYLES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 14, "font_color": INK},
    "text": {},
    "note": {"text_wrap": True, "valign": "top"},
    "note_name": {"valign": "top", "bold": True},
    "head": {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#E6EEF2", "border": 1},
    "name": {"bold": True, "border": 1},
    "count": {"num_format": "#,##0", "align": "right", "border": 1},
    "percent": {"num_format": "0.0", "align": "right", "border": 1},
}
FOUND_HEADS = ("Số trẻ được khám", "Số trẻ có phát hiện", "Tỷ lệ (%)")
EXAMINED_HEADS = ("Số trẻ được khám",)


def table_workbook(table: PublishedTable) -> bytes:
    """An ``.xlsx`` file with the table, its definition and what is hidden, ready to print on A4.

    Raises:
        TypeError: not a ``PublishedTable``.
    """
    require_published(table)
    file = BytesIO()
    book = _xlsxwriter().Workbook(file, OPTIONS)
    book.set_properties({"title": table.caption.title, "created": table.caption.made_at.astimezone(UTC)})
    styles = {name: book.add_format({**BASE, "border_color": RULED, **own}) for name, own in STYLES.items()}
    sheet = book.add_worksheet(SHEET)
    _write_top(sheet, table, styles)
    _write_figures(sheet, table, styles)
    _write_notes(sheet, table, styles)
    _set_up_page(sheet, table)
    book.close()
    return file.getvalue()


@cache
def _xlsxwriter() -> ModuleType:
    """xlsxwriter, loaded with the first workbook: it would add a sixth of a second to every start."""
    return import_module("xlsxwriter")


def _write_top(sheet: Any, table: PublishedTable, styles: dict[str, Any]) -> None:
    heads = _heads(table)
    sheet.write_string(0, 0, table.caption.title, styles["title"])
    sheet.write_string(1, 0, table.caption.period, styles["text"])
    sheet.merge_range(HEAD_ROW, 0, HEAD_ROW + 1, 0, "", styles["head"])
    sheet.write_string(HEAD_ROW, 0, "Nhóm tuổi", styles["head"])
    for at, column in enumerate((*table.columns, EVERY_COLUMN)):
        first = 1 + at * len(heads)
        if len(heads) > 1:
            sheet.merge_range(HEAD_ROW, first, HEAD_ROW, first + len(heads) - 1, "", styles["head"])
        sheet.write_string(HEAD_ROW, first, column.label, styles["head"])
        for offset, head in enumerate(heads):
            sheet.write_string(HEAD_ROW + 1, first + offset, head, styles["head"])


def _write_figures(sheet: Any, table: PublishedTable, styles: dict[str, Any]) -> None:
    for at, (row, cells) in enumerate(zip((*table.rows, EVERY_ROW), table.cells, strict=True)):
        sheet.write_string(FIRST_ROW + at, 0, row.label, styles["name"])
        figures = [figure for cell in cells for figure in _figures(cell)]
        for column, (style, number, text) in enumerate(figures, start=1):
            if number is None:
                sheet.write_string(FIRST_ROW + at, column, text, styles[style])
            else:
                sheet.write_number(FIRST_ROW + at, column, number, styles[style])


def _figures(cell: PublishedCell) -> Iterator[tuple[str, float | None, str]]:
    """Style, number and text of a cell's figures; the number is None where only text may stand."""
    counts = [cell.examined] if cell.found is None else [cell.examined, cell.found]
    for count in counts:
        yield "count", count if isinstance(count, int) else None, count_text(count)
    if cell.found is not None:
        percent = cell.percent
        yield "percent", percent if isinstance(percent, float) else None, percent_text(percent)


def _write_notes(sheet: Any, table: PublishedTable, styles: dict[str, Any]) -> None:
    last = len(_heads(table)) * (len(table.columns) + 1)
    first = FIRST_ROW + len(table.rows) + 2
    for row, (name, text) in enumerate(_notes(table), start=first):
        sheet.write_string(row, 0, name, styles["note_name"])
        sheet.merge_range(row, 1, row, last, "", styles["note"])
        sheet.write_string(row, 1, text, styles["note"])
        sheet.set_row(row, LINE_HEIGHT * (1 + len(text) // (last * FIGURE_WIDTH)))


def _notes(table: PublishedTable) -> Iterator[tuple[str, str]]:
    caption = table.caption
    yield "Định nghĩa", caption.definition
    yield "Tử số" if caption.denominator else "Đếm", caption.numerator
    if caption.denominator:
        yield "Mẫu số", caption.denominator
    yield "Đối tượng", caption.population
    yield "Kỳ số liệu", caption.period
    yield "Che số nhỏ", protection_note(table.rule)
    if table.has_rate:
        yield "Tỷ lệ", rate_note()
    yield "Phiên bản quy tắc", caption.rule_version
    yield "Nguồn", caption.source
    yield "Lập lúc", moment_text(caption.made_at)


def _set_up_page(sheet: Any, table: PublishedTable) -> None:
    columns = len(_heads(table)) * (len(table.columns) + 1)
    sheet.set_column(0, 0, AGE_WIDTH)
    sheet.set_column(1, columns, FIGURE_WIDTH)
    sheet.set_row(HEAD_ROW + 1, 2 * LINE_HEIGHT)
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)  # inches
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW, HEAD_ROW + 1)
    sheet.hide_gridlines(2)
    sheet.set_footer("&CTrang &P/&N")


def _heads(table: PublishedTable) -> Sequence[str]:
    return FOUND_HEADS if table.has_rate else EXAMINED_HEADS
