"""Carrying an undo out: children that a list made vanish, known ones get back what they had."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from casemgmt.domain.context import Context
from casemgmt.domain.rosters.states import ImportState
from casemgmt.store import audit, bulk
from casemgmt.store.changed_values import restored
from casemgmt.store.child_words import ChildWord
from casemgmt.store.children import Child, Enrolment, Guardian
from casemgmt.store.db import session
from casemgmt.store.places import SchoolClass
from casemgmt.store.roster_readings import Before, open_before
from casemgmt.store.roster_undo import MODELS, Known, Undoing
from casemgmt.store.rosters import RosterImport, RosterRow
from casemgmt.store.screening import ScreeningDay


def carry_out(ctx: Context, held: RosterImport, undoing: Undoing) -> None:
    """Take back everything that nothing stands in the way of.

    Where that is everything, the list waits again as if it had never been taken over.
    """
    free = {key: row for key, row in undoing.made.items() if key not in undoing.obstacles}
    known = {key: one for key, one in undoing.known.items() if key not in undoing.obstacles}
    for one in known.values():
        _restore(one)
    for move in undoing.moves:
        if move.child_id not in undoing.obstacles:
            session().delete(move)
    session().flush()
    _remove_children(ctx, free.keys())
    before = open_before(held)
    _remove_classes(before.classes_made)
    undone = {row.id for row in free.values()} | {one.row.id for one in known.values()}
    if undoing.obstacles:
        _keep_rest(held, undoing, undone)
    else:
        _as_before(held, before)
        undone = {row.id for row in undoing.rows}
    _remove_rows(ctx, held, undone)


def _restore(known: Known) -> None:
    for table, key, values in known.changed:
        record = session().get_one(MODELS[table], key)
        for column, (before, _after) in values.items():
            setattr(record, column, restored(before))
    for table, key, _digest in known.made:
        session().delete(session().get_one(MODELS[table], key))


def _remove_children(ctx: Context, child_ids: Iterable[UUID]) -> None:
    ids = list(child_ids)
    for model in (ChildWord, Guardian, Enrolment):
        bulk.delete_rows(bulk.table_of(model), "child_id", ids)
    bulk.delete_rows(bulk.table_of(Child), "id", ids)
    told: dict[str, Any] = {"rows": 1}
    audit.record_many(ctx, "child.delete", Child.__tablename__, ((key, told) for key in ids))


def _remove_classes(class_ids: Iterable[UUID]) -> None:
    """Classes that the list made and that are still empty."""
    for key in class_ids:
        used = select(Enrolment.id).where(Enrolment.class_id == key).limit(1)
        examined = select(ScreeningDay.id).where(ScreeningDay.class_id == key).limit(1)
        found = session().get(SchoolClass, key)
        if found is not None and not session().scalar(used) and not session().scalar(examined):
            session().delete(found)


def _remove_rows(ctx: Context, held: RosterImport, row_ids: Iterable[UUID]) -> None:
    ids = list(row_ids)
    bulk.delete_rows(bulk.table_of(RosterRow), "id", ids)
    entry = {"rows": len(ids)}
    audit.record_many(ctx, "roster_row.delete", RosterRow.__tablename__, [(held.id, entry)])


def _keep_rest(held: RosterImport, undoing: Undoing, undone: set[UUID]) -> None:
    left = Counter(row.decision for row in undoing.rows if row.id not in undone)
    held.counts = {**dict(left), "rejected": held.counts.get("rejected", 0)}


def _as_before(held: RosterImport, before: Before) -> None:
    held.state, held.finished_at = ImportState.PREVIEWED.value, None
    held.counts, held.classes = {}, {}
    held.school_id, held.undo_sealed = before.school_id, None
