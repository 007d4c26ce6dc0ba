"""One cheap pass over an XML part before any tree is built: no DTD, bounded depth, bounded cells."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.rosters.records import FileCode

MAX_DEPTH = 40
MAX_ATTRIBUTES = 100
MAX_MERGES = 20_000
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_ROW_NUMBER = re.compile(r"[0-9]{1,8}")
_TRUE = {"1", "true"}
_UTF_8 = {None, "utf-8", "us-ascii", "ascii"}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")


@dataclass(frozen=True)
class Limits:
    """How far and how full a sheet may be; ``cells`` counts the area up to the last row and column."""

    rows: int
    columns: int
    cells: int


@dataclass(frozen=True)
class PartScan:
    """What was seen in a part; counts are 0 for a part that is no sheet.

    Attributes:
        rows, columns: up to the last cell with content.
        cells: with content.
        formulas, errors: (row, column) from 0.
        hidden_columns, hidden_rows: from 0.
        sheets: (name, relation id) in order, of the workbook part.
        targets: relation id -> target, of a relations part.
    """

    rows: int = 0
    columns: int = 0
    cells: int = 0
    formulas: tuple[tuple[int, int], ...] = ()
    errors: tuple[tuple[int, int], ...] = ()
    hidden_columns: tuple[int, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    sheets: tuple[tuple[str, str], ...] = ()
    targets: dict[str, str] = field(default_factory=dict)


def scan_part(part: bytes, limits: Limits) -> PartScan:
    """Scan one XML part.

    Raises:
        UnreadableFile: ``forbidden_xml`` for a DTD, too deep a tree or too many attributes;
            ``far_cell`` and ``too_many_cells`` for content beyond the limits; ``damaged`` for
            bad XML or another encoding than UTF-8.
    """
    if part.startswith(_UTF_16):
        raise UnreadableFile(problem=FileCode.DAMAGED)
    scanner = _Scanner(limits)
    parser = expat.ParserCreate()
    parser.XmlDeclHandler = _check_encoding
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    parser.StartElementHandler = scanner.start
    parser.EndElementHandler = scanner.end
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise UnreadableFile(problem=FileCode.DAMAGED) from error
    return scanner.seen()


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if (encoding.casefold() if encoding else None) not in _UTF_8:
        raise UnreadableFile(problem=FileCode.DAMAGED)


def _refuse_doctype(*_declaration: object) -> None:
    raise UnreadableFile(problem=FileCode.FORBIDDEN_XML)


class _Scanner:
    """Counts as the elements go by; positions as a reader counts them when they are left out."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.depth = self.merges = self.cells = 0
        self.row = self.column = -1
        self.last_row = self.last_column = -1
        self.content = False
        self.formulas: list[tuple[int, int]] = []
        self.errors: list[tuple[int, int]] = []
        self.hidden_columns: set[int] = set()
        self.hidden_rows: set[int] = set()
        self.sheets: list[tuple[str, str]] = []
        self.targets: dict[str, str] = {}
        self.opened: dict[str, Callable[[dict[str, str]], None]] = {
            "col": self._columns,
            "row": self._row,
            "c": self._cell,
            "v": self._content,
            "is": self._content,
            "f": self._formula,
            "mergeCell": self._merge,
            "sheet": self._sheet,
            "Relationship": self._relation,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH or len(attributes) > MAX_ATTRIBUTES:
            raise UnreadableFile(problem=FileCode.FORBIDDEN_XML)
        if opened := self.opened.get(name.rpartition(":")[2]):
            opened(attributes)

    def end(self, name: str) -> None:
        self.depth -= 1

    def seen(self) -> PartScan:
        return PartScan(
            rows=self.last_row + 1,
            columns=self.last_column + 1,
            cells=self.cells,
            formulas=tuple(self.formulas),
            errors=tuple(self.errors),
            hidden_columns=tuple(sorted(self.hidden_columns)),
            hidden_rows=tuple(sorted(self.hidden_rows)),
            sheets=tuple(self.sheets),
            targets=self.targets,
        )

    def _columns(self, attributes: dict[str, str]) -> None:
        first, last = (attributes.get(name, "") for name in ("min", "max"))
        if attributes.get("hidden") in _TRUE and _ROW_NUMBER.fullmatch(first) and _ROW_NUMBER.fullmatch(last):
            self.hidden_columns.update(range(int(first) - 1, min(int(last), self.limits.columns)))

    def _row(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r")
        if stated is not None and not _ROW_NUMBER.fullmatch(stated):
            raise self._far()
        self.row = self.row + 1 if stated is None else int(stated) - 1
        self.column = -1
        if attributes.get("hidden") in _TRUE and self.row < self.limits.rows:
            self.hidden_rows.add(self.row)

    def _cell(self, attributes: dict[str, str]) -> None:
        self.column += 1
        if "r" in attributes:
            stated = _REFERENCE.fullmatch(attributes["r"])
            if stated is None:
                raise self._far()
            self.row, self.column = int(stated[2]) - 1, _column_number(stated[1])
        self.content = False
        if attributes.get("t") == "e":
            self._content({})
            self.errors.append((self.row, self.column))

    def _content(self, attributes: dict[str, str]) -> None:
        if self.content:
            return
        if self.row >= self.limits.rows or self.column >= self.limits.columns:
            raise self._far()
        self.content = True
        self.cells += 1
        self.last_row = max(self.last_row, self.row)
        self.last_column = max(self.last_column, self.column)
        if max(self.cells, (self.last_row + 1) * (self.last_column + 1)) > self.limits.cells:
            raise UnreadableFile(problem=FileCode.TOO_MANY_CELLS, limit=self.limits.cells)

    def _far(self) -> UnreadableFile:
        return UnreadableFile(problem=FileCode.FAR_CELL, rows=self.limits.rows, columns=self.limits.columns)

    def _formula(self, attributes: dict[str, str]) -> None:
        self._content({})
        self.formulas.append((self.row, self.column))

    def _merge(self, attributes: dict[str, str]) -> None:
        self.merges += 1
        if self.merges > MAX_MERGES:
            raise UnreadableFile(problem=FileCode.TOO_MANY_CELLS, limit=MAX_MERGES)

    def _sheet(self, attributes: dict[str, str]) -> None:
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        self.sheets.append((plain.get("name", ""), plain.get("id", "")))

    def _relation(self, attributes: dict[str, str]) -> None:
        self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
