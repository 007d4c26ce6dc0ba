"""What a class list did, and what stands in the way of taking it back."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Table, inspect, select
from sqlalchemy.orm import InstanceState

from casemgmt.domain.rosters.undoing import Obstacle
from casemgmt.store.bulk import chunks, select_rows, table_of
from casemgmt.store.changed_values import changed, stored
from casemgmt.store.children import Child, Enrolment, Guardian, SchoolMove
from casemgmt.store.db import Base, session
from casemgmt.store.keys import sealer
from casemgmt.store.new_children import Row, column_names, digest
from casemgmt.store.rosters import RosterImport, RosterRow
from casemgmt.store.screening import Examination

PLACE = "roster_row.undo"
Touched = Child | Enrolment | Guardian
MODELS: dict[str, type[Touched]] = {"child": Child, "enrolment": Enrolment, "guardian": Guardian}
_MADE_WITH_THE_CHILD = {("child", "id"), ("enrolment", "child_id"), ("guardian", "child_id")}
_DERIVED = {("child_word", "child_id")}
_OBSTACLES = {
    "examination": Obstacle.EXAMINED,
    "referral": Obstacle.REFERRED,
    "circumstance": Obstacle.SUGGESTED,
    "roster_row": Obstacle.LISTED_AGAIN,
    "school_move": Obstacle.MOVE_PROPOSED,
    "child_merge": Obstacle.MERGED,
    "child": Obstacle.MERGED,
}


@dataclass(frozen=True)
class Known:
    """What a row did to a known child, as kept.

    Attributes:
        changed: (table, id, column -> before and after).
        made: (table, id, digest) of records that were made.
    """

    row: RosterRow
    changed: Sequence[tuple[str, UUID, dict[str, Any]]]
    made: Sequence[tuple[str, UUID, str]]


@dataclass(frozen=True)
class Undoing:
    """Everything an undo needs to know, looked up once.

    Attributes:
        made: child that the list made -> its row.
        known: known child -> what the list did to it.
        moves: moves that the list proposed.
        obstacles: child -> why it stays as it is.
    """

    rows: Sequence[RosterRow]
    made: dict[UUID, RosterRow]
    known: dict[UUID, Known]
    moves: Sequence[SchoolMove]
    obstacles: dict[UUID, set[Obstacle]] = field(default_factory=lambda: defaultdict(set))


def seal_changes(row_id: UUID, touched: Iterable[Touched]) -> bytes:
    """What the open transaction did to some records, for taking it back."""
    kept: dict[str, list[Any]] = {"changed": [], "made": []}
    for record in touched:
        table = record.__tablename__
        state: InstanceState[Any] = inspect(record)
        if state.pending:
            row = {name: getattr(record, name) for name in column_names(type(record))}
            kept["made"].append((table, record.id.hex, digest([(table, row)])))
        elif values := changed(record):
            kept["changed"].append((table, record.id.hex, values))
    return sealer().seal(json.dumps(kept), PLACE, row_id)


def look_up(held: RosterImport) -> Undoing:
    """What a list did, and what stands in the way of taking it back."""
    rows = list(session().scalars(select(RosterRow).where(RosterRow.import_id == held.id)))
    moves = list(session().scalars(select(SchoolMove).where(SchoolMove.import_id == held.id)))
    found = Undoing(
        rows=rows,
        made={one.child_id: one for one in rows if one.made_digest and one.child_id},
        known={one.child_id: _open(one) for one in rows if one.undo_sealed and one.child_id},
        moves=moves,
    )
    for child_id, why in (*_decided(moves), *_in_use(found, held), *_edited(found), *_touched_since(found)):
        found.obstacles[child_id].add(why)
    return found


Because = Iterator[tuple[UUID, Obstacle]]


def _open(row: RosterRow) -> Known:
    assert row.undo_sealed is not None
    kept = json.loads(sealer().unseal(row.undo_sealed, PLACE, row.id))
    changes = [(table, UUID(key), values) for table, key, values in kept["changed"]]
    return Known(row, changes, [(table, UUID(key), made) for table, key, made in kept["made"]])


def _decided(moves: Iterable[SchoolMove]) -> Because:
    for move in moves:
        if move.decided_at is not None or move.version != 1:
            yield move.child_id, Obstacle.MOVE_DECIDED


def _in_use(found: Undoing, held: RosterImport) -> Because:
    """Whatever else speaks of a child that the list made keeps it in the register."""
    for table, key in _columns_naming("child.id"):
        if (table.name, key) not in _MADE_WITH_THE_CHILD | _DERIVED:
            for row in select_rows(table, key, found.made.keys()):
                if row.get("import_id") != held.id:
                    yield row[key], _OBSTACLES.get(table.name, Obstacle.IN_USE)


def _columns_naming(target: str) -> Iterator[tuple[Table, str]]:
    """Every column of every table that refers to a record."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.target_fullname == target for key in column.foreign_keys):
                yield table, column.name


def _edited(found: Undoing) -> Because:
    """A child that the list made must be as it was made, with its enrolment and guardian."""
    rows: dict[UUID, list[tuple[str, Row]]] = defaultdict(list)
    for table, key in sorted(_MADE_WITH_THE_CHILD):
        for row in select_rows(table_of(MODELS[table]), key, found.made.keys()):
            rows[row[key]].append((table, row))
    for child_id, made in found.made.items():
        if digest(rows[child_id]) != made.made_digest:
            yield child_id, Obstacle.EDITED


def _touched_since(found: Undoing) -> Because:
    """What the list changed or added in known children must stand as the list left it."""
    now = _as_now(found)
    used = dict(_enrolments_in_use(found))
    for child_id, known in found.known.items():
        left = all(_as_left(now[table].get(key), values) for table, key, values in known.changed)
        made = all(_as_made(table, now[table].get(key), one) for table, key, one in known.made)
        if not (left and made):
            yield child_id, Obstacle.EDITED
        for _, key, _ in known.made:
            if key in used:
                yield child_id, used[key]


def _as_now(found: Undoing) -> dict[str, dict[UUID, Row]]:
    """Table -> id -> row, of everything the list touched in known children."""
    ids: dict[str, set[UUID]] = defaultdict(set)
    for known in found.known.values():
        for table, key, _ in (*known.changed, *known.made):
            ids[table].add(key)
    return {
        table: {row["id"]: row for row in select_rows(table_of(MODELS[table]), "id", keys)}
        for table, keys in ids.items()
    }


def _as_left(row: Row | None, values: dict[str, Any]) -> bool:
    if row is None:
        return False
    return all(stored(row[column]) == list(after) for column, (_, after) in values.items())


def _as_made(table: str, row: Row | None, made: str) -> bool:
    return row is not None and digest([(table, row)]) == made


def _enrolments_in_use(found: Undoing) -> Iterator[tuple[UUID, Obstacle]]:
    """Enrolment that the list made -> what has come to rest on it since."""
    ids = {key for known in found.known.values() for table, key, _ in known.made if table == "enrolment"}
    for row in select_rows(table_of(SchoolMove), "enrolment_id", ids):
        yield row["enrolment_id"], Obstacle.MOVE_PROPOSED
    for some in chunks(ids):
        same_class = Examination.class_id == Enrolment.class_id
        query = select(Enrolment.id).join(
            Examination, (Examination.child_id == Enrolment.child_id) & same_class
        )
        for key in session().scalars(query.where(Enrolment.id.in_(some))):
            yield key, Obstacle.EXAMINED
