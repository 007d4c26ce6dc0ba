"""The process that opens a file: bytes on standard input, JSON on standard output.

``python -m casemgmt.intake.sandbox``. It has no database, no settings and no network, and
small limits; if a hostile file brings it down, only this process dies.
"""

import codecs
import io
import json
import posixpath
import sys
from collections.abc import Iterator, Mapping

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.rosters.records import FileCode
from casemgmt.domain.rosters.sheets import Cell, Merge, Sheet
from casemgmt.intake.cell_codec import encode, plain_cell
from casemgmt.intake.guard import (
    LIMITS,
    CheckedWorkbook,
    FileKind,
    check_workbook,
    file_kind,
    repacked,
)
from casemgmt.intake.text_table import read_text_table
from casemgmt.intake.xml_scan import PartScan

if sys.platform != "win32":
    import resource

LONGEST_SHEET_NAME = 60  # spreadsheet programs allow 31
MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 20
_CODECS = ("cp437", "utf-8", "utf-16-le", "utf-16-be")  # cp437: names in zip archives
MAX_TEXT = 16 * 1024 * 1024  # characters handed over: one long text may be named by a million cells


def main() -> int:
    """Read one file and print its sheets, or the problem that makes it unreadable."""
    _limit_itself()
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
    if file_kind(content) is FileKind.TEXT:
        sheets: tuple[Sheet, ...] = (read_text_table(content, LIMITS),)
    else:
        sheets = _read_workbook(check_workbook(content))
    if not any(cell is not None for sheet in sheets for row in sheet.rows for cell in row):
        raise UnreadableFile(problem=FileCode.EMPTY)
    return sheets


def _limit_itself() -> None:
    """Small limits; from here on no file and no socket can be opened, so codecs are loaded first."""
    for codec in _CODECS:
        codecs.lookup(codec)
    if sys.platform == "win32":
        return  # the guard's own counts and the parent's timeout still hold
    wanted = (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 3),
    )
    # macOS counts shared libraries as memory and refuses the limit.
    memory = () if sys.platform == "darwin" else ((resource.RLIMIT_AS, MEMORY_BYTES),)
    for limit, wish in (*wanted, *memory):
        _, most = resource.getrlimit(limit)
        value = wish if most == resource.RLIM_INFINITY else min(wish, most)
        resource.setrlimit(limit, (value, value))


def _read_workbook(checked: CheckedWorkbook) -> tuple[Sheet, ...]:
    scans = _scans_by_sheet(checked.scans)
    names = [name.casefold() for name, _ in checked.scans["xl/workbook.xml"].sheets]
    if len(set(names)) < len(names) or max(map(len, names), default=0) > LONGEST_SHEET_NAME:
        raise UnreadableFile(problem=FileCode.DAMAGED)  # no spreadsheet program writes such names
    try:
        with CalamineWorkbook.from_object(io.BytesIO(repacked(checked))) as workbook:
            return tuple(_sheets(workbook, scans))
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(problem=FileCode.DAMAGED) from error


def _sheets(workbook: CalamineWorkbook, scans: Mapping[str, PartScan]) -> Iterator[Sheet]:
    left = MAX_TEXT
    for place, about in enumerate(workbook.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        read = workbook.get_sheet_by_index(place)
        rows = _rows(read)
        left -= sum(len(cell) for row in rows for cell in row if isinstance(cell, str))
        if left < 0:
            raise UnreadableFile(problem=FileCode.TOO_MUCH_TEXT, limit=MAX_TEXT)
        scan = scans.get(about.name, PartScan())
        yield Sheet(
            name=about.name,
            rows=rows,
            merges=tuple(Merge(*start, *end) for start, end in read.merged_cell_ranges or ()),
            formulas=frozenset(scan.formulas),
            errors=frozenset(scan.errors),
            hidden=about.visible is not SheetVisibleEnum.Visible,
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
