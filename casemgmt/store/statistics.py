"""Facts for figures: grouped counts, never a child."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, case, exists, func, select

from casemgmt.domain.context import Context
from casemgmt.domain.instrument import Status
from casemgmt.domain.screening import ObservationKind
from casemgmt.store.db import session
from casemgmt.store.screening import Campaign, Examination, Observation, in_force


@dataclass(frozen=True)
class CountedGroup:
    """Children of one sex and age in months: how many were examined, how many had the finding."""

    sex: str | None
    age_months: int | None
    examined: int
    found: int


def count_examined(
    ctx: Context, school_year: int, instrument: str, finding: str | None
) -> list[CountedGroup]:
    """Children at their latest complete examination with an instrument in a school year.

    Counted are children of the actor's ward (of its school, for a school account), each once.
    """
    latest = _complete_examinations(ctx, school_year, instrument).subquery()
    seen = exists(
        select(Observation.code).where(
            Observation.examination_id == latest.c.id,
            Observation.instrument == instrument,
            Observation.save_no == latest.c.save_no,
            Observation.kind == ObservationKind.FINDING.value,
            Observation.code == (finding or ""),
        )
    )
    query = (
        select(latest.c.sex, latest.c.age_months, func.count(), func.sum(case((seen, 1), else_=0)))
        .where(latest.c.newest_first == 1)
        .group_by(latest.c.sex, latest.c.age_months)
    )
    return [CountedGroup(row[0], row[1], row[2], int(row[3])) for row in session().execute(query)]


def _complete_examinations(
    ctx: Context, school_year: int, instrument: str
) -> Select[UUID, str | None, int | None, int, int]:
    """The complete examinations within scope; a child's newest has ``newest_first`` 1."""
    newest_first = func.row_number().over(
        partition_by=Examination.child_id, order_by=(Examination.examined_on.desc(), Examination.id)
    )
    query = (
        select(
            Examination.id,
            Examination.sex,
            Examination.age_months,
            Observation.save_no,
            newest_first.label("newest_first"),
        )
        .join(Campaign, Campaign.id == Examination.campaign_id)
        .join(Observation, Observation.examination_id == Examination.id)
        .where(
            Examination.ward_id == ctx.actor.ward_id,
            Campaign.school_year == school_year,
            Observation.instrument == instrument,
            Observation.kind == ObservationKind.SAVE.value,
            Observation.choice == Status.COMPLETE.value,
            in_force(),
        )
    )
    if ctx.actor.school_id is not None:
        query = query.where(Examination.school_id == ctx.actor.school_id)
    return query


def school_years(ctx: Context) -> list[int]:
    """The school years with a campaign, newest first."""
    query = select(Campaign.school_year).where(Campaign.ward_id == ctx.actor.ward_id).distinct()
    return sorted(session().scalars(query), reverse=True)
