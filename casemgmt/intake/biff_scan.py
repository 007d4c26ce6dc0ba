"""One pass over the records of an old Excel file: where cells stand, before a parser makes room for them.

Source: [MS-XLS] Excel Binary File Format, record names in brackets.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.rosters.records import FileCode
from casemgmt.intake.xml_scan import Limits, PartScan

_BEGIN, _END_OF_PART, _PASSWORD, _DIMENSIONS = 0x0809, 0x000A, 0x002F, 0x0200
_SHEET_LIST, _COLUMN, _ROW = 0x0085, 0x007D, 0x0208
_MANY_NUMBERS, _BOOL_OR_ERROR = 0x00BD, 0x0205
_FORMULAS = {0x0006, 0x0206, 0x0406}
_VALUES = {0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6, _BOOL_OR_ERROR}
_HIDDEN, _HIDDEN_ROW = 0x1, 0x20
_LONG_EXTENT = 14
_MACRO_SHEET = 1
_MOST_RECORDS = 2_000_000


@dataclass(frozen=True)
class Workstream:
    """The checked stream of an old workbook.

    Attributes:
        stream: as in the file, but with the true extent of every sheet.
        scans: of the worksheets and charts, in the order of their tabs.
    """

    stream: bytes
    scans: tuple[PartScan, ...]


@dataclass
class _Part:
    """What was met in one sheet."""

    limits: Limits
    extent_at: tuple[int, int] | None = None  # place and length of the record
    rows: int = 0
    columns: int = 0
    cells: int = 0
    formulas: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)

    def met(self, row: int, column: int, count: int = 1) -> None:
        """Count cells that begin at a place."""
        last = column + count
        if row >= self.limits.rows or last > self.limits.columns:
            raise UnreadableFile(
                problem=FileCode.FAR_CELL, rows=self.limits.rows, columns=self.limits.columns
            )
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, last)
        self.cells += count
        if max(self.cells, self.rows * self.columns) > self.limits.cells:
            raise UnreadableFile(problem=FileCode.TOO_MANY_CELLS, limit=self.limits.cells)

    def seen(self) -> PartScan:
        """The counts as every other format gives them."""
        return PartScan(
            rows=self.rows,
            columns=self.columns,
            cells=self.cells,
            formulas=tuple(self.formulas),
            errors=tuple(self.errors),
            hidden_columns=tuple(sorted(self.hidden_columns)),
            hidden_rows=tuple(sorted(self.hidden_rows)),
        )


def scan_stream(stream: bytes, limits: Limits) -> Workstream:
    """Check the records of a workbook stream.

    Raises:
        UnreadableFile: ``password`` for an encrypted one, ``macros`` for one with macro sheets;
            ``far_cell`` and ``too_many_cells`` beyond the limits; ``damaged`` for what is no
            stream of records.
    """
    corrected = bytearray(stream)
    try:
        offsets = _sheet_offsets(stream)
        parts = [_scan_sheet(stream, offset, limits) for offset in offsets]
    except (struct.error, IndexError) as error:
        raise UnreadableFile(problem=FileCode.DAMAGED) from error
    if not parts:
        raise UnreadableFile(problem=FileCode.DAMAGED)
    for part in parts:
        _correct(corrected, part)
    return Workstream(bytes(corrected), tuple(part.seen() for part in parts))


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of each record of one part; parts inside it are passed over."""
    place, depth = start, 0
    for _ in range(_MOST_RECORDS):
        kind, length = struct.unpack_from("<HH", stream, place)
        depth += (kind == _BEGIN) - (kind == _END_OF_PART)
        if depth <= 1:
            yield kind, place + 4, length
        place += 4 + length
        if depth <= 0:
            return
    raise UnreadableFile(problem=FileCode.TOO_MANY_CELLS, limit=_MOST_RECORDS)


def _sheet_offsets(stream: bytes) -> list[int]:
    """Where each sheet begins. [BoundSheet8, FilePass]"""
    if struct.unpack_from("<H", stream, 0) != (_BEGIN,):
        raise UnreadableFile(problem=FileCode.DAMAGED)
    offsets = []
    for kind, place, _ in _records(stream, 0):
        if kind == _PASSWORD:
            raise UnreadableFile(problem=FileCode.PASSWORD)
        if kind == _SHEET_LIST:
            if stream[place + 5] == _MACRO_SHEET:
                raise UnreadableFile(problem=FileCode.MACROS)
            offsets.append(struct.unpack_from("<I", stream, place)[0])
    return offsets


def _scan_sheet(stream: bytes, offset: int, limits: Limits) -> _Part:
    part = _Part(limits)
    for kind, place, length in _records(stream, offset):
        if kind in _FORMULAS or kind in _VALUES or kind == _MANY_NUMBERS:
            _meet_cell(stream, part, kind, place, length)
        elif kind == _DIMENSIONS:
            part.extent_at = place, length
        elif kind == _COLUMN:
            first, last, options = struct.unpack_from("<HH4xH", stream, place)
            if options & _HIDDEN:
                part.hidden_columns.update(range(first, min(last + 1, limits.columns)))
        elif kind == _ROW:
            row, options = struct.unpack_from("<H10xI", stream, place)
            if options & _HIDDEN_ROW and row < limits.rows:
                part.hidden_rows.add(row)
    return part


def _meet_cell(stream: bytes, part: _Part, kind: int, place: int, length: int) -> None:
    row, column = struct.unpack_from("<HH", stream, place)
    if kind == _MANY_NUMBERS:
        part.met(row, column, max((length - 6) // 6, 1))
        return
    part.met(row, column)
    if kind in _FORMULAS:
        part.formulas.append((row, column))
        result = stream[place + 6 : place + 14]
        if result[6:] == b"\xff\xff" and result[0] == 2:
            part.errors.append((row, column))
    elif kind == _BOOL_OR_ERROR and stream[place + 7] == 1:
        part.errors.append((row, column))


def _correct(stream: bytearray, part: _Part) -> None:
    """Write the true extent: a parser makes room for what the record says. [Dimensions]"""
    if part.extent_at:
        place, length = part.extent_at
        form = "<IIHH" if length >= _LONG_EXTENT else "<HHHH"  # Excel 5 and 95 have shorter ones
        struct.pack_into(form, stream, place, 0, part.rows, 0, part.columns)
