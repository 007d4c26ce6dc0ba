"""What a merge changed, value by value, sealed; and how much of it can still be taken back."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from casemgmt.store.child_rows import row_key
from casemgmt.store.db import Base
from casemgmt.store.keys import sealer
from casemgmt.store.value_changes import ValueChange, read_change, written

PLACE = "child_merge.undo"


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
        changes = [written(one) for one in self.changes]
        text = json.dumps({"changes": changes, "own": sorted(own)}, ensure_ascii=False)
        return sealer().seal(text, PLACE, merge_id)


def open_ledger(merge_id: UUID, sealed: bytes) -> Recorded:
    """What was written down.

    Raises:
        Unavailable: sealed with another key, or for another merge.
    """
    read = json.loads(sealer().unseal(sealed, PLACE, merge_id))
    return Recorded(
        tuple(map(read_change, read["changes"])), frozenset((one[0], one[1]) for one in read["own"])
    )
