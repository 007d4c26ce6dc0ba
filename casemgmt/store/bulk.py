"""Many rows at once, past the unit of work but not past the trail.

The caller writes the entries of the trail with ``audit.record_many`` in the same transaction.
"""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Table, delete, insert, select

from casemgmt.store.db import Base, session

AT_ONCE = 1_000


def chunks(values: Collection[object]) -> Iterator[list[object]]:
    """Values in portions that fit into one statement."""
    listed = list(values)
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]


def many_ids() -> Iterator[UUID]:
    """Random ids, drawn many at a time: asking the system for each costs more than the row."""
    while True:
        drawn = os.urandom(16 * AT_ONCE)
        for start in range(0, len(drawn), 16):
            yield UUID(bytes=drawn[start : start + 16], version=4)


def insert_rows(model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; each names every column of the table."""
    if rows:
        filled = [name for name in rows[0] if any(row[name] is not None for row in rows)]
        kept = [{name: row[name] for name in filled} for row in rows]
        session().connection().execute(insert(model), kept)


def delete_rows(table: Table, key: str, values: Collection[object]) -> None:
    """Delete the rows of a table whose column has one of some values."""
    for some in chunks(values):
        session().connection().execute(delete(table).where(table.c[key].in_(some)))


def select_rows(table: Table, key: str, values: Collection[object]) -> list[dict[str, Any]]:
    """All columns of the rows of a table whose column has one of some values."""
    found: list[dict[str, Any]] = []
    for some in chunks(values):
        query = select(table).where(table.c[key].in_(some))
        found += (dict(row) for row in session().connection().execute(query).mappings())
    return found


def table_of(model: type[Base]) -> Table:
    """The table of a model."""
    table = model.__table__
    assert isinstance(table, Table)
    return table
