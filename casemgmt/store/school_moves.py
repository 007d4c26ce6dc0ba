"""Children in and out of classes, and word of it that waits for a person."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import Select, func, select

from casemgmt.domain.context import Context
from casemgmt.domain.errors import NotFound
from casemgmt.domain.school_moves import MoveState
from casemgmt.store.children import Child, Enrolment, SchoolMove, visible_children
from casemgmt.store.db import session
from casemgmt.store.places import School, SchoolClass

MOST_MOVES = 200


@dataclass(frozen=True)
class MoveRow:
    """A move with its child and the class it speaks of."""

    move: SchoolMove
    child: Child
    enrolment: Enrolment
    from_class: SchoolClass
    from_school: School


def move_rows(ctx: Context, state: str) -> list[MoveRow]:
    """The moves of children within scope in a state, the oldest first, at most ``MOST_MOVES``."""
    query = _rows(ctx).where(SchoolMove.state == state)
    found = session().execute(query.order_by(SchoolMove.proposed_at, SchoolMove.id).limit(MOST_MOVES))
    return [MoveRow(*row) for row in found]


def moves_of(ctx: Context, child_id: UUID) -> list[MoveRow]:
    """The moves of one child that wait."""
    query = _rows(ctx).where(SchoolMove.child_id == child_id)
    return [MoveRow(*row) for row in session().execute(query.where(SchoolMove.state == MoveState.PROPOSED))]


def get_move(ctx: Context, move_id: UUID) -> MoveRow:
    """A move of a child within scope.

    Raises:
        NotFound: there is none, or not for this actor.
    """
    found = session().execute(_rows(ctx).where(SchoolMove.id == move_id)).first()
    if found is None:
        raise NotFound(kind="school_move")
    return MoveRow(*found)


def count_moves(ctx: Context) -> int:
    """How many moves of children within scope wait."""
    seen = visible_children(ctx).with_only_columns(Child.id)
    query = select(func.count(SchoolMove.id)).where(
        SchoolMove.state == MoveState.PROPOSED.value, SchoolMove.child_id.in_(seen)
    )
    return session().scalar(query) or 0


def waiting_move(enrolment_id: UUID) -> SchoolMove | None:
    """The move that waits for one enrolment, None where there is none."""
    return session().scalars(
        select(SchoolMove).where(
            SchoolMove.enrolment_id == enrolment_id, SchoolMove.state == MoveState.PROPOSED.value
        )
    ).first()  # fmt: skip


def enrolments_of(child_id: UUID) -> list[tuple[Enrolment, SchoolClass, School]]:
    """Where a child is and was enrolled, the newest first."""
    query = (
        select(Enrolment, SchoolClass, School)
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .join(School, School.id == Enrolment.school_id)
        .where(Enrolment.child_id == child_id)
        .order_by(Enrolment.from_date.desc(), Enrolment.to_date.is_(None).desc(), Enrolment.id)
    )
    return [(row[0], row[1], row[2]) for row in session().execute(query)]


def open_enrolment(child_id: UUID) -> Enrolment | None:
    """The enrolment that lasts, None where the child is in no class."""
    return next(iter(open_enrolments(child_id)), None)


def open_enrolments(child_id: UUID) -> list[Enrolment]:
    """Every enrolment that lasts, the newest first: one at most, but where records went wrong."""
    query = select(Enrolment).where(Enrolment.child_id == child_id, Enrolment.to_date.is_(None))
    return list(session().scalars(query.order_by(Enrolment.from_date.desc(), Enrolment.id)))


def school_names(ctx: Context) -> dict[int, str]:
    """School -> name, of the whole ward: every role may read the reference lists."""
    query = select(School).where(School.ward_id == ctx.actor.ward_id).order_by(School.name_fold)
    return {one.id: one.name for one in session().scalars(query)}


def begin_enrolment(child_id: UUID, into: SchoolClass, on: date) -> None:
    """Put a child into a class."""
    session().add(
        Enrolment(
            id=uuid4(), ward_id=into.ward_id, child_id=child_id, class_id=into.id,
            school_id=into.school_id, school_year=into.school_year, from_date=on,
        )
    )  # fmt: skip


def end_enrolment(enrolment: Enrolment, reason: str, on: date) -> None:
    """Close an enrolment; one that a list closed already only gets its reason.

    An enrolment begins on the day its list was received: a last day before that moves the beginning.
    """
    if enrolment.to_date is None:
        enrolment.from_date, enrolment.to_date = min(on, enrolment.from_date), on
    enrolment.end_reason = reason


def _rows(ctx: Context) -> Select[SchoolMove, Child, Enrolment, SchoolClass, School]:
    return (
        visible_children(ctx)
        .join(SchoolMove, SchoolMove.child_id == Child.id)
        .join(Enrolment, Enrolment.id == SchoolMove.enrolment_id)
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .join(School, School.id == Enrolment.school_id)
        .with_only_columns(SchoolMove, Child, Enrolment, SchoolClass, School)
    )
