"""Children of the register that one typed by hand may be."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from casemgmt.domain.context import Context
from casemgmt.domain.instrument import Sex
from casemgmt.domain.rosters.records import ChildRecord, Precision
from casemgmt.store import candidates
from casemgmt.store.children import Child, visible_children
from casemgmt.store.db import session
from casemgmt.store.keys import sealer
from casemgmt.store.register import NUMBER, personal_id

ALIKE = "child.alike"


def has_number(ctx: Context, number: str, exclude: UUID | None = None) -> bool:
    """Whether another child of the ward has a personal number, within scope or not."""
    query = select(Child.id).where(
        Child.ward_id == ctx.actor.ward_id,
        Child.merged_into.is_(None),
        Child.personal_id_index == sealer().index(number, NUMBER),
    )
    return any(one != exclude for one in session().scalars(query))


def lookalikes(ctx: Context, record: ChildRecord, exclude: UUID | None = None) -> dict[UUID, tuple[str, ...]]:
    """Child of the ward -> why it may be the one of a record; empty where none is alike."""
    decision, known = candidates.lookalikes(ctx, record, exclude)
    every = (*((decision.same,) if decision.same else ()), *decision.near)
    return {
        child_id: tuple(reason.value for one in every if one.key == child_id for reason in one.reasons)
        for child_id in known
    }


def record_of(child: Child) -> ChildRecord | None:
    """A stored child as matching compares it; None without a birth date, for then nothing is compared."""
    if child.birth_date is None:
        return None
    return ChildRecord(
        full_name=child.full_name,
        name_as_typed=child.name_typed,
        dob=child.birth_date,
        dob_precision=Precision(child.birth_precision),
        sex=Sex(child.sex) if child.sex else None,
        class_name=None,
        sheet="",
        row_number=0,
        personal_id=personal_id(child),
    )


def within_scope(ctx: Context, child_ids: Iterable[UUID]) -> dict[UUID, Child]:
    """Those of some children that the actor may see."""
    found = session().scalars(visible_children(ctx).where(Child.id.in_(list(child_ids))))
    return {one.id: one for one in found}


def answer_about(child_ids: Iterable[UUID]) -> str:
    """A mark of the children a person was asked about; tells nothing of them."""
    return sealer().index(",".join(sorted(one.hex for one in child_ids)), ALIKE).hex()
