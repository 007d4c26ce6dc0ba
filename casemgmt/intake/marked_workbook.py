"""An .xlsx with the column "Lỗi": everything else as it was."""

import io
import zipfile
from collections.abc import Mapping
from copy import copy

from openpyxl import Workbook, load_workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from casemgmt.intake.marks import SheetMarks

LAST_COLUMN = 16_384  # XFD
_WIDTH = 70
_LINE_POINTS = 15
_LIGHT = PatternFill("solid", fgColor="FFFFF4CE")


class _InMemoryWriter(ExcelWriter):
    """The library's writer without its temporary files: the process that marks can open none."""

    def write_worksheet(self, ws: Worksheet) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        writer = WorksheetWriter(ws, out=io.BytesIO())
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], writer.out.getvalue())
        self.manifest.append(ws)


def mark_workbook(content: bytes, marks: Mapping[str, SheetMarks]) -> bytes:
    """The workbook with one more column in every sheet that has marks.

    Args:
        content: an archive whose parts were checked.

    Raises:
        ValueError: a sheet has no column left. The library raises more kinds of error for parts
            that it does not understand.
    """
    book = load_workbook(io.BytesIO(content), keep_links=False)
    for sheet in book.worksheets:
        shown = marks[sheet.title].column() if sheet.title in marks else {}
        if shown:
            _mark_sheet(sheet, shown, marks[sheet.title])
    return _written(book)


def warm_up() -> None:
    """Load what the library loads only when it first reads and writes."""
    made = Workbook()
    made.active.append(["a", 1, 1.5])
    made.active["A2"] = "=A1"
    load_workbook(io.BytesIO(_written(made)))


def _written(book: Workbook) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        _InMemoryWriter(book, archive).write_data()
    return target.getvalue()


def _mark_sheet(sheet: Worksheet, shown: Mapping[int, str], marks: SheetMarks) -> None:
    column = _free_column(sheet, shown)
    for row, text in shown.items():
        marked = bool(marks.remarks.get(row))
        if marked:
            _colour(sheet, row, column)
        cell = sheet.cell(row, column)
        if not marked:
            cell._style = copy(sheet.cell(row, column - 1)._style) if column > 1 else cell._style
        cell.font = _readable(cell.font, bold=not marked)
        cell.value = text
        cell.data_type = "s"  # never a formula, never an error value
        if marked:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            _make_room(sheet, row, text)
    _widen(sheet, column)


def _readable(font: Font, *, bold: bool) -> Font:
    """The list's own font may be one of before Unicode, in which our letters cannot be read."""
    return Font(name="Arial", sz=font.sz, color=font.color, b=bold)


def _free_column(sheet: Worksheet, rows: Mapping[int, str]) -> int:
    """The column behind the last value and behind every merged block of the rows to be written."""
    values = (cell.column for cell in sheet._cells.values() if cell.value is not None)
    blocks = (
        block.max_col
        for block in sheet.merged_cells.ranges
        if any(block.min_row <= row <= block.max_row for row in rows)
    )
    free = max((*values, *blocks), default=0) + 1
    if free > LAST_COLUMN:
        raise ValueError("no column is left")
    return free


def _colour(sheet: Worksheet, row: int, column: int) -> None:
    """A light ground for the cells of a row that have none of their own."""
    for number in range(1, column + 1):
        cell = sheet.cell(row, number)
        if cell.fill.fill_type is None:
            cell.fill = _LIGHT


def _make_room(sheet: Worksheet, row: int, text: str) -> None:
    """A row of a fixed height shows several sentences only if it is high enough."""
    height = sheet.row_dimensions[row].height if row in sheet.row_dimensions else None
    lines = sum(1 + len(line) // _WIDTH for line in text.split("\n"))
    if height is not None and height < lines * _LINE_POINTS:
        sheet.row_dimensions[row].height = lines * _LINE_POINTS


def _widen(sheet: Worksheet, column: int) -> None:
    """A width for one column; a span of columns that holds it is cut in two.

    A column that lies in two spans makes a workbook that Excel wants to repair.
    """
    widths, letter = sheet.column_dimensions, get_column_letter(column)
    for span in list(widths.values()):
        if span.min is None or not span.min <= column <= span.max:
            continue
        if span.max > column:
            after = copy(span)
            after.index, after.min = get_column_letter(column + 1), column + 1
            widths[after.index] = after
        span.max = column - 1
        if span.min > span.max:
            del widths[letter]
    widths[letter].width = _WIDTH
    widths[letter].min = widths[letter].max = column
