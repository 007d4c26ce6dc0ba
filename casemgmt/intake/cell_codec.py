"""Sheets as JSON and back: how the child process hands over what it read."""

import json
import math
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from casemgmt.domain.rosters.font_signs import Encoding
from casemgmt.domain.rosters.sheets import Cell, Merge, Sheet

Parsed = str | float | int | bool | date | time | timedelta | None
_DATE, _MOMENT = "d", "t"
_LARGEST_EXACT = 2**53


def plain_cell(value: Parsed) -> Cell:
    """A parsed value as a cell: "" as blank, 5.0 as 5, times and infinities as text."""
    if value is None or value == "":
        return None
    if isinstance(value, float):
        if not math.isfinite(value):
            return str(value)
        return int(value) if value.is_integer() and abs(value) < _LARGEST_EXACT else value
    if isinstance(value, time | timedelta):
        return str(value)
    return value


def encode(sheets: Iterable[Sheet]) -> bytes:
    """Sheets as one line of JSON; dates as ``{"d": …}``, moments as ``{"t": …}``."""
    listed = [
        {
            "name": sheet.name,
            "rows": [[_encoded(cell) for cell in row] for row in sheet.rows],
            "merges": [(merge.top, merge.left, merge.bottom, merge.right) for merge in sheet.merges],
            "formulas": sorted(sheet.formulas),
            "errors": sorted(sheet.errors),
            "hidden": sheet.hidden,
            "hidden_columns": sorted(sheet.hidden_columns),
            "hidden_rows": sorted(sheet.hidden_rows),
            "encoding": sheet.encoding,
        }
        for sheet in sheets
    ]
    return json.dumps({"sheets": listed}, ensure_ascii=True, allow_nan=False).encode()


def decode(sheets: Iterable[Any]) -> tuple[Sheet, ...]:
    """The sheets of a JSON answer.

    Raises:
        KeyError, TypeError, ValueError: the answer is not of the form that ``encode`` gives.
    """
    return tuple(
        Sheet(
            name=str(sheet["name"]),
            rows=tuple(tuple(_decoded(cell) for cell in row) for row in sheet["rows"]),
            merges=tuple(Merge(*map(int, merge)) for merge in sheet["merges"]),
            formulas=frozenset((int(row), int(column)) for row, column in sheet["formulas"]),
            errors=frozenset((int(row), int(column)) for row, column in sheet["errors"]),
            hidden=bool(sheet["hidden"]),
            hidden_columns=frozenset(map(int, sheet["hidden_columns"])),
            hidden_rows=frozenset(map(int, sheet["hidden_rows"])),
            encoding=Encoding(sheet["encoding"]) if sheet["encoding"] else "",
        )
        for sheet in sheets
    )


def _encoded(cell: Cell) -> object:
    if isinstance(cell, datetime):
        return {_MOMENT: cell.isoformat()}
    if isinstance(cell, date):
        return {_DATE: cell.isoformat()}
    return cell


def _decoded(cell: Any) -> Cell:
    if isinstance(cell, dict):
        return datetime.fromisoformat(cell[_MOMENT]) if _MOMENT in cell else date.fromisoformat(cell[_DATE])
    if cell is None or isinstance(cell, str | int | float):
        return cell
    raise TypeError("no cell")
