"""Carrying an undo out: children that a list made vanish, known ones get back what they had."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from casemgmt.domain.context import Context
from casemgmt.domain.rosters.states import ImportState
from casemgmt.store import audit, bulk
from casemgmt.store.changed_values import restored
from casemgmt.store.child_words import ChildWord
from casemgmt.store.children import Child, Enrolment, Guardian
from casemgmt.store.db import session
from casemgmt.store.roster_classes import remove_classes
from casemgmt.store.roster_readings import Before, open_before
from casemgmt.store.roster_undo import MODELS, Known
from casemgmt.store.roster_undo_plans import Undoing
from casemgmt.store.rosters import RosterImport, RosterRow


def carry_out(ctx: Context, held: RosterImport, undoing: Undoing) -> None:
    """Take back everything that nothing stands in the way of.

    Where that is everything, the list waits again as if it had never been taken over.
    """
    removed, known = undoing.removed, [one for found in undoing.restored.values() for one in found]
    for one in known:
        _restore(one)
    for move in undoing.withdrawn:
        session().delete(move)
    session().flush()
    _remove_children(ctx, removed)
    before = open_before(held)
    remove_classes(held, before.classes_made)
    undone = {one.row.id for one in known} | {row.id for row in undoing.rows if row.child_id in removed}
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


def _remove_children(ctx: Context, removed: Mapping[UUID, RosterRow]) -> None:
    """Delete children with all that was made with them; the trail keeps how many rows, and which."""
    rows = Counter(removed.keys())
    for table in map(bulk.table_of, (Guardian, Enrolment)):
        rows.update(row["child_id"] for row in bulk.select_rows(table, "child_id", removed))
        bulk.delete_rows(table, "child_id", removed)
    bulk.delete_rows(bulk.table_of(ChildWord), "child_id", removed)
    bulk.delete_rows(bulk.table_of(Child), "id", removed)
    told: list[tuple[object, dict[str, Any]]] = [
        (key, {"rows": rows[key], "digest": row.made_digest}) for key, row in removed.items()
    ]
    audit.record_many(ctx, "child.delete", Child.__tablename__, told)


def _remove_rows(ctx: Context, held: RosterImport, row_ids: Iterable[UUID]) -> None:
    ids = list(row_ids)
    bulk.delete_rows(bulk.table_of(RosterRow), "id", ids)
    entry = {"rows": len(ids)}
    audit.record_many(ctx, "roster_row.delete", RosterRow.__tablename__, [(held.id, entry)])


def _keep_rest(held: RosterImport, undoing: Undoing, undone: set[UUID]) -> None:
    left = Counter(row.decision for row in undoing.rows if row.id not in undone)
    held.counts = {**dict(left), "rejected": held.counts.get("rejected", 0)}


def _as_before(held: RosterImport, before: Before) -> None:
    held.state, held.finished_at, held.saved_by = ImportState.PREVIEWED.value, None, None
    held.counts, held.classes = {}, {}
    held.school_id, held.class_name, held.undo_sealed = before.school_id, before.class_name, None
