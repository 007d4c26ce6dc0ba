"""Referrals and every step they took."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from casemgmt.store.audit import PLAIN
from casemgmt.store.db import Base, Json, UtcDateTime, ref, session


class Referral(Base):
    """One visit a child is sent to because of one instrument's findings on one day.

    ``corrections`` are the steps that a corrected reading made (withdrawn, issued again), kept here
    so that saving a row stays one statement a table.
    """

    __tablename__ = "referral"
    __table_args__ = (
        UniqueConstraint("examination_id", "instrument"),
        Index("ix_referral_waiting", "ward_id", "state", "due_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    ward_id: Mapped[int] = mapped_column(ref("ward.id"))
    school_id: Mapped[int] = mapped_column(ref("school.id"))
    child_id: Mapped[UUID] = mapped_column(ref("child.id"), index=True)
    examination_id: Mapped[UUID] = mapped_column(ref("examination.id"))
    instrument: Mapped[str] = mapped_column(String(40), info=PLAIN)
    level: Mapped[str] = mapped_column(String(12))
    destination: Mapped[str] = mapped_column(String(30))
    because: Mapped[list[str]] = mapped_column(Json)
    issued_on: Mapped[date]
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(12), info=PLAIN)
    rule_version: Mapped[str] = mapped_column(String(40))
    windows_version: Mapped[str] = mapped_column(String(20))
    corrections: Mapped[list[dict[str, str]]] = mapped_column(Json, default=list)
    version: Mapped[int] = mapped_column(default=1, info=PLAIN)


class ReferralEvent(Base):
    """One step of a referral: when, by whom, on what word."""

    __tablename__ = "referral_event"
    __audit_as__ = "referral_id"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    referral_id: Mapped[UUID] = mapped_column(ref("referral.id"), index=True)
    from_state: Mapped[str] = mapped_column(String(12), info=PLAIN)
    to_state: Mapped[str] = mapped_column(String(12), info=PLAIN)
    happened_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[UUID | None] = mapped_column(ref("user.id"))
    note: Mapped[str] = mapped_column(String(500), default="")


def events_of(referral_id: UUID) -> list[ReferralEvent]:
    """The steps of a referral, oldest first."""
    query = select(ReferralEvent).where(ReferralEvent.referral_id == referral_id)
    return list(session().scalars(query.order_by(ReferralEvent.recorded_at)))
