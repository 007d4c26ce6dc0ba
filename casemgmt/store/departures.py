"""A child leaving its class, inside the transaction of the use case."""

from casemgmt.domain.context import Context
from casemgmt.domain.departures import DIED, GONE, GONE_RESIDENCE, Departure, refuse_departure
from casemgmt.domain.errors import WrongStep
from casemgmt.domain.school_moves import MoveState
from casemgmt.store import move_decisions, school_moves
from casemgmt.store.children import Child, Enrolment
from casemgmt.store.db import session
from casemgmt.store.places import SchoolClass, class_named, get_class, get_school


def depart(ctx: Context, child: Child, current: Enrolment, departure: Departure) -> None:
    """End an enrolment with its reason, and begin the new one where the child goes on.

    One who moved away or died is no resident any more. A child that was put into another class
    meanwhile stays there; one who died is in no class, and no move of it waits.

    Raises:
        InvalidInput: what became of the child is not said, or on a day that has not come.
        NotFound: the new class is not there for this actor.
    """
    refuse_departure(departure, ctx.today)
    school_moves.end_enrolment(current, departure.end_reason, departure.on)
    if departure.end_reason in GONE and child.residence != GONE_RESIDENCE:
        child.residence = GONE_RESIDENCE
        child.version += 1
    if departure.end_reason == DIED:
        _leave_everything(ctx, child, departure)
    if departure.class_id is None or not departure.goes_on:
        return
    session().flush()  # what has ended here is seen by the next look
    if school_moves.open_enrolment(child.id) is None:
        into, _school = get_class(ctx, departure.class_id)
        school_moves.begin_enrolment(child.id, into, max(departure.on, current.from_date))


def _leave_everything(ctx: Context, child: Child, departure: Departure) -> None:
    for other in school_moves.open_enrolments(child.id):
        school_moves.end_enrolment(other, departure.end_reason, departure.on)
    for row in school_moves.moves_of(ctx, child.id):
        if row.move.state == MoveState.PROPOSED:  # the one being confirmed is marked already
            move_decisions.mark_decided(ctx, row.move, MoveState.CONFIRMED)


def class_it_goes_to(ctx: Context, row: school_moves.MoveRow, departure: Departure) -> SchoolClass | None:
    """The class chosen, else the one the move names in the ward; None where it goes to none.

    Raises:
        NotFound: the class or school is not there for this actor.
    """
    if not departure.goes_on:
        return None
    if departure.class_id is not None:
        return get_class(ctx, departure.class_id)[0]
    move = row.move
    if move.to_school_id is None or not move.to_class_name:
        return None
    made, _is_new = class_named(
        get_school(ctx, move.to_school_id), row.enrolment.school_year, move.to_class_name
    )
    session().flush()
    return made


def current_enrolment(child: Child) -> Enrolment:
    """The enrolment that lasts.

    Raises:
        WrongStep: the child is in no class.
    """
    found = school_moves.open_enrolment(child.id)
    if found is None:
        raise WrongStep(problem="in_no_class")
    return found
