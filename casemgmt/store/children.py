"""Children, where they learn, who cares for them, and their households."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import (
    BigInteger,
    Index,
    LargeBinary,
    Select,
    String,
    UniqueConstraint,
    event,
    false,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from casemgmt.domain.circumstances import Poverty
from casemgmt.domain.context import Context, Role
from casemgmt.domain.departures import DIED
from casemgmt.domain.errors import NotFound
from casemgmt.domain.match_keys import match_keys
from casemgmt.domain.rosters.records import Precision
from casemgmt.domain.vietnamese.names import fold, sort_key
from casemgmt.store.audit import PLAIN, SILENT
from casemgmt.store.circumstances import children_with_suggestions
from casemgmt.store.db import Base, UtcDateTime, ref, session


class Household(Base):
    """People living together; its poverty is stated by year."""

    __tablename__ = "household"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    ward_id: Mapped[int] = mapped_column(ref("ward.id"), index=True)
    neighbourhood_id: Mapped[int | None] = mapped_column(ref("neighbourhood.id"))
    head_name: Mapped[str] = mapped_column(String(120), default="")
    version: Mapped[int] = mapped_column(default=1, info=PLAIN)


class HouseholdStatus(Base):
    """What the certificate of one calendar year says; a code of ``codelists/poverty.csv``."""

    __tablename__ = "household_status"
    __table_args__ = (UniqueConstraint("household_id", "year"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    ward_id: Mapped[int] = mapped_column(ref("ward.id"))
    household_id: Mapped[UUID] = mapped_column(ref("household.id"))
    year: Mapped[int] = mapped_column(info=PLAIN)
    status: Mapped[str] = mapped_column(String(20))
    certificate_no: Mapped[str] = mapped_column(String(40), default="")


class Child(Base):
    """One person. Birth date with precision ``day``, ``month`` or ``year``.

    ``residence`` is a code of ``codelists/residences.csv``, None where unknown. ``merged_into`` is
    the record that a duplicate was merged into: such a record is shown nowhere. The columns named
    in ``DERIVED`` follow from name and birth date and are filled when a row is written.
    """

    __tablename__ = "child"
    __table_args__ = (
        Index("ix_child_name_fold", "ward_id", "name_fold"),
        Index("ix_child_birth_date", "ward_id", "birth_date"),
        Index("ix_child_personal_id_index", "personal_id_index"),
        Index("ix_child_health_insurance_index", "health_insurance_index"),
        Index("ix_child_name_year_key", "name_year_key"),
        # Of the few merged records only: nearly every query asks for the others, and must not use it.
        Index(
            "ix_child_merged_into",
            "merged_into",
            sqlite_where=text("merged_into IS NOT NULL"),
            postgresql_where=text("merged_into IS NOT NULL"),
        ),
        Index("ix_child_birth_given_key", "birth_given_key"),
        Index("ix_child_birth_rest_key", "birth_rest_key"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    ward_id: Mapped[int] = mapped_column(ref("ward.id"))
    full_name: Mapped[str] = mapped_column(String(120))
    name_typed: Mapped[str] = mapped_column(String(120))
    name_fold: Mapped[str] = mapped_column(String(120), info=SILENT)
    name_sort: Mapped[bytes] = mapped_column(LargeBinary(400), info=SILENT)
    name_year_key: Mapped[int | None] = mapped_column(BigInteger, info=SILENT)
    birth_given_key: Mapped[int | None] = mapped_column(BigInteger, info=SILENT)
    birth_rest_key: Mapped[int | None] = mapped_column(BigInteger, info=SILENT)
    birth_date: Mapped[date | None]
    birth_precision: Mapped[str] = mapped_column(String(5), default="day")
    sex: Mapped[str | None] = mapped_column(String(1))
    ethnic_group: Mapped[str | None] = mapped_column(String(2))
    personal_id_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    personal_id_index: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    neighbourhood_id: Mapped[int | None] = mapped_column(ref("neighbourhood.id"))
    household_id: Mapped[UUID | None] = mapped_column(ref("household.id"), index=True)
    health_insurance_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    health_insurance_index: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    address_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    address_protected: Mapped[bool] = mapped_column(default=False)
    residence: Mapped[str | None] = mapped_column(String(12))
    merged_into: Mapped[UUID | None] = mapped_column(ref("child.id"))
    version: Mapped[int] = mapped_column(default=1, info=PLAIN)


DERIVED = ("name_fold", "name_sort", "name_year_key", "birth_given_key", "birth_rest_key")


class Enrolment(Base):
    """A child in a class for a school year; ``to_date`` is None while it lasts.

    ``end_reason`` is a code of ``codelists/enrolment_ends.csv``; None while it lasts, and where
    only a newer class list ended it.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        Index("ix_enrolment_class", "class_id", "to_date"),
        Index("ix_enrolment_school", "school_id", "to_date", "child_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    ward_id: Mapped[int] = mapped_column(ref("ward.id"))
    child_id: Mapped[UUID] = mapped_column(ref("child.id"), index=True)
    class_id: Mapped[UUID] = mapped_column(ref("school_class.id"))
    school_id: Mapped[int] = mapped_column(ref("school.id"))
    school_year: Mapped[int]
    from_date: Mapped[date]
    to_date: Mapped[date | None]
    end_reason: Mapped[str | None] = mapped_column(String(20), info=PLAIN)


class SchoolMove(Base):
    """Word that a child left its class, until a person confirms or dismisses it.

    ``to_school_id`` is None where nobody knows the school or it lies outside the ward; ``kind`` and
    ``state`` are codes of ``domain/school_moves.py``.
    """

    __tablename__ = "school_move"
    __table_args__ = (Index("ix_school_move_waiting", "ward_id", "state"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    ward_id: Mapped[int] = mapped_column(ref("ward.id"))
    child_id: Mapped[UUID] = mapped_column(ref("child.id"), index=True)
    enrolment_id: Mapped[UUID] = mapped_column(ref("enrolment.id"))
    from_school_id: Mapped[int] = mapped_column(ref("school.id"))
    to_school_id: Mapped[int | None] = mapped_column(ref("school.id"))
    to_class_name: Mapped[str] = mapped_column(String(30), default="")
    kind: Mapped[str] = mapped_column(String(12), info=PLAIN)
    state: Mapped[str] = mapped_column(String(12), info=PLAIN)
    import_id: Mapped[UUID | None] = mapped_column(ref("roster_import.id"))
    proposed_by: Mapped[UUID | None] = mapped_column(ref("user.id"))
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[UUID | None] = mapped_column(ref("user.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1, info=PLAIN)


class Guardian(Base):
    """Who cares for a child; the phone is sealed."""

    __tablename__ = "guardian"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    ward_id: Mapped[int] = mapped_column(ref("ward.id"))
    child_id: Mapped[UUID] = mapped_column(ref("child.id"), index=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    relation: Mapped[str] = mapped_column(String(20), default="guardian")
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    version: Mapped[int] = mapped_column(default=1, info=PLAIN)


def derived_columns(full_name: str, born: date | None, precision: str) -> dict[str, object]:
    """The columns of a child that follow from its name and birth date; the keys are ``DERIVED``."""
    keys = match_keys(full_name, born, Precision(precision))
    values = (fold(full_name), sort_key(full_name), keys.name_year, keys.birth_given, keys.birth_rest)
    return dict(zip(DERIVED, values, strict=True))


@event.listens_for(Child, "before_insert")
@event.listens_for(Child, "before_update")
def _derive(_mapper: object, _connection: object, child: Child) -> None:
    precision = child.birth_precision or Precision.DAY.value
    for name, value in derived_columns(child.full_name, child.birth_date, precision).items():
        setattr(child, name, value)


def visible_children(ctx: Context) -> Select[Child]:
    """The children this actor may see. Every query about children starts here."""
    query = select(Child).where(Child.ward_id == ctx.actor.ward_id, Child.merged_into.is_(None))
    role = ctx.actor.role
    if role is Role.HEALTH_STATION:
        return query
    if role is Role.SCHOOL_ENTRY:
        here = select(Enrolment.child_id).where(
            Enrolment.school_id == ctx.actor.school_id, Enrolment.to_date.is_(None)
        )
        return query.where(Child.id.in_(here))
    if role in {Role.SOCIAL_WORKER, Role.SUPERVISOR}:
        return query.where(Child.id.in_(children_with_suggestions()))
    return query.where(false())


def get_child(ctx: Context, child_id: UUID) -> Child:
    """A child within scope.

    Raises:
        NotFound: there is none, or not for this actor.
    """
    found = session().scalar(visible_children(ctx).where(Child.id == child_id))
    if found is None:
        raise NotFound(kind="child")
    return found


def children_of_class(ctx: Context, class_id: UUID) -> list[Child]:
    """The children now enrolled in a class, by given name in Vietnamese order."""
    enrolled = select(Enrolment.child_id).where(Enrolment.class_id == class_id, Enrolment.to_date.is_(None))
    return list(
        session().scalars(visible_children(ctx).where(Child.id.in_(enrolled)).order_by(Child.name_sort))
    )


def poverty_of(household_ids: set[UUID], year: int) -> dict[UUID, Poverty]:
    """Household -> status of a calendar year; absent where no certificate is known."""
    query = select(HouseholdStatus).where(
        HouseholdStatus.household_id.in_(household_ids), HouseholdStatus.year == year
    )
    return {one.household_id: Poverty(one.status) for one in session().scalars(query)}


def named_children(ctx: Context, child_ids: set[UUID]) -> dict[UUID, str]:
    """Child -> full name, of those within scope."""
    query = visible_children(ctx).where(Child.id.in_(child_ids))
    return {one.id: one.full_name for one in session().scalars(query)}


def merged_children() -> Select[UUID]:
    """Ids of the records that were merged into others: shown nowhere, counted nowhere."""
    return select(Child.id).where(Child.merged_into.is_not(None))


def deceased_children() -> Select[UUID]:
    """Ids of the children who were said to have died: nobody is called about them."""
    return select(Enrolment.child_id).where(Enrolment.end_reason == DIED)
