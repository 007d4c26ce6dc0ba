"""What a class sheet shows: the children of a day and everything in force about them."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import Row, and_, func, select

from casemgmt.domain.context import Context
from casemgmt.domain.instrument import Status
from casemgmt.domain.screening import ObservationKind
from casemgmt.store.children import Child, Enrolment, merged_children, visible_children
from casemgmt.store.db import session
from casemgmt.store.places import School, SchoolClass
from casemgmt.store.referrals import Referral
from casemgmt.store.screening import Campaign, Examination, Observation, ScreeningDay, in_force

SHOWN = tuple(kind.value for kind in ObservationKind if kind is not ObservationKind.SUGGESTION)


@dataclass
class SheetChild:
    """One line: the child, its examination, and the observations and referrals in force."""

    child: Child
    examination: Examination
    observations: list[Observation] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)


def lines_of_day(ctx: Context, day: ScreeningDay) -> list[SheetChild]:
    """The lines of a day in Vietnamese order of names: three statements, whatever the class size."""
    pairs = session().execute(
        visible_children(ctx)
        .join(Examination, Examination.child_id == Child.id)
        .with_only_columns(Child, Examination)
        .where(Examination.day_id == day.id)
        .order_by(Child.name_sort, Child.birth_date, Child.id)
    )
    lines = {row[1].id: SheetChild(row[0], row[1]) for row in pairs}
    of_day = select(Examination.id).where(Examination.day_id == day.id)
    observed = select(Observation).where(
        Observation.examination_id.in_(of_day), Observation.kind.in_(SHOWN), in_force()
    )
    observed = observed.order_by(Observation.instrument, Observation.position)
    for row in session().scalars(observed):
        if row.examination_id in lines:
            lines[row.examination_id].observations.append(row)
    for referral in session().scalars(select(Referral).where(Referral.examination_id.in_(of_day))):
        if referral.examination_id in lines:
            lines[referral.examination_id].referrals.append(referral)
    return list(lines.values())


def not_on_sheet(ctx: Context, day: ScreeningDay) -> list[Child]:
    """Children enrolled in the class who came after the sheet was opened."""
    there = select(Examination.child_id).where(Examination.day_id == day.id)
    enrolled = select(Enrolment.child_id).where(
        Enrolment.class_id == day.class_id, Enrolment.to_date.is_(None)
    )
    query = visible_children(ctx).where(Child.id.in_(enrolled), Child.id.not_in(there))
    return list(session().scalars(query))


def progress_of_days(ctx: Context, school_year: int) -> dict[UUID, tuple[UUID, date, int, int]]:
    """Class -> its newest screening day of a school year: id, date, children, children examined."""
    saved = (
        select(Observation.examination_id)
        .where(
            Observation.kind == ObservationKind.SAVE.value,
            Observation.choice != Status.NOT_EXAMINED.value,
            in_force(),
        )
        .distinct()
        .subquery()
    )
    of_the_day = and_(Examination.day_id == ScreeningDay.id, Examination.child_id.not_in(merged_children()))
    query = (
        select(
            ScreeningDay.class_id,
            ScreeningDay.id,
            ScreeningDay.held_on,
            func.count(Examination.id),
            func.count(saved.c.examination_id),
        )
        .join(Campaign, Campaign.id == ScreeningDay.campaign_id)
        .outerjoin(Examination, of_the_day)
        .outerjoin(saved, saved.c.examination_id == Examination.id)
        .where(Campaign.school_year == school_year, ScreeningDay.ward_id == ctx.actor.ward_id)
        .group_by(ScreeningDay.class_id, ScreeningDay.id, ScreeningDay.held_on)
        .order_by(ScreeningDay.held_on)
    )
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in session().execute(query)}


def class_sizes(ctx: Context, school_year: int) -> dict[UUID, int]:
    """Class -> number of children now enrolled."""
    query = (
        select(Enrolment.class_id, func.count())
        .where(
            Enrolment.ward_id == ctx.actor.ward_id,
            Enrolment.school_year == school_year,
            Enrolment.to_date.is_(None),
        )
        .group_by(Enrolment.class_id)
    )
    return {row[0]: row[1] for row in session().execute(query)}


def class_and_school(day: ScreeningDay) -> Row[SchoolClass, School]:
    """The class and school of a day."""
    query = select(SchoolClass, School).join(School, School.id == SchoolClass.school_id)
    return session().execute(query.where(SchoolClass.id == day.class_id)).one()
