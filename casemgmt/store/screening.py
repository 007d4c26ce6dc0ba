"""Campaigns, screening days, examinations and what was observed.

``observation`` is append-only: each save of an instrument writes the whole set anew under the
next ``save_no``; the set of the highest ``save_no`` is the one in force, the others are history.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Index, String, UniqueConstraint, and_, exists, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from casemgmt.domain.context import Context
from casemgmt.domain.errors import NotFound
from casemgmt.domain.screening import ObservationKind
from casemgmt.store.audit import PLAIN, AuditEntry, use_head
from casemgmt.store.db import Base, Json, UtcDateTime, ref, session
from casemgmt.store.referrals import Referral

IN_FORCE_KINDS = (ObservationKind.SAVE.value, ObservationKind.ANSWER.value)


class Campaign(Base):
    """Who is to be examined, when and for what."""

    __tablename__ = "campaign"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    ward_id: Mapped[int] = mapped_column(ref("ward.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    school_year: Mapped[int]
    starts_on: Mapped[date]


class ScreeningDay(Base):
    """One class examined on one day; ``instruments`` are the columns of its sheet."""

    __tablename__ = "screening_day"
    __table_args__ = (Index("ix_screening_day_class", "class_id", "held_on"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    ward_id: Mapped[int] = mapped_column(ref("ward.id"))
    campaign_id: Mapped[UUID] = mapped_column(ref("campaign.id"), index=True)
    class_id: Mapped[UUID] = mapped_column(ref("school_class.id"))
    school_id: Mapped[int] = mapped_column(ref("school.id"))
    held_on: Mapped[date] = mapped_column(info=PLAIN)
    instruments: Mapped[list[str]] = mapped_column(Json, info=PLAIN)
    state: Mapped[str] = mapped_column(String(10), default="open", info=PLAIN)


class Examination(Base):
    """A child on a screening day, with what the child was on that date, frozen."""

    __tablename__ = "examination"
    __table_args__ = (
        UniqueConstraint("day_id", "child_id"),
        Index("ix_examination_figures", "campaign_id", "sex", "age_months", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    ward_id: Mapped[int] = mapped_column(ref("ward.id"))
    campaign_id: Mapped[UUID] = mapped_column(ref("campaign.id"))
    day_id: Mapped[UUID] = mapped_column(ref("screening_day.id"))
    child_id: Mapped[UUID] = mapped_column(ref("child.id"), index=True)
    examined_on: Mapped[date]
    age_months: Mapped[int | None]
    sex: Mapped[str | None] = mapped_column(String(1))
    school_id: Mapped[int] = mapped_column(ref("school.id"))
    class_id: Mapped[UUID] = mapped_column(ref("school_class.id"))
    neighbourhood_id: Mapped[int | None] = mapped_column(ref("neighbourhood.id"))
    poverty: Mapped[str] = mapped_column(String(20))


class Observation(Base):
    """One row of what an examination holds: a save, an answer, a measure, a finding, a suggestion.

    ``position`` is its place among the rows of the save; ``typed`` is what the person typed, or how
    a measure reads; ``save_key`` makes a repeated request store once.
    """

    __tablename__ = "observation"
    __table_args__ = (
        UniqueConstraint("save_key", "instrument"),
        Index("ix_observation_code", "kind", "code", "examination_id"),
    )
    __audit_as__ = "examination_id"

    examination_id: Mapped[UUID] = mapped_column(ref("examination.id"), primary_key=True)
    instrument: Mapped[str] = mapped_column(String(40), primary_key=True)
    save_no: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    site: Mapped[str] = mapped_column(String(10), primary_key=True, default="")
    position: Mapped[int] = mapped_column(default=0)
    typed: Mapped[str | None] = mapped_column(String(400))
    number: Mapped[float | None]
    choice: Mapped[str | None] = mapped_column(String(500))
    level: Mapped[str | None] = mapped_column(String(12))
    severity: Mapped[int | None]
    detail: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    rule_version: Mapped[str] = mapped_column(String(40))
    save_key: Mapped[str | None] = mapped_column(String(64))
    recorded_by: Mapped[UUID | None] = mapped_column(ref("user.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass
class HeldInstrument:
    """What is in force for one instrument of one examination."""

    save_no: int
    header: Observation
    answers: dict[str, Observation] = field(default_factory=dict)
    referral: Referral | None = None


@dataclass
class HeldExamination:
    """An examination and, by instrument code, what is in force."""

    examination: Examination
    day: ScreeningDay
    by_instrument: dict[str, HeldInstrument] = field(default_factory=dict)
    saves: dict[tuple[str, str], Observation] = field(default_factory=dict)


def in_force() -> ColumnElement[bool]:
    """Condition on ``Observation``: no later save of the same instrument exists."""
    later = aliased(Observation)
    return ~exists(
        select(later.save_no).where(
            later.examination_id == Observation.examination_id,
            later.instrument == Observation.instrument,
            later.save_no > Observation.save_no,
        )
    )


def hold_for_writing(ctx: Context, day_id: UUID, child_ids: set[UUID]) -> dict[UUID, HeldExamination]:
    """Everything a save of some rows of one day needs, and the head of the trail: one statement.

    Returns:
        Child -> examination; a child without examination on that day is absent.
    """
    newest = select(AuditEntry.seq, AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1).subquery()
    query = (
        select(Examination, ScreeningDay, Observation, Referral, newest.c.seq, newest.c.hash)
        .join(ScreeningDay, ScreeningDay.id == Examination.day_id)
        .outerjoin(
            Observation,
            and_(Observation.examination_id == Examination.id, Observation.kind.in_(IN_FORCE_KINDS)),
        )
        .outerjoin(
            Referral,
            and_(
                Observation.kind == ObservationKind.SAVE.value,
                Referral.examination_id == Examination.id,
                Referral.instrument == Observation.instrument,
            ),
        )
        .outerjoin(newest, newest.c.seq.is_not(None))
        .where(Examination.day_id == day_id, Examination.child_id.in_(child_ids), _within_scope(ctx))
    )
    found: dict[UUID, HeldExamination] = {}
    for examination, day, observation, referral, seq, digest in session().execute(query):
        use_head(seq, digest)
        held = found.setdefault(examination.child_id, HeldExamination(examination, day))
        if observation is not None:
            _hold(held, observation, referral)
    return found


def _hold(held: HeldExamination, row: Observation, referral: Referral | None) -> None:
    if row.save_key:
        held.saves[row.save_key, row.instrument] = row
    current = held.by_instrument.get(row.instrument)
    if current is None or row.save_no > current.save_no:
        current = held.by_instrument[row.instrument] = HeldInstrument(row.save_no, row)
    if row.save_no < current.save_no:
        return
    if row.kind == ObservationKind.SAVE:
        current.header, current.referral = row, referral
    else:
        current.answers[row.code] = row


def _within_scope(ctx: Context) -> ColumnElement[bool]:
    ward = Examination.ward_id == ctx.actor.ward_id
    if ctx.actor.school_id is None:
        return ward
    return and_(ward, Examination.school_id == ctx.actor.school_id)


def get_day(ctx: Context, day_id: UUID) -> ScreeningDay:
    """A screening day within scope.

    Raises:
        NotFound: there is none, or not for this actor.
    """
    query = select(ScreeningDay).where(ScreeningDay.id == day_id, ScreeningDay.ward_id == ctx.actor.ward_id)
    if ctx.actor.school_id is not None:
        query = query.where(ScreeningDay.school_id == ctx.actor.school_id)
    found = session().scalar(query)
    if found is None:
        raise NotFound(kind="screening_day")
    return found


def day_of_class(class_id: UUID, held_on: date) -> ScreeningDay | None:
    """The sheet of a class on a date, None where none was opened."""
    query = select(ScreeningDay).where(ScreeningDay.class_id == class_id, ScreeningDay.held_on == held_on)
    return session().scalar(query)


def campaigns(ctx: Context) -> list[Campaign]:
    """The ward's campaigns, newest first."""
    query = select(Campaign).where(Campaign.ward_id == ctx.actor.ward_id)
    return list(session().scalars(query.order_by(Campaign.starts_on.desc())))


def campaign_of_year(ctx: Context, school_year: int) -> Campaign:
    """The campaign of a school year, made with the first screening day of it."""
    query = select(Campaign).where(Campaign.ward_id == ctx.actor.ward_id, Campaign.school_year == school_year)
    found = session().scalar(query)
    if found is None:
        found = Campaign(
            id=uuid4(),
            ward_id=ctx.actor.ward_id,
            school_year=school_year,
            starts_on=ctx.today,
            name=f"Khám sàng lọc năm học {school_year}–{school_year + 1}",
        )
        session().add(found)
    return found
