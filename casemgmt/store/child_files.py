"""One child's record: making it, writing who the child is, and what hangs on it."""

from uuid import UUID, uuid4

from sqlalchemy import select

from casemgmt.domain.child_input import Identity
from casemgmt.domain.context import Context
from casemgmt.store.children import Child, get_child
from casemgmt.store.db import session
from casemgmt.store.referral_scope import visible_referrals
from casemgmt.store.referrals import Referral
from casemgmt.store.register import number_columns
from casemgmt.store.screening import Examination, ScreeningDay


def new_child(ctx: Context, identity: Identity) -> Child:
    """A new record; its key columns are filled when it is written."""
    child = Child(id=uuid4(), ward_id=ctx.actor.ward_id, address_protected=False, version=1)
    write_identity(child, identity)
    session().add(child)
    return child


def write_identity(child: Child, identity: Identity) -> None:
    """Store who a child is; a number not typed stays as it is (``forget_numbers`` takes one away)."""
    if child.full_name != identity.full_name:
        child.full_name, child.name_typed = identity.full_name, identity.name_as_typed
    child.birth_date, child.birth_precision = identity.dob, identity.dob_precision.value
    child.sex = identity.sex.value if identity.sex else None
    child.ethnic_group, child.residence = identity.ethnic_group, identity.residence
    numbers = number_columns(child.id, identity.personal_id, identity.health_insurance)
    for column, value in numbers.items():
        if value is not None:
            setattr(child, column, value)


def forget_numbers(child: Child, *, personal_id: bool, health_insurance: bool) -> None:
    """Take away a number that is another child's or was never this one's."""
    if personal_id:
        child.personal_id_sealed = child.personal_id_index = None
    if health_insurance:
        child.health_insurance_sealed = child.health_insurance_index = None


def kept_record(ctx: Context, child_id: UUID) -> UUID:
    """The record under which a child is kept: the same, or the one it was merged into.

    Raises:
        NotFound: there is none, or not for this actor.
    """
    seen, here = set(), child_id
    while here not in seen:
        seen.add(here)
        query = select(Child.merged_into).where(Child.id == here, Child.ward_id == ctx.actor.ward_id)
        here = session().scalar(query) or here
    return get_child(ctx, here).id


def sheets_of(ctx: Context, child_id: UUID) -> list[ScreeningDay]:
    """The screening days of a child within scope, the newest first."""
    query = (
        select(ScreeningDay)
        .join(Examination, Examination.day_id == ScreeningDay.id)
        .where(Examination.child_id == child_id, ScreeningDay.ward_id == ctx.actor.ward_id)
        .order_by(ScreeningDay.held_on.desc())
    )
    if ctx.actor.school_id is not None:
        query = query.where(ScreeningDay.school_id == ctx.actor.school_id)
    return list(session().scalars(query))


def referrals_of(ctx: Context, child_id: UUID) -> list[Referral]:
    """The referrals of a child within scope, the newest first."""
    query = visible_referrals(ctx).where(Referral.child_id == child_id)
    return list(session().scalars(query.order_by(Referral.issued_on.desc())))
