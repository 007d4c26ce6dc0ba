"""The suggestions of a ward: those in force, and those already decided."""

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from casemgmt.domain.context import Context
from casemgmt.domain.screening import ObservationKind
from casemgmt.store.circumstances import Circumstance
from casemgmt.store.screening import Examination, Observation, in_force


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
