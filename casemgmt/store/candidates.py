"""Children of the register that an incoming child may be, and the decision about each."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select

from casemgmt.domain.context import Context
from casemgmt.domain.instrument import Sex
from casemgmt.domain.matching import (
    Candidate,
    Decision,
    SearchKeys,
    ask_about_moves,
    decide_all,
    search_keys,
)
from casemgmt.domain.rosters.records import ChildRecord, Precision
from casemgmt.store.children import Child, Enrolment
from casemgmt.store.db import session
from casemgmt.store.keys import sealer
from casemgmt.store.register import NUMBER, open_enrolments, personal_id


def candidates(ctx: Context, keys: SearchKeys) -> dict[UUID, Child]:
    """The children of the ward that share a key with an incoming list."""
    indexes = {sealer().index(number, NUMBER) for number in keys.personal_ids}
    alike = or_(
        Child.name_fold.in_(keys.name_folds),
        Child.birth_date.in_(keys.birth_dates),
        Child.personal_id_index.in_(indexes),
    )
    found = session().scalars(select(Child).where(Child.ward_id == ctx.actor.ward_id, alike))
    return {child.id: child for child in found}


def decide_rows(
    ctx: Context, records: Sequence[ChildRecord], school_id: int | None, school_year: int
) -> tuple[tuple[Decision, ...], dict[UUID, Child], dict[UUID, Enrolment]]:
    """One decision for each row of a list, the children they speak of, and where those are enrolled."""
    known = candidates(ctx, search_keys(records))
    decisions = decide_all(records, map(as_candidate, known.values()))
    likely = {one.key for each in decisions for one in (*each.near, *filter(None, (each.same,)))}
    children = {child_id: child for child_id, child in known.items() if child_id in likely}
    enrolments = open_enrolments(set(children))
    elsewhere = {
        child_id
        for child_id, one in enrolments.items()
        if school_id is not None and one.school_year == school_year and one.school_id != school_id
    }
    return ask_about_moves(decisions, elsewhere), children, enrolments


def as_candidate(child: Child) -> Candidate:
    """A child of the register as matching sees it."""
    return Candidate(
        key=child.id,
        full_name=child.full_name,
        dob=child.birth_date,
        dob_precision=Precision(child.birth_precision),
        sex=Sex(child.sex) if child.sex else None,
        personal_id=personal_id(child),
    )
