"""A spreadsheet as it reaches the rules: sheets of typed cells, nothing of the file format."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

Cell = str | float | int | bool | date | None  # a datetime is a date


@dataclass(frozen=True)
class Merge:
    """A merged block; rows and columns from 0, both ends inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet. Row 0 is the sheet's first row, so that numbers agree with what people see.

    Attributes:
        name: of the tab; "" for a text file.
        rows: cells by row; rows may differ in length; None is a blank cell.
        merges: merged blocks; empty where the format has none.
        formulas: (row, column) of cells that hold a formula; their value is the last one stored.
        errors: (row, column) of cells that show an error such as ``#N/A``; their value is None.
        hidden: the tab is not shown.
        hidden_columns, hidden_rows: not shown in the file, from 0; they are read all the same.
        encoding: of a text file that was not UTF-8, an ``Encoding``; "" for all others.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merges: tuple[Merge, ...] = ()
    formulas: frozenset[tuple[int, int]] = frozenset()
    errors: frozenset[tuple[int, int]] = frozenset()
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    encoding: str = ""

    def cell(self, row: int, column: int) -> Cell:
        """The value of a cell; None for a blank one and outside the sheet."""
        if not 0 <= row < len(self.rows) or not 0 <= column < len(self.rows[row]):
            return None
        value = self.rows[row][column]
        return None if isinstance(value, str) and not value.strip() else value

    def text(self, row: int, column: int) -> str:
        """The text of a cell; "" for a blank one."""
        return self.texts(row).get(column, "")

    def block_text(self, row: int, column: int) -> str:
        """The text of a cell or of the merged block it lies in."""
        return self.text(*self._corner.get((row, column), (row, column)))

    def texts(self, row: int) -> Mapping[int, str]:
        """Column -> text of the cells of a row that are not blank."""
        return self._texts[row] if 0 <= row < len(self._texts) else {}

    @cached_property
    def width(self) -> int:
        """The number of columns of the longest row."""
        return max(map(len, self.rows), default=0)

    @cached_property
    def _texts(self) -> tuple[Mapping[int, str], ...]:
        return tuple(
            {column: text for column, cell in enumerate(row) if (text := cell_text(cell))}
            for row in self.rows
        )

    @cached_property
    def _corner(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        """Cell of a merged block -> its top left cell; clipped to the cells there are."""
        return {
            (row, column): (merge.top, merge.left)
            for merge in self.merges
            for row in range(merge.top, min(merge.bottom + 1, len(self.rows)))
            for column in range(merge.left, min(merge.right + 1, self.width))
        }


def cell_text(value: Cell) -> str:
    """A cell as text: NFC, no blanks at the ends, whole numbers without ``.0``; "" for a blank."""
    if value is None:
        return ""
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value).strip()
        return text[:-2] if text.endswith(".0") and text[:-2].isdecimal() else text
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def column_letter(column: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    letters = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        letters = chr(ord("A") + rest) + letters
        column -= 1
    return letters
