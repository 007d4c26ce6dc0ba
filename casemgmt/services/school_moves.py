"""Children who leave a class: proposed by a list or a person, confirmed or dismissed by a person.

Who proposes and who decides is said by ``domain/departures.decides_moves``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from casemgmt.domain.context import Context
from casemgmt.domain.departures import NOWHERE, Departure, Proposal, decides_moves
from casemgmt.domain.errors import InvalidInput, WrongStep
from casemgmt.domain.school_moves import MoveKind, MoveState
from casemgmt.domain.vietnamese.names import tidy
from casemgmt.domain.vietnamese.schooling import LONGEST_CLASS
from casemgmt.store import audit, contacts, departures, move_decisions, school_moves
from casemgmt.store.children import Child, Enrolment, SchoolMove, get_child
from casemgmt.store.db import session, transaction
from casemgmt.store.register import open_enrolments


@dataclass(frozen=True)
class MoveLine:
    """A move as the list shows it.

    Attributes:
        to_school: "" where nobody knows it, it lies outside the ward, or it is not to be known.
        from_list: a class list proposed it, no person.
    """

    move_id: UUID
    child_id: UUID
    child_name: str
    birth_date: date | None
    birth_precision: str
    from_school: str
    from_class: str
    to_school: str
    to_class_name: str
    kind: MoveKind
    from_list: bool
    proposed_at: datetime
    version: int


def list_moves(ctx: Context, state: MoveState) -> list[MoveLine]:
    """The moves of children within scope in a state, the oldest first, at most 200; put on record.

    Where a child with a protected address goes is told only to those who decide on the move.
    """
    rows = school_moves.move_rows(ctx, state.value)
    names = school_moves.school_names(ctx)
    decides = decides_moves(ctx.actor.role)
    hidden = set() if decides else contacts.protected_among(row.child for row in rows)
    lines = [_line(row, names, hidden) for row in rows]
    with transaction(ctx):
        audit.note(ctx, "school_move.list", "school_move")
    return lines


def list_schools_of_ward(ctx: Context) -> Mapping[int, str]:
    """School -> name, of the whole ward: a child may go to another school than the actor's."""
    return school_moves.school_names(ctx)


def propose_move(ctx: Context, child_id: UUID, proposal: Proposal) -> None:
    """Say that a child leaves its class; said again while it waits, the later word holds.

    Raises:
        NotFound: the child is not there for this actor.
        WrongStep: the child is in no class.
        InvalidInput: no school of the ward, or too long a name of a class.
    """
    class_name = tidy(proposal.to_class_name)
    if len(class_name) > LONGEST_CLASS:
        raise InvalidInput(problem="too_long", field="to_class_name", maximum=LONGEST_CLASS)
    if proposal.to_school_id is not None and proposal.to_school_id not in school_moves.school_names(ctx):
        raise InvalidInput(problem="school_wanted", field="to_school_id")
    with transaction(ctx):
        child = get_child(ctx, child_id)
        current = departures.current_enrolment(child)
        move = school_moves.waiting_move(current.id) or _new_move(ctx, child, current)
        move.kind, move.to_school_id = proposal.kind.value, proposal.to_school_id
        move.to_class_name = class_name
        move.version += 1


def confirm_move(ctx: Context, move_id: UUID, version: int, departure: Departure) -> None:
    """Confirm a move: the enrolment ends with its reason, and the new one begins where it is known.

    Without a chosen class, a move to a school and class of the ward leads there. Confirmed twice by
    one person, it is done once.

    Raises:
        NotFound: the move or the new class is not there for this actor.
        NotPermitted: the role proposes only.
        WrongStep: it was decided otherwise meanwhile, or the child is in another class since.
        Conflict: someone else changed it meanwhile.
        InvalidInput: what became of the child is not said, or on a day that has not come.
    """
    with transaction(ctx):
        row = school_moves.get_move(ctx, move_id)
        _refuse_overtaken(row, departure)
        if not move_decisions.decide_move(ctx, row.move, version, MoveState.CONFIRMED):
            return
        into = departures.class_it_goes_to(ctx, row, departure)
        known = replace(departure, class_id=into.id if into else None)
        departures.depart(ctx, row.child, row.enrolment, known)


def _refuse_overtaken(row: school_moves.MoveRow, departure: Departure) -> None:
    """A child put into another class since has not left school, nor moved away."""
    newer = open_enrolments({row.child.id}).get(row.child.id)
    waits = row.move.state == MoveState.PROPOSED.value
    if waits and newer is not None and newer.id != row.enrolment.id and departure.end_reason in NOWHERE:
        raise WrongStep(problem="move_overtaken")


def dismiss_move(ctx: Context, move_id: UUID, version: int) -> None:
    """Say that a child did not leave; the enrolment stays as it is. Done twice, it is done once.

    Raises:
        NotFound: not there for this actor.
        NotPermitted: the role proposes only.
        WrongStep: it was confirmed meanwhile.
        Conflict: someone else changed it meanwhile.
    """
    with transaction(ctx):
        move = school_moves.get_move(ctx, move_id).move
        move_decisions.decide_move(ctx, move, version, MoveState.DISMISSED)


def _new_move(ctx: Context, child: Child, current: Enrolment) -> SchoolMove:
    made = SchoolMove(
        id=uuid4(), ward_id=child.ward_id, child_id=child.id, enrolment_id=current.id,
        from_school_id=current.school_id, state=MoveState.PROPOSED.value, kind=MoveKind.UNKNOWN.value,
        proposed_by=ctx.actor.user_id, proposed_at=ctx.now(), version=0,
    )  # fmt: skip
    session().add(made)
    return made


def _line(row: school_moves.MoveRow, names: Mapping[int, str], hidden: set[UUID]) -> MoveLine:
    known = row.child.id not in hidden
    return MoveLine(
        move_id=row.move.id, child_id=row.child.id, child_name=row.child.full_name,
        birth_date=row.child.birth_date, birth_precision=row.child.birth_precision,
        from_school=row.from_school.name, from_class=row.from_class.name,
        to_school=names.get(row.move.to_school_id or 0, "") if known else "",
        to_class_name=row.move.to_class_name if known else "", kind=MoveKind(row.move.kind),
        from_list=row.move.import_id is not None, proposed_at=row.move.proposed_at, version=row.move.version,
    )  # fmt: skip
