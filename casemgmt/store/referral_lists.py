"""Referrals with the child, class and school they are about, page by page."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row, Select, case, func, select

from casemgmt.domain.context import Context
from casemgmt.domain.errors import NotFound
from casemgmt.domain.referrals import WAITING
from casemgmt.store.children import Child, deceased_children
from casemgmt.store.db import session
from casemgmt.store.places import School, SchoolClass
from casemgmt.store.referral_scope import visible_referrals
from casemgmt.store.referrals import Referral
from casemgmt.store.screening import Examination


@dataclass(frozen=True)
class ReferralLine:
    """A referral and the names a person needs to recognise it."""

    referral: Referral
    child_name: str
    class_name: str
    school_name: str


def _listed(ctx: Context) -> Select[Referral]:
    """The referrals in scope that somebody is to act on: not those of children who died."""
    return visible_referrals(ctx).where(Referral.child_id.not_in(deceased_children()))


def _lines(ctx: Context) -> Select[Referral, str, str, str]:
    return (
        visible_referrals(ctx)
        .join(Child, Child.id == Referral.child_id)
        .join(Examination, Examination.id == Referral.examination_id)
        .join(SchoolClass, SchoolClass.id == Examination.class_id)
        .join(School, School.id == Examination.school_id)
        .with_only_columns(Referral, Child.full_name, SchoolClass.name, School.name)
    )


def page_of_referrals(ctx: Context, states: set[str], skip: int, size: int) -> list[ReferralLine]:
    """The referrals in some states: those that wait first, earliest due on top."""
    waits = case((Referral.state.in_([state.value for state in WAITING]), 0), else_=1)
    query = _lines(ctx).where(Referral.state.in_(states), Referral.child_id.not_in(deceased_children()))
    query = query.order_by(waits, Referral.due_on, Child.name_sort, Referral.id)
    return [_line(row) for row in session().execute(query.offset(skip).limit(size))]


def referral_line(ctx: Context, referral_id: UUID) -> ReferralLine:
    """One referral.

    Raises:
        NotFound: not there for this actor.
    """
    row = session().execute(_lines(ctx).where(Referral.id == referral_id)).first()
    if row is None:
        raise NotFound(kind="referral")
    return _line(row)


def count_by_state(ctx: Context) -> dict[str, int]:
    """State -> number of referrals in scope."""
    visible = _listed(ctx).subquery()
    query = select(visible.c.state, func.count()).group_by(visible.c.state)
    return {row[0]: row[1] for row in session().execute(query)}


def count_overdue(ctx: Context, waiting: set[str]) -> int:
    """Referrals in some states whose due date is past."""
    visible = _listed(ctx).subquery()
    query = select(func.count()).where(visible.c.state.in_(waiting), visible.c.due_on < ctx.today)
    return session().scalar(query) or 0


def _line(row: Row[Referral, str, str, str]) -> ReferralLine:
    return ReferralLine(referral=row[0], child_name=row[1], class_name=row[2], school_name=row[3])
