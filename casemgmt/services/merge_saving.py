"""Joining two records of one child."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from casemgmt.domain.context import Context
from casemgmt.domain.errors import Conflict, InvalidInput, WrongStep
from casemgmt.domain.merging import (
    MergeField,
    RowFate,
    Source,
    choose,
    differing_numbers,
    propose,
    refuse_one_record,
)
from casemgmt.store.children import Child, get_child
from casemgmt.store.db import transaction
from casemgmt.store.joining import Joining, days_of, examination_fates, open_enrolments_of
from casemgmt.store.merge_facts import side_of
from casemgmt.store.merges import merge_of


@dataclass(frozen=True)
class Merge:
    """What a person decided.

    Attributes:
        versions: of the kept and of the other record, as they were looked at.
        choices: field -> the record whose value stays; fields left out as proposed.
        goes_on: the open enrolment that goes on, None where neither record is in a class.
        numbers_checked: the person says that both numbers were compared with the papers.
    """

    kept_id: UUID
    other_id: UUID
    versions: tuple[int, int]
    choices: Mapping[MergeField, Source]
    goes_on: UUID | None = None
    numbers_checked: bool = False


def merge_children(ctx: Context, merge: Merge) -> UUID:
    """Join the other record to the kept one; returns the merge, which can be undone for 30 days.

    Every row of the other record goes on under the kept one; nothing is deleted. Asked twice, it is
    done once.

    Raises:
        NotFound: one of the records is not there for this actor.
        InvalidInput: it is one record, or differing numbers were not checked.
        Conflict: one of the records was changed since it was looked at.
        WrongStep: both have results of one day.
    """
    refuse_one_record(merge.kept_id, merge.other_id)
    with transaction(ctx):
        done = merge_of(merge.kept_id, merge.other_id)
        kept = get_child(ctx, merge.kept_id)
        if done is not None:
            return done.id
        other = get_child(ctx, merge.other_id)
        fates = examination_fates(kept.id, other.id)
        goes_on = _checked_enrolment(merge)
        sources = _checked_sources(merge, kept, other)
        if RowFate.FORBIDS in fates.values():
            raise WrongStep(problem="merge_same_day", days=_days(fates))
        joining = Joining(ctx, kept, other)
        joining.take_values(sources)
        joining.close_enrolments(goes_on)
        joining.move_rows(fates)
        return joining.hide_other().id


def _checked_sources(merge: Merge, kept: Child, other: Child) -> Mapping[MergeField, Source]:
    if merge.versions != (kept.version, other.version):
        raise Conflict(current={"versions": [kept.version, other.version]})
    proposals = propose(side_of(kept), side_of(other))
    if differing_numbers(proposals) and not merge.numbers_checked:
        raise InvalidInput(problem="merge_numbers_differ", field="numbers_checked")
    return choose(proposals, merge.choices)


def _checked_enrolment(merge: Merge) -> UUID | None:
    known = [one.enrolment_id for one, _row in open_enrolments_of(merge.kept_id, merge.other_id)]
    if known and merge.goes_on not in known:
        raise InvalidInput(problem="merge_enrolment_needed", field="goes_on")
    return merge.goes_on if known else None


def _days(fates: Mapping[UUID, RowFate]) -> str:
    forbidding = {key for key, fate in fates.items() if fate is RowFate.FORBIDS}
    return ", ".join(f"{one:%d/%m/%Y}" for one in days_of(forbidding))
