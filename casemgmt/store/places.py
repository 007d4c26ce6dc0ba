"""Wards, neighbourhoods, schools and classes."""

from uuid import UUID, uuid4

from sqlalchemy import Select, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from casemgmt.domain.context import Context
from casemgmt.domain.errors import NotFound
from casemgmt.domain.vietnamese.names import fold
from casemgmt.store.db import Base, ref, session


class Ward(Base):
    """A ward; its id is on every record of a person."""

    __tablename__ = "ward"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(10), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    province: Mapped[str] = mapped_column(String(100))


class Neighbourhood(Base):
    """A tổ dân phố; numbers repeat over the old units, so both make the name."""

    __tablename__ = "neighbourhood"
    __table_args__ = (UniqueConstraint("ward_id", "name", "old_unit"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int] = mapped_column(ref("ward.id"))
    name: Mapped[str] = mapped_column(String(60))
    old_unit: Mapped[str] = mapped_column(String(60), default="")


class School(Base):
    """A school or kindergarten; ``level`` is a code of ``codelists/school_levels.csv``."""

    __tablename__ = "school"

    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int] = mapped_column(ref("ward.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    name_fold: Mapped[str] = mapped_column(String(120))
    level: Mapped[str] = mapped_column(String(20))


class SchoolClass(Base):
    """A class of one school year; ``school_year`` is the year in which it began."""

    __tablename__ = "school_class"
    __table_args__ = (UniqueConstraint("school_id", "school_year", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    ward_id: Mapped[int] = mapped_column(ref("ward.id"))
    school_id: Mapped[int] = mapped_column(ref("school.id"), index=True)
    school_year: Mapped[int]
    name: Mapped[str] = mapped_column(String(30))


def visible_schools(ctx: Context) -> Select[School]:
    """The schools this actor may see; every query about schools and classes starts here."""
    query = select(School).where(School.ward_id == ctx.actor.ward_id)
    if ctx.actor.school_id is not None:
        query = query.where(School.id == ctx.actor.school_id)
    return query


def all_schools(ctx: Context) -> list[School]:
    """The schools within scope, by name."""
    return list(session().scalars(visible_schools(ctx).order_by(School.name_fold)))


def get_school(ctx: Context, school_id: int) -> School:
    """A school within scope.

    Raises:
        NotFound: there is none, or not for this actor.
    """
    found = session().scalar(visible_schools(ctx).where(School.id == school_id))
    if found is None:
        raise NotFound(kind="school")
    return found


def get_class(ctx: Context, class_id: UUID) -> tuple[SchoolClass, School]:
    """A class within scope and its school.

    Raises:
        NotFound: there is none, or not for this actor.
    """
    query = visible_schools(ctx).join(SchoolClass, SchoolClass.school_id == School.id)
    found = (
        session()
        .execute(query.with_only_columns(SchoolClass, School).where(SchoolClass.id == class_id))
        .first()
    )
    if found is None:
        raise NotFound(kind="school_class")
    return found[0], found[1]


def classes_of(ctx: Context, school_year: int) -> list[tuple[SchoolClass, School]]:
    """The classes of a school year within scope, by school and name."""
    query = visible_schools(ctx).join(SchoolClass, SchoolClass.school_id == School.id)
    found = session().execute(
        query.with_only_columns(SchoolClass, School)
        .where(SchoolClass.school_year == school_year)
        .order_by(School.name_fold, func.length(SchoolClass.name), SchoolClass.name)
    )
    return [(row[0], row[1]) for row in found]


def class_named(school: School, school_year: int, name: str) -> tuple[SchoolClass, bool]:
    """The class of a name in a year, and whether it was not there and had to be made.

    Capitals and marks make no second class.
    """
    query = select(SchoolClass).where(
        SchoolClass.school_id == school.id, SchoolClass.school_year == school_year
    )
    found = {fold(one.name): one for one in session().scalars(query)}
    if fold(name) in found:
        return found[fold(name)], False
    made = SchoolClass(
        id=uuid4(), ward_id=school.ward_id, school_id=school.id, school_year=school_year, name=name
    )
    session().add(made)
    return made, True


def neighbourhoods(ctx: Context) -> list[Neighbourhood]:
    """The neighbourhoods of the actor's ward, by old unit and name."""
    query = select(Neighbourhood).where(Neighbourhood.ward_id == ctx.actor.ward_id)
    return list(session().scalars(query.order_by(Neighbourhood.old_unit, Neighbourhood.name)))


def get_ward(ward_id: int) -> Ward:
    """A ward.

    Raises:
        NotFound: there is none.
    """
    found = session().get(Ward, ward_id)
    if found is None:
        raise NotFound(kind="ward")
    return found
