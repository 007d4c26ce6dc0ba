"""Every row that belongs to a child, whatever its table: found in the tables' own references."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Column, inspect, select

from casemgmt.store.db import Base, session
from casemgmt.store.tables import METADATA

# What tells of the record itself and not of the child: it stays with its record when that is joined
# to another. A line of a class list knows how to take its own record back, no other.
OF_THE_RECORD = frozenset(
    {
        ("child", "merged_into"),
        ("child_merge", "kept_id"),
        ("child_merge", "merged_id"),
        ("roster_row", "child_id"),
    }
)


@dataclass(frozen=True)
class ChildReference:
    """A column that names a child.

    Attributes:
        moves: the row goes with the child when its record is joined to another.
        derived: the row follows from the record's own row.
    """

    mapped: type[Base]
    column: Column[Any]
    moves: bool
    derived: bool

    @property
    def table(self) -> str:
        """The table's name."""
        return self.column.table.name


@cache
def child_references() -> tuple[ChildReference, ...]:
    """Every column of every table that names a child, by table and column."""
    child = METADATA.tables["child"].c.id
    found = []
    for mapper in Base.registry.mappers:
        for column in METADATA.tables[mapper.class_.__tablename__].columns:
            if column.references(child):
                key = (column.table.name, column.name)
                derived = getattr(mapper.class_, "__derived__", False)
                moves = key not in OF_THE_RECORD and not derived
                found.append(ChildReference(mapper.class_, column, moves, derived))
    return tuple(sorted(found, key=lambda one: (one.table, one.column.name)))


def rows_of(child_ids: Iterable[UUID], *, moving: bool) -> list[tuple[ChildReference, Base]]:
    """The rows of some children, by table; those that go with the child, or those of the record."""
    wanted = set(child_ids)
    found: list[tuple[ChildReference, Base]] = []
    for one in child_references():
        if one.moves is moving:
            query = select(one.mapped).where(one.column.in_(wanted))
            found += [(one, row) for row in session().scalars(query)]
    return sorted(found, key=lambda pair: (pair[0].table, row_text(pair[1])))


def row_key(row: Base) -> tuple[Any, ...]:
    """The primary key of a row, in the order of its columns."""
    mapper = inspect(type(row))
    return tuple(mapper.primary_key_from_instance(row))


def row_text(row: Base) -> str:
    """The primary key of a row as text."""
    return "/".join(map(str, row_key(row)))


def mapped_class(table: str) -> type[Base]:
    """The class of a table's rows.

    Raises:
        KeyError: there is no such table.
    """
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}[table]
