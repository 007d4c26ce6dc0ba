"""Taking a merge back, inside the transaction of the use case: what goes back, and what is left alone."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from casemgmt.domain.merging import LeftAlone
from casemgmt.store.child_rows import row_text, rows_of
from casemgmt.store.children import Child, Enrolment
from casemgmt.store.db import Base, session
from casemgmt.store.joining import CLOSING, PROTECTED, VERSION, step_aside
from casemgmt.store.merge_ledger import Recorded, ValueChange, by_group, open_ledger
from casemgmt.store.merges import ChildMerge
from casemgmt.store.screening import Examination


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


def plan_parting(merge: ChildMerge) -> Parting:
    """What taking a merge back would do now.

    A value edited since keeps the newer one; a row made since stays with the kept record.

    Raises:
        Unavailable: what was written down cannot be opened.
    """
    recorded = open_ledger(merge.id, merge.undo_sealed)
    added = _added_since(merge, recorded)
    in_a_class = any(isinstance(row, Enrolment) and row.to_date is None for _table, row in added)
    back: list[ValueChange] = []
    left: list[Left] = []
    for group in by_group(recorded.changes):
        because = _hindered(group)
        if because is None and group[0].group == PROTECTED and _edited(merge, recorded):
            because = LeftAlone.PROTECTED
        if because is None and group[0].group == CLOSING and in_a_class and _of_kept(merge, group, recorded):
            because = LeftAlone.IN_A_CLASS_SINCE
        if because is None:
            back += group
        elif group[0].group != VERSION:
            left.append(Left(group[0].table, group[0].group, because, group[0].row()))
    left += [Left(table, "", LeftAlone.ADDED_SINCE, row) for table, row in added]
    return Parting(merge, tuple(back), tuple(left))


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


def _added_since(merge: ChildMerge, recorded: Recorded) -> list[tuple[str, Base]]:
    known = recorded.own | {(one.table, "/".join(map(str, one.key))) for one in recorded.changes}
    found = rows_of({merge.kept_id}, moving=True)
    return [(one.table, row) for one, row in found if (one.table, row_text(row)) not in known]


def _hindered(group: Iterable[ValueChange]) -> LeftAlone | None:
    for one in group:
        row = one.row()
        if row is None:
            return LeftAlone.GONE
        if getattr(row, one.column) != one.new:
            return LeftAlone.EDITED_SINCE
    return None


def _edited(merge: ChildMerge, recorded: Recorded) -> bool:
    """Whether anybody changed the kept record since: then nobody knows whom the protection is for."""
    kept = session().get_one(Child, merge.kept_id)
    versions = {one.key: one.new for one in recorded.changes if one.group == VERSION}
    return bool(versions[kept.id,] != kept.version)


def _of_kept(merge: ChildMerge, group: tuple[ValueChange, ...], recorded: Recorded) -> bool:
    """Whether a closed enrolment is, after the undo, one of the kept record."""
    moved: set[tuple[Any, ...]] = {
        one.key for one in recorded.changes if one.table == group[0].table and one.old == merge.merged_id
    }
    return group[0].key not in moved


def _swapped(merge: ChildMerge, back: tuple[ValueChange, ...]) -> list[Base]:
    """The examinations to be moved, where some had changed places."""
    moves = [one for one in back if one.table == Examination.__tablename__]
    if not any(one.old == merge.kept_id for one in moves):
        return []
    return [row for row in (one.row() for one in moves) if row is not None]
