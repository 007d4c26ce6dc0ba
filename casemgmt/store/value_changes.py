"""Values of rows before and after a merge, and how they are written down."""

import base64
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import inspect

from casemgmt.store.child_rows import mapped_class
from casemgmt.store.db import Base, session


@dataclass(frozen=True)
class ValueChange:
    """One column of one row.

    Attributes:
        key: the row's primary key.
        group: columns of one row that only make sense together share it.
    """

    table: str
    key: tuple[Any, ...]
    group: str
    column: str
    old: Any
    new: Any

    def row(self) -> Base | None:
        """The row as it is now, None where it is gone."""
        return session().get(mapped_class(self.table), self.key)


def by_group(changes: Iterable[ValueChange]) -> list[tuple[ValueChange, ...]]:
    """The changes that only go back together."""
    groups: defaultdict[tuple[str, tuple[Any, ...], str], list[ValueChange]] = defaultdict(list)
    for one in changes:
        groups[one.table, one.key, one.group].append(one)
    return [tuple(found) for found in groups.values()]


def written(change: ValueChange) -> dict[str, Any]:
    """A change in values that JSON knows."""
    return {
        "table": change.table,
        "key": [_plain(part) for part in change.key],
        "group": change.group,
        "column": change.column,
        "old": _plain(change.old),
        "new": _plain(change.new),
    }


def read_change(read: dict[str, Any]) -> ValueChange:
    """A change as ``written`` gave it."""
    mapper = inspect(mapped_class(read["table"]))
    kinds = [column.type.python_type for column in mapper.primary_key]
    key = tuple(_value(part, kind) for part, kind in zip(read["key"], kinds, strict=True))
    kind = mapper.columns[read["column"]].type.python_type
    old, new = (_value(read[side], kind) for side in ("old", "new"))
    return ValueChange(read["table"], key, read["group"], read["column"], old, new)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return str(value) if isinstance(value, UUID | date) else value


def _value(read: Any, kind: type) -> Any:
    if read is None:
        return None
    if kind is bytes:
        return base64.b64decode(read)
    if kind is date:
        return date.fromisoformat(read)
    return UUID(read) if kind is UUID else read
