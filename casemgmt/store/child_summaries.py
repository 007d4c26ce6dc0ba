"""A few words about a row of a child, so that a person recognises it: for lists of rows, not of values."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from casemgmt.store.db import Base, session
from casemgmt.store.places import School, SchoolClass
from casemgmt.store.rosters import RosterImport
from casemgmt.store.row_summaries import Names, RowSummary, summary_of


def summaries(rows: Iterable[Base], hidden: Collection[UUID] = ()) -> list[RowSummary]:
    """One summary for each row, in their order.

    Args:
        hidden: children of these rows whose address is protected: then of nobody who cares for them
            more is told than the relation.
    """
    listed = list(rows)
    names = _names(listed)
    return [summary_of(row, names, hidden=bool(hidden)) for row in listed]


def _names(rows: list[Base]) -> Names:
    """Id of a class, a school or a list -> its name."""
    named: dict[Any, str] = {}
    sources: tuple[tuple[Any, Any, tuple[str, ...]], ...] = (
        (SchoolClass.id, SchoolClass.name, ("class_id",)),
        (School.id, School.name, ("school_id", "to_school_id")),
        (RosterImport.id, RosterImport.file_name, ("import_id",)),
    )
    for key, name, columns in sources:
        wanted: set[Any] = {getattr(row, column, None) for row in rows for column in columns} - {None}
        named |= {row[0]: row[1] for row in session().execute(select(key, name).where(key.in_(wanted)))}
    return named
