"""The process that opens a file: bytes on standard input, JSON on standard output.

``python -m casemgmt.intake.sandbox``. It has no database, no settings and no network, and
small limits; if a hostile file brings it down, only this process dies.
"""

import io
import json
import posixpath
import sys
from collections.abc import Callable, Iterator, Mapping

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.rosters.records import FileCode
from casemgmt.domain.rosters.sheets import Cell, Merge, Sheet
from casemgmt.intake.biff_scan import scan_stream
from casemgmt.intake.cell_codec import encode, plain_cell
from casemgmt.intake.confinement import limit_itself
from casemgmt.intake.guard import (
    LIMITS,
    CheckedWorkbook,
    FileKind,
    check_workbook,
    file_kind,
    repacked,
)
from casemgmt.intake.ole import packed, read_stream
from casemgmt.intake.open_document import read_open_document
from casemgmt.intake.text_table import read_text_table
from casemgmt.intake.xml_scan import PartScan

LONGEST_SHEET_NAME = 60  # spreadsheet programs allow 31
MAX_TEXT = 16 * 1024 * 1024  # characters handed over: one long text may be named by a million cells


def main() -> int:
    """Read one file and print its sheets, or the problem that makes it unreadable."""
    limit_itself()
    content = sys.stdin.buffer.read()
    try:
        answer = encode(read_file(content))
    except UnreadableFile as refusal:
        answer = json.dumps(refusal.details).encode()
    sys.stdout.buffer.write(answer)
    return 0


def read_file(content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook or text table, checked first.

    Raises:
        UnreadableFile: it is not what was expected, or passes a limit.
    """
    kind = file_kind(content)
    if kind is FileKind.TEXT:
        sheets: tuple[Sheet, ...] = (read_text_table(content, LIMITS),)
    elif kind is FileKind.OLD_WORKBOOK:
        sheets = _read_old_workbook(content)
    else:
        checked = check_workbook(content)
        sheets = _read_open_document(checked) if checked.is_open_document else _read_workbook(checked)
    if not any(cell is not None for sheet in sheets for row in sheet.rows for cell in row):
        raise UnreadableFile(problem=FileCode.EMPTY)
    return sheets


def _read_workbook(checked: CheckedWorkbook) -> tuple[Sheet, ...]:
    scans = _scans_by_sheet(checked.scans)
    names = [name.casefold() for name, _ in checked.scans["xl/workbook.xml"].sheets]
    if len(set(names)) < len(names) or max(map(len, names), default=0) > LONGEST_SHEET_NAME:
        raise UnreadableFile(problem=FileCode.DAMAGED)  # no spreadsheet program writes such names
    return _parsed(repacked(checked), lambda _place, name: scans.get(name, PartScan()))


def _read_old_workbook(content: bytes) -> tuple[Sheet, ...]:
    """Only the stream of the workbook is handed on, with the extents that were counted."""
    try:
        stream = read_stream(content, ("Workbook", "Book"))
    except ValueError as error:
        raise UnreadableFile(problem=FileCode.DAMAGED) from error
    if stream is None:
        raise UnreadableFile(problem=FileCode.DAMAGED)
    checked = scan_stream(stream, LIMITS)
    return _parsed(packed(checked.stream), lambda place, _name: checked.scans[place])


def _read_open_document(checked: CheckedWorkbook) -> tuple[Sheet, ...]:
    sheets = read_open_document(checked.parts["content.xml"], LIMITS)
    left = MAX_TEXT
    for sheet in sheets:
        left = _text_left(left, sheet.rows)
    return sheets


def _parsed(content: bytes, scan_of: Callable[[int, str], PartScan]) -> tuple[Sheet, ...]:
    """What the parser reads. Args: scan_of: place and name of a sheet -> what was seen in it."""
    try:
        with CalamineWorkbook.from_object(io.BytesIO(content)) as workbook:
            return tuple(_sheets(workbook, scan_of))
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise UnreadableFile(problem=FileCode.DAMAGED) from error


def _text_left(left: int, rows: tuple[tuple[Cell, ...], ...]) -> int:
    left -= sum(len(cell) for row in rows for cell in row if isinstance(cell, str))
    if left < 0:
        raise UnreadableFile(problem=FileCode.TOO_MUCH_TEXT, limit=MAX_TEXT)
    return left


def _sheets(workbook: CalamineWorkbook, scan_of: Callable[[int, str], PartScan]) -> Iterator[Sheet]:
    left = MAX_TEXT
    for place, about in enumerate(workbook.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        read = workbook.get_sheet_by_index(place)
        rows = _rows(read)
        left = _text_left(left, rows)
        scan = scan_of(place, about.name)
        yield Sheet(
            name=about.name,
            rows=rows,
            merges=tuple(Merge(*start, *end) for start, end in read.merged_cell_ranges or ()),
            formulas=frozenset(scan.formulas),
            errors=frozenset(scan.errors),
            hidden=about.visible is not SheetVisibleEnum.Visible,
            hidden_columns=frozenset(scan.hidden_columns),
            hidden_rows=frozenset(row for row in scan.hidden_rows if row < len(rows)),
        )


def _rows(sheet: CalamineSheet) -> tuple[tuple[Cell, ...], ...]:
    """Rows and columns as people count them, from A1; blanks at the ends of rows left out."""
    return tuple(_trimmed(map(plain_cell, row)) for row in sheet.to_python(skip_empty_area=False))


def _trimmed(cells: Iterator[Cell]) -> tuple[Cell, ...]:
    kept = list(cells)
    while kept and kept[-1] is None:
        kept.pop()
    return tuple(kept)


def _scans_by_sheet(scans: Mapping[str, PartScan]) -> dict[str, PartScan]:
    """Sheet name -> scan of its part, found through the workbook's relations."""
    targets = scans.get("xl/_rels/workbook.xml.rels", PartScan()).targets
    named = {
        name: posixpath.normpath(posixpath.join("/xl", targets.get(relation, ""))).lstrip("/")
        for name, relation in scans["xl/workbook.xml"].sheets
    }
    return {name: scans[part] for name, part in named.items() if part in scans}


if __name__ == "__main__":
    sys.exit(main())
