"""Sheets of values as an .xlsx with the column "Lỗi", where the file's own form cannot be written."""

import io
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from casemgmt.domain.rosters.sheets import Cell, Sheet, cell_text
from casemgmt.intake.marks import SheetMarks

MOST_LETTERS = 32_767  # of a cell
_NARROWEST, _WIDEST, _REMARKS_WIDTH = 8, 40, 70
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
# Everything is written with the call for its own type; these keep the writer from guessing.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
Forms = Mapping[str, Format]


def write_marked_values(sheets: Iterable[Sheet], marks: Mapping[str, SheetMarks]) -> bytes:
    """The sheets in their order with their values; a text that looks like a formula stays text."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        forms = {
            "plain": book.add_format(),
            "day": book.add_format({"num_format": "dd/mm/yyyy"}),
            "marked": book.add_format({"bg_color": "#FFF4CE"}),
            "marked day": book.add_format({"bg_color": "#FFF4CE", "num_format": "dd/mm/yyyy"}),
            "remark": book.add_format({"bg_color": "#FFF4CE", "text_wrap": True, "valign": "top"}),
            "heading": book.add_format({"bold": True}),
        }
        for place, sheet in enumerate(sheets, 1):
            made = book.add_worksheet(_name(sheet.name, place, set(book.sheetnames)))
            if sheet.hidden and place > 1:
                made.hide()
            _fill(made, sheet, marks.get(sheet.name, SheetMarks()), forms)
    return target.getvalue()


def _name(name: str, place: int, taken: set[str]) -> str:
    """The tab's name within what an .xlsx allows."""
    wanted = _NOT_IN_NAMES.sub("_", name).strip("'")[:31]
    if not wanted or wanted.casefold() in {one.casefold() for one in taken}:
        return f"{wanted[:24]} ({place})".strip()
    return wanted


def _fill(made: Worksheet, sheet: Sheet, marks: SheetMarks, forms: Forms) -> None:
    shown = marks.column()
    for row, cells in enumerate(sheet.rows):
        marked = "marked" if marks.remarks.get(row + 1) else ""
        for column in range(sheet.width if marked else len(cells)):
            _write(made, (row, column), cells[column] if column < len(cells) else None, forms, marked)
    for number, text in shown.items():
        form = forms["remark" if marks.remarks.get(number) else "heading"]
        made.write_string(number - 1, sheet.width, text, form)
    for column in range(sheet.width):
        longest = max((len(cell_text(sheet.cell(row, column))) for row in range(len(sheet.rows))), default=0)
        made.set_column(column, column, min(max(longest + 2, _NARROWEST), _WIDEST))
    if shown:
        made.set_column(sheet.width, sheet.width, _REMARKS_WIDTH)


def _write(made: Worksheet, place: tuple[int, int], cell: Cell, forms: Forms, marked: str) -> None:
    form = forms[marked or "plain"]
    if cell is None:
        made.write_blank(*place, None, form)
    elif isinstance(cell, bool):
        made.write_boolean(*place, cell, form)
    elif isinstance(cell, date) and cell.year >= 1900:
        moment = cell if isinstance(cell, datetime) else datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - a cell has no zone
        made.write_datetime(*place, moment.replace(tzinfo=None), forms[f"{marked} day".strip()])
    elif isinstance(cell, int | float):
        made.write_number(*place, cell, form)
    else:
        made.write_string(*place, cell_text(cell)[:MOST_LETTERS], form)
