"""What a row of a class list did to a known child, kept sealed for taking it back."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.orm import InstanceState

from casemgmt.store.changed_values import changed
from casemgmt.store.children import Child, Enrolment, Guardian
from casemgmt.store.keys import sealer
from casemgmt.store.new_children import column_names, digest
from casemgmt.store.rosters import RosterRow

PLACE = "roster_row.undo"
Touched = Child | Enrolment | Guardian
MODELS: dict[str, type[Touched]] = {"child": Child, "enrolment": Enrolment, "guardian": Guardian}


@dataclass(frozen=True, eq=False)
class Known:
    """What a row did to a known child.

    Attributes:
        changed: (table, id, column -> before and after).
        made: (table, id, digest) of records that were made.
    """

    row: RosterRow
    changed: Sequence[tuple[str, UUID, dict[str, Any]]]
    made: Sequence[tuple[str, UUID, str]]


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


def open_changes(row: RosterRow) -> Known:
    """What a row with ``undo_sealed`` did."""
    assert row.undo_sealed is not None
    kept = json.loads(sealer().unseal(row.undo_sealed, PLACE, row.id))
    changes = [(table, UUID(key), values) for table, key, values in kept["changed"]]
    return Known(row, changes, [(table, UUID(key), made) for table, key, made in kept["made"]])
