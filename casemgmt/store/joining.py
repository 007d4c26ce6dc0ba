"""Joining one record of a child to another, inside the transaction of the use case."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import exists, or_, select

from casemgmt.domain.context import Context
from casemgmt.domain.instrument import Status
from casemgmt.domain.merging import MergeField, OpenEnrolment, RowFate, Source, same_day_fate
from casemgmt.domain.referrals import ReferralState
from casemgmt.domain.screening import ObservationKind
from casemgmt.store.child_rows import row_text, rows_of
from casemgmt.store.children import Child, Enrolment
from casemgmt.store.circumstances import Circumstance
from casemgmt.store.db import Base, session
from casemgmt.store.merge_facts import values_for
from casemgmt.store.merge_ledger import Ledger
from casemgmt.store.merges import ChildMerge
from casemgmt.store.referrals import Referral
from casemgmt.store.screening import Examination, Observation, in_force

CLOSING, PROTECTED, VERSION = "closing", "protected", "version"  # groups of columns
ENDED_BY_MERGE = "mistake"  # codelists/enrolment_ends.csv


def open_enrolments_of(kept_id: UUID, other_id: UUID) -> list[tuple[OpenEnrolment, Enrolment]]:
    """The classes that the two records are in now."""
    query = select(Enrolment).where(Enrolment.child_id.in_((kept_id, other_id)), Enrolment.to_date.is_(None))
    return [
        (
            OpenEnrolment(one.id, Source.KEPT if one.child_id == kept_id else Source.OTHER, one.school_year),
            one,
        )
        for one in session().scalars(query.order_by(Enrolment.from_date, Enrolment.id))
    ]


def examination_fates(kept_id: UUID, other_id: UUID) -> dict[UUID, RowFate]:
    """Examination of either record -> what becomes of it; those of the kept record only where they swap."""
    results = _with_results({kept_id, other_id})
    query = select(Examination).where(Examination.child_id.in_((kept_id, other_id)))
    examinations = list(session().scalars(query))
    own = {one.day_id: one.id for one in examinations if one.child_id == kept_id}
    fates: dict[UUID, RowFate] = {}
    for one in examinations:
        same_day = own.get(one.day_id)
        if one.child_id != other_id:
            continue
        if same_day is None:
            fates[one.id] = RowFate.MOVES
            continue
        fate = same_day_fate(kept_has_results=same_day in results, other_has_results=one.id in results)
        fates[one.id] = fate
        if fate is RowFate.SWAPS:
            fates[same_day] = fate
    return fates


def days_of(examination_ids: Collection[UUID]) -> list[date]:
    """The days of some examinations, in their order."""
    query = select(Examination.examined_on).where(Examination.id.in_(examination_ids))
    return sorted(session().scalars(query))


def _with_results(child_ids: set[UUID]) -> set[UUID]:
    """The examinations of some children in which something is recorded, or on which something rests."""
    saved = exists(
        select(Observation.code).where(
            Observation.examination_id == Examination.id,
            Observation.kind == ObservationKind.SAVE.value,
            Observation.choice != Status.NOT_EXAMINED.value,
            in_force(),
        )
    )
    decided = exists(select(Circumstance.id).where(Circumstance.examination_id == Examination.id))
    followed = exists(
        select(Referral.id).where(
            Referral.examination_id == Examination.id, Referral.state != ReferralState.WITHDRAWN.value
        )
    )
    query = select(Examination.id).where(Examination.child_id.in_(child_ids), or_(saved, decided, followed))
    return set(session().scalars(query))


class Joining:
    """One merge: takes the values, moves the rows, hides the other record, and writes it all down."""

    def __init__(self, ctx: Context, kept: Child, other: Child) -> None:
        self.ctx, self.kept, self.other = ctx, kept, other
        self.ledger = Ledger()
        self.own = {(one.table, row_text(row)) for one, row in rows_of({kept.id}, moving=True)}

    def take_values(self, sources: Mapping[MergeField, Source]) -> None:
        """The values chosen; what the other record had stays on it. A protected address stays protected."""
        for field, source in sources.items():
            if source is Source.OTHER:
                self.ledger.put(self.kept, field.value, **values_for(self.other, self.kept, field))
        protected = self.kept.address_protected or self.other.address_protected
        self.ledger.put(self.kept, PROTECTED, address_protected=protected)

    def close_enrolments(self, goes_on: UUID | None) -> None:
        """Only one enrolment goes on; the others were one child counted twice."""
        for _shown, one in open_enrolments_of(self.kept.id, self.other.id):
            if one.id != goes_on:
                self.ledger.put(one, CLOSING, to_date=self.ctx.today, end_reason=ENDED_BY_MERGE)

    def move_rows(self, fates: Mapping[UUID, RowFate]) -> None:
        """Everything of the other record becomes the kept one's, but examinations without result of a
        day that the kept record has already.
        """
        swapping = {key for key, fate in fates.items() if fate is RowFate.SWAPS}
        resting = {key for key, fate in fates.items() if fate is RowFate.STAYS}
        found = rows_of({self.kept.id, self.other.id}, moving=True)
        moves: list[tuple[Base, str, UUID]] = []
        for one, row in found:
            examination_id = examination_of(row)
            column = one.column.name
            if getattr(row, column) == self.other.id and examination_id not in resting:
                moves.append((row, column, self.kept.id))
            elif getattr(row, column) == self.kept.id and examination_id in swapping:
                moves.append((row, column, self.other.id))
        for row, column, target in moves:
            self.ledger.put(row, column, **{column: target})
        step_aside([row for row, _column, _target in moves if examination_of(row) in swapping])

    def hide_other(self) -> ChildMerge:
        """The other record points to the kept one; the merge is stored with everything written down."""
        for child in (self.kept, self.other):
            self.ledger.put(child, VERSION, version=child.version + 1)
        self.ledger.put(self.other, "merged_into", merged_into=self.kept.id)
        assert self.ctx.actor.user_id is not None
        merge = ChildMerge(
            id=uuid4(), ward_id=self.kept.ward_id, kept_id=self.kept.id, merged_id=self.other.id,
            merged_by=self.ctx.actor.user_id, merged_at=self.ctx.now(),
        )  # fmt: skip
        merge.undo_sealed = self.ledger.seal(merge.id, self.own)
        session().add(merge)
        return merge


def step_aside(rows: list[Base]) -> None:
    """Two examinations of one day change places: day and child are unique together at every statement,
    so both first take a child that does not exist, which the references allow until the commit.
    """
    examinations = [row for row in rows if isinstance(row, Examination)]
    if not examinations:
        return
    targets = [(one, one.child_id) for one in examinations]
    for one in examinations:
        one.child_id = uuid4()
    session().flush()
    for one, target in targets:
        one.child_id = target


def examination_of(row: Base) -> UUID | None:
    """The examination that a row is, or is about: both go the same way."""
    if isinstance(row, Examination):
        return row.id
    found = getattr(row, "examination_id", None)
    return found if isinstance(found, UUID) else None
