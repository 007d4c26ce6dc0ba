"""What keeps a child that a class list made in the register, and a move that it proposed."""

from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from sqlalchemy import Table

from casemgmt.domain.rosters.undoing import Obstacle
from casemgmt.store.bulk import select_rows
from casemgmt.store.children import SchoolMove
from casemgmt.store.db import Base
from casemgmt.store.rosters import RosterImport

Because = Iterator[tuple[UUID, Obstacle]]
_MADE_WITH_THE_CHILD = {("enrolment", "child_id"), ("guardian", "child_id"), ("child_word", "child_id")}
_OBSTACLES = {
    "examination": Obstacle.EXAMINED,
    "referral": Obstacle.REFERRED,
    "circumstance": Obstacle.SUGGESTED,
    "roster_row": Obstacle.LISTED_AGAIN,
    "school_move": Obstacle.MOVE_PROPOSED,
    "child_merge": Obstacle.MERGED,
    "child": Obstacle.MERGED,
}


def columns_naming(target: str) -> Iterator[tuple[Table, str]]:
    """Every column of every table that refers to a record."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.target_fullname == target for key in column.foreign_keys):
                yield table, column.name


def decided(moves: Iterable[SchoolMove]) -> Because:
    """Proposed moves that a person has answered."""
    for move in moves:
        if move.decided_at is not None or move.version != 1:
            yield move.child_id, Obstacle.MOVE_DECIDED


def in_use(held: RosterImport, made: Collection[UUID]) -> Because:
    """Whatever else speaks of a child that the list made keeps it in the register."""
    for table, key in columns_naming("child.id"):
        if (table.name, key) not in _MADE_WITH_THE_CHILD:
            for row in select_rows(table, key, made):
                if row.get("import_id") != held.id:
                    yield row[key], _OBSTACLES.get(table.name, Obstacle.IN_USE)
