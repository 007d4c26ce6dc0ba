"""What taking a merge back would do now: what goes back, and what has to be left alone."""

from collections.abc import Iterable
from typing import Any

from casemgmt.domain.merging import LeftAlone
from casemgmt.store.child_rows import row_text, rows_of
from casemgmt.store.children import Child, Enrolment
from casemgmt.store.db import Base, session
from casemgmt.store.joining import CLOSING, PROTECTED, VERSION
from casemgmt.store.merge_ledger import Recorded, open_ledger
from casemgmt.store.merges import ChildMerge
from casemgmt.store.parting import Left, Parting
from casemgmt.store.value_changes import ValueChange, by_group


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
