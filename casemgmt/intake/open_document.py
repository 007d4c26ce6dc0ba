"""The sheets of an .ods workbook, read from its one content part after the guard has checked it.

Repeated rows and cells are counted before they are written out; blank ones only move the place.

Source: OASIS OpenDocument 1.3, part 3, chapters 9 (tables) and 19 (attributes).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import product
from xml.parsers import expat

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.rosters.records import FileCode
from casemgmt.domain.rosters.sheets import Cell, Merge, Sheet
from casemgmt.intake.open_document_cells import cell_value, count_of
from casemgmt.intake.open_document_text import CellText
from casemgmt.intake.xml_scan import MAX_MERGES, Limits

LONGEST_SHEET_NAME = 60
_SPACES = {
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}
# Inside these no cell of the sheet stands: old versions of cells, remarks, drawings.
_PASSED_OVER = {"table:tracked-changes", "table:shapes", "office:annotation", "table:content-validations"}
_CELLS = {"table:table-cell", "table:covered-table-cell"}
_COLLAPSED = {"collapse", "filter"}


def read_open_document(content: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """The sheets of ``content.xml``.

    Raises:
        UnreadableFile: ``far_cell`` and ``too_many_cells`` beyond the limits, ``damaged`` for
            bad XML, numbers that are none and sheets of one name.
    """
    reader = _Reader(limits)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text.write
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise UnreadableFile(problem=FileCode.DAMAGED) from error
    names = [sheet.name.casefold() for sheet in reader.sheets]
    if len(set(names)) < len(names):
        raise UnreadableFile(problem=FileCode.DAMAGED)
    return tuple(reader.sheets)


@dataclass
class _Table:
    """The sheet being read; ``row`` and ``column`` are where the next cell stands."""

    name: str
    hidden: bool
    row: int = 0
    column: int = 0
    heading_column: int = 0
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    cells: dict[int, Cell] = field(default_factory=dict)
    row_formulas: set[int] = field(default_factory=set)
    row_errors: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    width: int = 0


class _Reader:
    """Cells as the elements go by."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.sheets: list[Sheet] = []
        self.text = CellText()
        self.table: _Table | None = None
        self.passed_over = self.inner = 0
        self.counted = 0
        self.style = ""
        self.hidden_styles: set[str] = set()
        self.attributes: Mapping[str, str] = {}
        self.row_attributes: Mapping[str, str] = {}
        self.opened: dict[str, Callable[[Mapping[str, str]], None]] = {
            "style:style": self._style,
            "style:table-properties": self._style_properties,
            "table:table": self._table,
            "table:table-column": self._columns,
            "table:table-row": self._row,
        }

    def start(self, name: str, written: dict[str, str]) -> None:
        short = _short(name)
        if self.passed_over or short in _PASSED_OVER:
            self.passed_over += 1
            self.text.pause()
            return
        attributes = {_short(key): value for key, value in written.items()}
        if short == "table:table" and self.table:
            self.inner += 1
        elif self.inner:
            return
        elif short in _CELLS:
            self.attributes = attributes
            self.text.begin()
        elif act := self.opened.get(short):
            act(attributes)
        else:
            self.text.start(short, attributes)

    def end(self, name: str) -> None:
        short = _short(name)
        if self.passed_over:
            self.passed_over -= 1
            if not self.passed_over:
                self.text.resume()
        elif self.inner:
            self.inner -= short == "table:table"
        elif short in _CELLS and self.table:
            self._cell(self.table)
        elif short == "table:table-row" and self.table:
            self._row_end(self.table)
        elif short == "table:table" and self.table:
            self.sheets.append(_sheet(self.table))
            self.table = None

    def _style(self, attributes: Mapping[str, str]) -> None:
        self.style = attributes.get("style:name", "")

    def _style_properties(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("table:display") == "false":
            self.hidden_styles.add(self.style)

    def _table(self, attributes: Mapping[str, str]) -> None:
        hidden = attributes.get("table:style-name", "") in self.hidden_styles
        self.table = _Table(attributes.get("table:name", "")[:LONGEST_SHEET_NAME], hidden)

    def _columns(self, attributes: Mapping[str, str]) -> None:
        if self.table is None:
            return
        first = self.table.heading_column
        self.table.heading_column += count_of(attributes, "table:number-columns-repeated")
        if attributes.get("table:visibility") in _COLLAPSED:
            last = min(self.table.heading_column, self.limits.columns)
            self.table.hidden_columns.update(range(first, last))

    def _row(self, attributes: Mapping[str, str]) -> None:
        self.row_attributes = attributes
        if self.table:
            self.table.column, self.table.cells = 0, {}
            self.table.row_formulas, self.table.row_errors = set(), set()

    def _cell(self, table: _Table) -> None:
        given = self.attributes
        repeats = count_of(given, "table:number-columns-repeated")
        text = self.text.taken()
        failed = given.get("calcext:value-type") == "error"
        value = None if failed else cell_value(given, text)
        if value is not None or failed or "table:formula" in given:
            self._check(table.row + 1, table.column + repeats)
            table.cells |= dict.fromkeys(range(table.column, table.column + repeats), value)
            columns = range(table.column, table.column + repeats)
            table.row_formulas.update(columns if "table:formula" in given else ())
            table.row_errors.update(columns if failed else ())
        _merge(table, given)
        table.column += repeats

    def _row_end(self, table: _Table) -> None:
        repeats = count_of(self.row_attributes, "table:number-rows-repeated")
        if table.cells:
            self._check(table.row + repeats, 0)
            width = max(table.cells) + 1
            table.width = max(table.width, width)
            self.counted += len(table.cells) * repeats
            if max(self.counted, (table.row + repeats) * table.width) > self.limits.cells:
                raise UnreadableFile(problem=FileCode.TOO_MANY_CELLS, limit=self.limits.cells)
            rows = range(table.row, table.row + repeats)
            table.formulas.update(product(rows, table.row_formulas))
            table.errors.update(product(rows, table.row_errors))
            table.rows.extend([()] * (table.row - len(table.rows)))
            table.rows.extend([tuple(map(table.cells.get, range(width)))] * repeats)
        if self.row_attributes.get("table:visibility") in _COLLAPSED:
            table.hidden_rows.update(range(table.row, min(table.row + repeats, self.limits.rows)))
        table.row += repeats

    def _check(self, rows: int, columns: int) -> None:
        if rows > self.limits.rows or columns > self.limits.columns:
            raise UnreadableFile(
                problem=FileCode.FAR_CELL, rows=self.limits.rows, columns=self.limits.columns
            )


def _sheet(table: _Table) -> Sheet:
    return Sheet(
        name=table.name,
        rows=tuple(table.rows),
        merges=tuple(table.merges),
        formulas=frozenset(table.formulas),
        errors=frozenset(table.errors),
        hidden=table.hidden,
        hidden_columns=frozenset(table.hidden_columns),
        hidden_rows=frozenset(row for row in table.hidden_rows if row < len(table.rows)),
    )


def _short(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"{_SPACES.get(space, '')}:{local}"


def _merge(table: _Table, given: Mapping[str, str]) -> None:
    bottom = table.row + count_of(given, "table:number-rows-spanned") - 1
    right = table.column + count_of(given, "table:number-columns-spanned") - 1
    if (bottom, right) == (table.row, table.column):
        return
    if len(table.merges) >= MAX_MERGES:
        raise UnreadableFile(problem=FileCode.TOO_MANY_CELLS, limit=MAX_MERGES)
    table.merges.append(Merge(table.row, table.column, bottom, right))
