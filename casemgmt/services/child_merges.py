"""Two records of one child: finding the other one, and seeing what a merge would do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casemgmt.domain.context import Context
from casemgmt.domain.merging import (
    NUMBERS,
    WHEREABOUTS,
    MergeField,
    Proposal,
    RowFate,
    Source,
    differing_numbers,
    propose,
    proposed_enrolment,
    refuse_one_record,
)
from casemgmt.domain.vietnamese.identifiers import mask
from casemgmt.store import audit
from casemgmt.store.alike_children import lookalikes, record_of, within_scope
from casemgmt.store.child_rows import rows_of
from casemgmt.store.child_summaries import summaries
from casemgmt.store.children import Child, get_child
from casemgmt.store.contacts import neighbourhood_names, protected_among
from casemgmt.store.db import Base, transaction
from casemgmt.store.joining import examination_fates, examination_of, open_enrolments_of
from casemgmt.store.merge_facts import household_words, side_of
from casemgmt.store.row_summaries import RowSummary
from casemgmt.store.screening import Examination


@dataclass(frozen=True)
class ShownRecord:
    """Which of the two records it is; ``version`` is the one looked at."""

    child_id: UUID
    full_name: str
    birth_date: date | None
    birth_precision: str
    sex: str | None
    version: int
    protected: bool


@dataclass(frozen=True)
class LikelyDuplicate:
    """A record that may be of the same child, and why; the reasons have sentences in ``http``."""

    record: ShownRecord
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class ShownField:
    """One field of both records, numbers masked.

    Attributes:
        hidden: whereabouts that those who merge may not see.
    """

    proposal: Proposal
    kept: str
    other: str
    hidden: bool


@dataclass(frozen=True)
class ShownRow:
    """One row of one of the records and what becomes of it."""

    source: Source
    summary: RowSummary
    fate: RowFate


@dataclass(frozen=True)
class ShownEnrolment:
    """A class that one of the records is in now."""

    enrolment_id: UUID
    source: Source
    summary: RowSummary


@dataclass(frozen=True)
class MergePreview:
    """What a merge would do.

    Attributes:
        enrolments: the open ones; only one may go on.
        forbidding: examinations of one day with results in both records: nothing is merged.
        numbers: official numbers in which the records differ; a person must have checked them.
    """

    kept: ShownRecord
    other: ShownRecord
    fields: tuple[ShownField, ...]
    enrolments: tuple[ShownEnrolment, ...]
    goes_on: UUID | None
    rows: tuple[ShownRow, ...]
    forbidding: tuple[RowSummary, ...]
    numbers: tuple[MergeField, ...]


def suggest_duplicates(ctx: Context, child_id: UUID) -> tuple[ShownRecord, tuple[LikelyDuplicate, ...]]:
    """A child and the records that may be of the same child; the view is put on record.

    Without a birth date nothing can be compared: then there are none.

    Raises:
        NotFound: not there for this actor.
    """
    child = get_child(ctx, child_id)
    record = record_of(child)
    found = lookalikes(ctx, record, exclude=child.id) if record else {}
    seen = within_scope(ctx, found)
    hidden = protected_among([child, *seen.values()])
    likely = tuple(LikelyDuplicate(_record(one, hidden), found[child_id]) for child_id, one in seen.items())
    with transaction(ctx):
        audit.note(ctx, "child.read", "child", child_id)
    return _record(child, hidden), likely


def preview_merge(ctx: Context, kept_id: UUID, other_id: UUID) -> MergePreview:
    """Both records side by side and what a merge would do; the view is put on record.

    Raises:
        NotFound: one of them is not there for this actor.
        InvalidInput: it is one record.
    """
    refuse_one_record(kept_id, other_id)
    kept, other = get_child(ctx, kept_id), get_child(ctx, other_id)
    hidden = protected_among([kept, other])
    proposals = propose(side_of(kept), side_of(other))
    fates = examination_fates(kept_id, other_id)
    open_ones = open_enrolments_of(kept_id, other_id)
    preview = MergePreview(
        kept=_record(kept, hidden),
        other=_record(other, hidden),
        fields=_fields(ctx, proposals, {kept_id, other_id}, hidden=bool(hidden)),
        enrolments=tuple(
            ShownEnrolment(one.enrolment_id, one.source, *summaries([row])) for one, row in open_ones
        ),
        goes_on=proposed_enrolment([one for one, _row in open_ones]),
        rows=_rows(kept_id, other_id, fates, hidden),
        forbidding=tuple(summaries(_forbidding(other_id, fates))),
        numbers=differing_numbers(proposals),
    )
    with transaction(ctx):
        audit.note(ctx, "child.read", "child", kept_id)
        audit.note(ctx, "child.read", "child", other_id)
    return preview


def _forbidding(other_id: UUID, fates: Mapping[UUID, RowFate]) -> list[Base]:
    return [
        row
        for _one, row in rows_of({other_id}, moving=True)
        if isinstance(row, Examination) and fates.get(row.id) is RowFate.FORBIDS
    ]


def _rows(
    kept_id: UUID, other_id: UUID, fates: Mapping[UUID, RowFate], hidden: set[UUID]
) -> tuple[ShownRow, ...]:
    """The rows of both records; those of the record itself only where it is the other's."""
    moving = [(one, row, True) for one, row in rows_of({kept_id, other_id}, moving=True)]
    resting = [(one, row, False) for one, row in rows_of({other_id}, moving=False) if not one.derived]
    listed = [*moving, *resting]
    shown = summaries([row for _one, row, _moves in listed], hidden)
    found = []
    for (one, row, moves), summary in zip(listed, shown, strict=True):
        source = Source.KEPT if getattr(row, one.column.name) == kept_id else Source.OTHER
        fate = RowFate.MOVES if moves and source is Source.OTHER else RowFate.STAYS
        found.append(ShownRow(source, summary, fates.get(examination_of(row) or kept_id, fate)))
    return tuple(sorted(found, key=lambda one: (one.summary.table, one.summary.on or date.min)))


def _record(child: Child, hidden: set[UUID]) -> ShownRecord:
    return ShownRecord(
        child.id, child.full_name, child.birth_date, child.birth_precision, child.sex, child.version,
        protected=child.id in hidden,
    )  # fmt: skip


def _fields(
    ctx: Context, proposals: tuple[Proposal, ...], pair: set[UUID], *, hidden: bool
) -> tuple[ShownField, ...]:
    names = {
        MergeField.NEIGHBOURHOOD: {str(key): name for key, name in neighbourhood_names(ctx).items()},
        MergeField.HOUSEHOLD: household_words(ctx, proposals, pair),
    }
    found = []
    for one in proposals:
        shown = [_shown(value, names.get(one.field), one.field in NUMBERS) for value in (one.kept, one.other)]
        secret = hidden and one.field in WHEREABOUTS
        kept, other = ("", "") if secret else shown
        found.append(ShownField(one, kept, other, secret))
    return tuple(found)


def _shown(value: str, names: Mapping[str, str] | None, masked: bool) -> str:
    if names is not None:
        return names.get(value, value and "?")
    return mask(value) if masked and value else value
