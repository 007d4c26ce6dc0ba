"""Taking a merge back, inside the transaction of the use case, as ``parting_plan`` says."""

import hashlib
from dataclasses import dataclass
from typing import Any

from casemgmt.domain.merging import LeftAlone
from casemgmt.store.children import Child
from casemgmt.store.db import Base, session
from casemgmt.store.joining import VERSION, step_aside
from casemgmt.store.merges import ChildMerge
from casemgmt.store.screening import Examination
from casemgmt.store.value_changes import ValueChange


@dataclass(frozen=True)
class Left:
    """Something that an undo does not touch.

    Attributes:
        row: None where it is gone.
        group: which columns of the row; "" for the whole row.
    """

    table: str
    group: str
    because: LeftAlone
    row: Base | None


@dataclass(frozen=True)
class Parting:
    """What an undo would change, and what it would leave alone."""

    merge: ChildMerge
    back: tuple[ValueChange, ...]
    left: tuple[Left, ...]

    @property
    def digest(self) -> str:
        """Changes when anything changes of what a person was shown."""
        shown: list[tuple[Any, ...]] = [(one.table, one.key, one.column) for one in self.back]
        shown += [(one.table, one.group, one.because.value) for one in self.left]
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def part(parting: Parting) -> None:
    """Put everything back as planned; the merge itself is forgotten, the trail keeps it."""
    merge = parting.merge
    kept = session().get_one(Child, merge.kept_id)
    for one in parting.back:
        row = one.row()
        assert row is not None
        setattr(row, one.column, one.old)
    if not any(one.group == VERSION and one.key == (kept.id,) for one in parting.back):
        kept.version += 1  # edited since: whoever has the page open must look again
    step_aside(_swapped(merge, parting.back))
    session().delete(merge)


def _swapped(merge: ChildMerge, back: tuple[ValueChange, ...]) -> list[Base]:
    """The examinations to be moved, where some had changed places."""
    moves = [one for one in back if one.table == Examination.__tablename__]
    if not any(one.old == merge.kept_id for one in moves):
        return []
    return [row for row in (one.row() for one in moves) if row is not None]
