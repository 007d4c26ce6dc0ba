"""Deciding about rows of a saved class list that waited."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from casemgmt.domain.context import LOCAL_TIME, Context
from casemgmt.domain.errors import InvalidInput, WrongStep
from casemgmt.domain.rosters.states import ImportState
from casemgmt.domain.rosters.taking import RowKey, TakeOver, typed_class
from casemgmt.store.db import session, transaction
from casemgmt.store.places import get_school
from casemgmt.store.roster_readings import open_before, open_reading, seal_before
from casemgmt.store.rosters import LATER, RosterImport, RosterRow, get_import, rows_of
from casemgmt.store.taking_over import TakingOver
from casemgmt.store.waiting_rows import waiting_records


def decide_waiting(
    ctx: Context, import_id: UUID, near: Mapping[RowKey, UUID | None], class_name: str = ""
) -> int:
    """Take rows of a saved list that waited for a decision; returns how many.

    Who was put into another class since the list was saved stays there.

    Args:
        near: row -> the child it is, or None for a new child. Rows left out go on waiting.
        class_name: for rows that name no class, where none was said when the list was saved.

    Raises:
        NotFound: the import or a chosen child is not there for this actor.
        InvalidInput: a class is missing, or the list has another row of that child already.
        WrongStep: the list was not taken over, or what was read is no longer kept.
    """
    with transaction(ctx):
        held = get_import(ctx, import_id)
        if ImportState(held.state) is not ImportState.COMMITTED or held.reading_sealed is None:
            raise WrongStep(problem="step_not_allowed")
        assert held.school_id is not None
        assert held.finished_at is not None
        held.class_name = held.class_name or typed_class(class_name)
        rows = rows_of(held.id)
        _refuse_twice(rows, near)
        waiting = waiting_records(open_reading(held), rows)
        records = tuple(one for one in waiting if (one.sheet, one.row_number) in near)
        since = held.finished_at.astimezone(LOCAL_TIME).date()
        choice = TakeOver(held.school_id, held.class_name, near)
        taking = TakingOver(ctx, held, get_school(ctx, held.school_id), choice, since)
        _lines, counts = taking.take(records, lambda _rows: None)
        _replace_rows(held, taking, counts)
    return len(records)


def _refuse_twice(rows: Sequence[RosterRow], near: Mapping[RowKey, UUID | None]) -> None:
    """Two rows of one list are never one child."""
    taken = {row.child_id for row in rows if row.child_id is not None}
    twice = [key for key, child_id in near.items() if child_id in taken]
    if twice:
        raise InvalidInput(problem="same_child_twice", field="row", row=twice[0][1])


def _replace_rows(held: RosterImport, taking: TakingOver, counts: Counter[str]) -> None:
    decided = {(row["sheet"], row["row_number"]) for row in taking.rows}
    for row in rows_of(held.id):
        if row.decision == LATER and (row.sheet, row.row_number) in decided:
            session().delete(row)
    before = Counter(held.counts)
    before[LATER] -= sum(counts.values())
    held.counts = {key: number for key, number in (before + counts).items() if number}
    held.classes = held.classes | {str(one.id): one.name for one in taking.classes.values()}
    known = open_before(held)
    made = replace(known, classes_made=(*known.classes_made, *taking.classes_made))
    held.undo_sealed = seal_before(held.id, made)
    taking.save()
