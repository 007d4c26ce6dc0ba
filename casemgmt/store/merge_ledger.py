"""What a merge changed, value by value, sealed; and how much of it can still be taken back."""

import base64
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import inspect

from casemgmt.store.child_rows import mapped_class, row_key
from casemgmt.store.db import Base, session
from casemgmt.store.keys import sealer

PLACE = "child_merge.undo"


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


@dataclass(frozen=True)
class Recorded:
    """What a merge left behind: its changes, and the rows that the kept record had before it."""

    changes: tuple[ValueChange, ...]
    own: frozenset[tuple[str, str]]


class Ledger:
    """Changes objects and writes down what was there."""

    def __init__(self) -> None:
        self.changes: list[ValueChange] = []

    def put(self, row: Base, group: str, **values: Any) -> None:
        """Set some columns of a row that belong together; nothing is written down where nothing changes."""
        before = {column: getattr(row, column) for column in values}
        if before == values:
            return
        for column, value in values.items():
            self.changes.append(
                ValueChange(row.__tablename__, row_key(row), group, column, before[column], value)
            )
            setattr(row, column, value)

    def seal(self, merge_id: UUID, own: Iterable[tuple[str, str]]) -> bytes:
        """Everything written down, sealed for its merge."""
        changes = [
            {
                "table": one.table,
                "key": [_plain(part) for part in one.key],
                "group": one.group,
                "column": one.column,
                "old": _plain(one.old),
                "new": _plain(one.new),
            }
            for one in self.changes
        ]
        written = json.dumps({"changes": changes, "own": sorted(own)}, ensure_ascii=False)
        return sealer().seal(written, PLACE, merge_id)


def open_ledger(merge_id: UUID, sealed: bytes) -> Recorded:
    """What was written down.

    Raises:
        Unavailable: sealed with another key, or for another merge.
    """
    read = json.loads(sealer().unseal(sealed, PLACE, merge_id))
    return Recorded(tuple(map(_change, read["changes"])), frozenset((one[0], one[1]) for one in read["own"]))


def by_group(changes: Iterable[ValueChange]) -> list[tuple[ValueChange, ...]]:
    """The changes that only go back together."""
    groups: defaultdict[tuple[str, tuple[Any, ...], str], list[ValueChange]] = defaultdict(list)
    for one in changes:
        groups[one.table, one.key, one.group].append(one)
    return [tuple(found) for found in groups.values()]


def _change(read: dict[str, Any]) -> ValueChange:
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
