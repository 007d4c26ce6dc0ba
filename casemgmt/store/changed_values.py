"""Column values as JSON and back, for keeping what a change replaced."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import inspect

from casemgmt.store.audit import SILENT
from casemgmt.store.db import Base

Stored = list[Any]


def stored(value: object) -> Stored:
    """A column's value as a JSON pair of kind and text."""
    if isinstance(value, bytes):
        return ["bytes", value.hex()]
    if isinstance(value, UUID):
        return ["uuid", value.hex]
    if isinstance(value, datetime):
        return ["moment", value.isoformat()]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    return ["plain", value]


def restored(pair: Stored) -> Any:
    """The value again."""
    kind, text = pair
    if kind == "bytes":
        return bytes.fromhex(text)
    if kind == "uuid":
        return UUID(text)
    if kind == "moment":
        return datetime.fromisoformat(text)
    return date.fromisoformat(text) if kind == "date" else text


def changed(record: Base) -> dict[str, tuple[Stored, Stored]]:
    """Column -> value before and after, of what the open transaction changed in a record.

    Columns that follow from others are left out.
    """
    state = inspect(record)
    found = {}
    for column in state.mapper.column_attrs:
        history = state.attrs[column.key].history
        if history.has_changes() and column.columns[0].info != SILENT:
            before = history.deleted[0] if history.deleted else None
            found[column.key] = (stored(before), stored(history.added[0] if history.added else None))
    return found
