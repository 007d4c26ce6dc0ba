"""Putting a child into a class by hand, and ending that with the reason."""

from uuid import UUID

from casemgmt.domain.context import Context
from casemgmt.domain.departures import MOVED_SCHOOL, NEXT_CLASS, Departure
from casemgmt.domain.errors import Conflict
from casemgmt.domain.school_moves import MoveState
from casemgmt.store import departures, move_decisions, school_moves
from casemgmt.store.children import get_child
from casemgmt.store.db import transaction
from casemgmt.store.places import get_class


def leave_class(ctx: Context, child_id: UUID, departure: Departure, seen: UUID | None = None) -> None:
    """End a child's enrolment with the reason; a move of it that waits is confirmed thereby.

    Args:
        seen: the enrolment that was looked at: sent twice, a child that goes on does not leave its new
            class as well. None for whichever lasts.

    Raises:
        NotFound: the child or the new class is not there for this actor.
        NotPermitted: the role proposes only.
        WrongStep: the child is in no class.
        Conflict: it is in another class by now.
        InvalidInput: what became of the child is not said, or on a day that has not come.
    """
    with transaction(ctx):
        child = get_child(ctx, child_id)
        move_decisions.refuse_proposers(ctx)
        current = departures.current_enrolment(child)
        if seen is not None and current.id != seen:
            raise Conflict(current={})
        waiting = school_moves.waiting_move(current.id)
        if waiting is not None:
            move_decisions.mark_decided(ctx, waiting, MoveState.CONFIRMED)
        departures.depart(ctx, child, current, departure)


def enrol_child(ctx: Context, child_id: UUID, class_id: UUID) -> None:
    """Put a child into a class; the one it leaves ends. Done twice, it is done once.

    A school account does so within its own school; into another school it is for those who decide.

    Raises:
        NotFound: the child or the class is not there for this actor.
        NotPermitted: the role proposes only.
    """
    with transaction(ctx):
        child = get_child(ctx, child_id)
        into, _school = get_class(ctx, class_id)
        if ctx.actor.school_id is None:
            move_decisions.refuse_proposers(ctx)
        current = school_moves.open_enrolment(child_id)
        if current is not None and current.class_id == class_id:
            return
        if current is not None:
            same_school = current.school_id == into.school_id
            reason = NEXT_CLASS if same_school else MOVED_SCHOOL
            school_moves.end_enrolment(current, reason, ctx.today)
        school_moves.begin_enrolment(child.id, into, ctx.today)
