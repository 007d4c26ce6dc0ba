"""Known children whom a class list takes into a class only on a person's word."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from uuid import UUID

from casemgmt.domain.context import Context
from casemgmt.domain.dates import school_year
from casemgmt.domain.departures import GONE_RESIDENCE, LEFT_FOR_GOOD, MOVED_SCHOOL
from casemgmt.domain.matching import Decision, Reason
from casemgmt.store.children import Child, Enrolment
from casemgmt.store.register import last_ends

BY_NUMBER = frozenset({Reason.NUMBER_SAME, Reason.INSURANCE_SAME})


def reasons_to_ask(
    ctx: Context, decisions: Sequence[Decision], children: Mapping[UUID, Child],
    enrolments: Mapping[UUID, Enrolment], school_id: int | None,
) -> dict[Hashable, Reason]:  # fmt: skip
    """Child -> why a person is to be asked before a list takes it into a class."""
    numbered = {one.same.key for one in decisions if one.same and BY_NUMBER.intersection(one.same.reasons)}
    ended = last_ends(children.keys() - enrolments.keys())
    found: dict[Hashable, Reason] = {}
    for child_id, child in children.items():
        now = enrolments.get(child_id)
        if now is not None and now.school_id != school_id:
            lasts = now.school_year >= school_year(ctx.today)
            if school_id is not None and (lasts or _is_strange(ctx, child_id, numbered)):
                found[child_id] = Reason.OTHER_SCHOOL
        elif now is None and _has_left(child, ended.get(child_id), school_id):
            found[child_id] = Reason.LEFT_BEFORE
        elif now is None and _is_strange(ctx, child_id, numbered):
            found[child_id] = Reason.OTHER_SCHOOL
    return found


def _is_strange(ctx: Context, child_id: UUID, numbered: Collection[Hashable]) -> bool:
    """A school account takes a child it does not have only where the list states its number."""
    return ctx.actor.school_id is not None and child_id not in numbered


def _has_left(child: Child, ended: Enrolment | None, school_id: int | None) -> bool:
    """Whether the child was said to be gone: died, moved away, left school, or left this school."""
    if child.residence == GONE_RESIDENCE:
        return True
    if ended is None:
        return False
    moved = ended.end_reason == MOVED_SCHOOL and ended.school_id == school_id
    return moved or ended.end_reason in LEFT_FOR_GOOD
