"""Children of the register that an incoming child may be, and the decision about each.

Every look-up is by an indexed key, so that a list costs its own length. Candidates are plain rows:
of thousands that are compared only those that a decision speaks of are loaded as children.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, case, select
from sqlalchemy.orm import InstrumentedAttribute

from casemgmt.domain.context import Context
from casemgmt.domain.instrument import Sex
from casemgmt.domain.match_keys import MatchKeys
from casemgmt.domain.matching import (
    ANOTHER_NUMBER,
    Candidate,
    Decision,
    SearchKeys,
    Verdict,
    ask_about_moves,
    decide_all,
    exact_keys,
    search_keys,
)
from casemgmt.domain.rosters.records import ChildRecord, Precision
from casemgmt.store.bulk import chunks
from casemgmt.store.children import Child, Enrolment
from casemgmt.store.db import session
from casemgmt.store.keys import sealer
from casemgmt.store.register import INSURANCE, NUMBER, open_enrolments
from casemgmt.store.taking_questions import reasons_to_ask

_SEX = {one.value: one for one in Sex}
_PRECISION = {one.value: one for one in Precision}


@dataclass(frozen=True)
class _Indexes:
    """Blind index -> the incoming number it stands for."""

    personal_ids: Mapping[bytes, str]
    health_insurances: Mapping[bytes, str]


def decide_rows(
    ctx: Context, records: Sequence[ChildRecord], school_id: int | None
) -> tuple[tuple[Decision, ...], dict[UUID, Child], dict[UUID, Enrolment]]:
    """One decision for each row of a list, the children they speak of, and where those are enrolled."""
    decisions = _decide(ctx, records)
    children = _children(decisions)
    enrolments: dict[UUID, Enrolment] = {}
    for some in chunks(children):
        enrolments |= open_enrolments(children.keys() & set(some))
    because = reasons_to_ask(ctx, decisions, children, enrolments, school_id)
    return ask_about_moves(decisions, because), children, enrolments


def lookalikes(
    ctx: Context, record: ChildRecord, exclude: UUID | None = None
) -> tuple[Decision, dict[UUID, Child]]:
    """Whether one child, typed by hand, is in the register already, and the children it may be.

    Args:
        exclude: the child that is being changed; it is not its own duplicate.
    """
    others = [one for one in candidates(ctx, search_keys([record])) if one.key != exclude]
    decisions = decide_all([record], others)
    return decisions[0], _children(decisions)


def _decide(ctx: Context, records: Sequence[ChildRecord]) -> tuple[Decision, ...]:
    """Most rows of a list that comes again are settled by their exact keys; the rest take them all."""
    decisions = list(decide_all(records, candidates(ctx, exact_keys(records))))
    unsettled = [place for place, one in enumerate(decisions) if one.verdict is not Verdict.SAME]
    doubtful = [records[place] for place in unsettled]
    for place, one in zip(
        unsettled, decide_all(doubtful, candidates(ctx, search_keys(doubtful))), strict=True
    ):
        decisions[place] = one
    return tuple(decisions)


def candidates(ctx: Context, keys: SearchKeys) -> list[Candidate]:
    """The children of the ward that share a key with an incoming list; none that was merged away."""
    seal = sealer()
    indexes = _Indexes(
        {seal.index(number, NUMBER): number for number in keys.personal_ids},
        {seal.index(number, INSURANCE): number for number in keys.health_insurances},
    )
    wanted: tuple[tuple[InstrumentedAttribute[Any], Collection[Any]], ...] = (
        (Child.name_year_key, keys.name_years),
        (Child.birth_given_key, keys.birth_givens),
        (Child.birth_rest_key, keys.birth_rests),
        (Child.personal_id_index, indexes.personal_ids),
        (Child.health_insurance_index, indexes.health_insurances),
    )
    found: dict[int, Candidate] = {}  # a UUID takes ten times as long to look up as its number
    for column, values in wanted:
        for row in _rows(ctx, column, values):
            if row[0].int not in found:
                found[row[0].int] = _as_candidate(row, indexes)
    return list(found.values())


def _rows(ctx: Context, column: InstrumentedAttribute[Any], values: Collection[Any]) -> Iterator[Row[Any]]:
    query = _query(ctx)
    for some in chunks(values):
        yield from session().connection().execute(query.where(column.in_(some))).all()


def _query(ctx: Context) -> Select[Any]:
    """What matching needs of a child.

    Ward and merging are written so that no index serves them: SQLite would take that one, which
    finds the whole register, before the index of a long list of keys.
    """
    child = Child.__table__.c
    left = case((child.merged_into.is_(None), child.ward_id), else_=0)
    return select(
        child.id, child.full_name, child.birth_date, child.birth_precision, child.sex,
        child.personal_id_index, child.health_insurance_index,
        child.name_year_key, child.birth_given_key, child.birth_rest_key,
    ).where(left == ctx.actor.ward_id)  # fmt: skip


def _as_candidate(row: Sequence[Any], indexes: _Indexes) -> Candidate:
    key, name, born, precision, sex, number, insurance, name_year, birth_given, birth_rest = row
    return Candidate(
        key,
        name,
        born,
        _PRECISION[precision],
        _SEX.get(sex),
        indexes.personal_ids.get(number, ANOTHER_NUMBER) if number else None,
        indexes.health_insurances.get(insurance),
        MatchKeys(name_year, birth_given, birth_rest),
    )


def _children(decisions: Iterable[Decision]) -> dict[UUID, Child]:
    """The children that decisions speak of."""
    likely = {one.key for each in decisions for one in (*each.near, *filter(None, (each.same,)))}
    found: dict[UUID, Child] = {}
    for some in chunks(likely):
        found |= {one.id: one for one in session().scalars(select(Child).where(Child.id.in_(some)))}
    return found
