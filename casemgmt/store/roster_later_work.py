"""Later work on known children that rests on what a class list changed."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import InstrumentedAttribute

from casemgmt.domain.rosters.undoing import Obstacle
from casemgmt.store.audit import AuditEntry
from casemgmt.store.bulk import chunks, select_rows, table_of
from casemgmt.store.children import SchoolMove
from casemgmt.store.circumstances import Circumstance
from casemgmt.store.db import session
from casemgmt.store.merges import ChildMerge
from casemgmt.store.referrals import Referral, ReferralEvent
from casemgmt.store.roster_obstacles import Because
from casemgmt.store.roster_undo import Known
from casemgmt.store.rosters import RosterImport, RosterRow
from casemgmt.store.screening import Examination, Observation

Work = Iterator[tuple[Obstacle, InstrumentedAttribute[Any], Select[Any]]]
# What an examination freezes or judges by, and what a letter and the matching go by.
_RESTED_ON = frozenset({
    "full_name", "birth_date", "birth_precision", "sex", "neighbourhood_id", "personal_id_index",
    "health_insurance_index",
})  # fmt: skip


def done_since(held: RosterImport, known: Mapping[UUID, Sequence[Known]]) -> Because:
    """Later work on known children that rests on what the list changed.

    What happened at the moment of saving counts as later: in doubt nothing is taken back.
    """
    yield from _found(_naming(held), known)
    bearing = {key for key, found in known.items() if _bears(found)}
    yield from _found(_judging(held), bearing)
    yield from _put_on_a_sheet(held, bearing)
    made_in = {
        key: child_id
        for child_id, found in known.items()
        for one in found
        for table, key, _ in one.made
        if table == "enrolment"
    }
    for row in select_rows(table_of(SchoolMove), "enrolment_id", made_in):
        if row["import_id"] != held.id:
            yield made_in[row["enrolment_id"]], Obstacle.MOVE_PROPOSED


def _found(work: Work, child_ids: Collection[UUID]) -> Because:
    for why, key, query in work:
        for some in chunks(child_ids):
            for child_id in session().scalars(query.where(key.in_(some)).distinct()):
                yield child_id, why


def _put_on_a_sheet(held: RosterImport, child_ids: Collection[UUID]) -> Because:
    """Children whose age, sex and class a sheet froze since; only the trail says when that was."""
    for some in chunks(child_ids):
        query = select(Examination.id, Examination.child_id).where(Examination.child_id.in_(some))
        frozen = {str(key): child_id for key, child_id in session().execute(query)}
        for subjects in chunks(frozen):
            since = select(AuditEntry.subject_id).where(
                AuditEntry.subject_id.in_(subjects), AuditEntry.at >= held.finished_at,
                AuditEntry.act == "examination.create",
            )  # fmt: skip
            for subject in session().scalars(since):
                yield frozen[subject], Obstacle.EXAMINED


def _bears(found: Iterable[Known]) -> bool:
    """Whether rows changed something that examinations, referrals and decisions rest on."""
    tables = {table for one in found for table, _, _ in one.made}
    columns = {
        name for one in found for table, _, values in one.changed if table == "child" for name in values
    }
    return "enrolment" in tables or bool(columns & _RESTED_ON)


def _naming(held: RosterImport) -> Work:
    again = select(RosterRow.child_id).join(RosterImport, RosterImport.id == RosterRow.import_id)
    again = again.where(RosterRow.import_id != held.id, RosterImport.finished_at >= held.finished_at)
    yield Obstacle.LISTED_AGAIN, RosterRow.child_id, again
    for key in (ChildMerge.kept_id, ChildMerge.merged_id):
        yield Obstacle.MERGED, key, select(key).where(ChildMerge.merged_at >= held.finished_at)


def _judging(held: RosterImport) -> Work:
    recorded = Observation.recorded_at >= held.finished_at
    examined = select(Examination.child_id).join(Observation, Observation.examination_id == Examination.id)
    yield Obstacle.EXAMINED, Examination.child_id, examined.where(recorded)
    same = and_(
        Observation.examination_id == Referral.examination_id, Observation.instrument == Referral.instrument
    )
    referred = select(Referral.child_id)
    yield Obstacle.REFERRED, Referral.child_id, referred.join(Observation, same).where(recorded)
    stepped = referred.join(ReferralEvent, ReferralEvent.referral_id == Referral.id)
    stepped = stepped.where(ReferralEvent.recorded_at >= held.finished_at)
    yield Obstacle.REFERRED, Referral.child_id, stepped
    suggested = select(Circumstance.child_id).where(Circumstance.decided_at >= held.finished_at)
    yield Obstacle.SUGGESTED, Circumstance.child_id, suggested
