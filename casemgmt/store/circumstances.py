"""What social workers decided about suggestions, and the suggestions that wait."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import (
    CompoundSelect,
    LargeBinary,
    String,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

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
