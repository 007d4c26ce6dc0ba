"""What social workers decided about suggestions, and the suggestions that wait."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    LargeBinary,
    Select,
    String,
    UniqueConstraint,
    and_,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from casemgmt.domain.context import Context
from casemgmt.domain.screening import ObservationKind
from casemgmt.store.audit import PLAIN
from casemgmt.store.db import Base, UtcDateTime, ref
from casemgmt.store.screening import Examination, Observation, in_force


class Circumstance(Base):
    """A social worker's decision about one suggestion; the reason is sealed."""

    __tablename__ = "circumstance"
    __table_args__ = (UniqueConstraint("examination_id", "instrument", "group_code"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    ward_id: Mapped[int] = mapped_column(ref("ward.id"), index=True)
    child_id: Mapped[UUID] = mapped_column(ref("child.id"), index=True)
    examination_id: Mapped[UUID] = mapped_column(ref("examination.id"))
    instrument: Mapped[str] = mapped_column(String(40))
    group_code: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(12), info=PLAIN)
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    decided_by: Mapped[UUID] = mapped_column(ref("user.id"))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
    from_date: Mapped[date]
    version: Mapped[int] = mapped_column(default=1, info=PLAIN)


def children_with_suggestions() -> CompoundSelect[UUID]:
    """Ids of the children a suggestion is or was about: the scope of a social worker."""
    waiting = (
        select(Examination.child_id)
        .join(Observation, Observation.examination_id == Examination.id)
        .where(Observation.kind == ObservationKind.SUGGESTION.value, in_force())
    )
    return waiting.union(select(Circumstance.child_id))


def suggestions(ctx: Context) -> Select[Observation, Examination, Circumstance]:
    """Suggestion, its examination and the decision if any, within the actor's ward.

    A suggestion whose readings were corrected away is shown only where it was decided.
    """
    return (
        select(Observation, Examination, Circumstance)
        .join(Examination, Examination.id == Observation.examination_id)
        .outerjoin(
            Circumstance,
            and_(
                Circumstance.examination_id == Observation.examination_id,
                Circumstance.instrument == Observation.instrument,
                Circumstance.group_code == Observation.code,
            ),
        )
        .where(
            Observation.kind == ObservationKind.SUGGESTION.value,
            Examination.ward_id == ctx.actor.ward_id,
            or_(in_force(), and_(Circumstance.id.is_not(None), _newest_of_its_group())),
        )
    )


def _newest_of_its_group() -> ColumnElement[bool]:
    """Condition on ``Observation``: no later save suggests the same."""
    later = aliased(Observation)
    return ~exists(
        select(later.save_no).where(
            later.examination_id == Observation.examination_id,
            later.instrument == Observation.instrument,
            later.kind == Observation.kind,
            later.code == Observation.code,
            later.save_no > Observation.save_no,
        )
    )
