"""Which referrals an actor may see."""

from uuid import UUID

from sqlalchemy import Select, false, select

from casemgmt.domain.context import Context, Role
from casemgmt.domain.errors import NotFound
from casemgmt.store.children import merged_children
from casemgmt.store.circumstances import children_with_suggestions
from casemgmt.store.db import session
from casemgmt.store.referrals import Referral


def visible_referrals(ctx: Context) -> Select[Referral]:
    """The referrals this actor may see; every query about referrals starts here."""
    query = select(Referral).where(
        Referral.ward_id == ctx.actor.ward_id, Referral.child_id.not_in(merged_children())
    )
    if ctx.actor.role is Role.HEALTH_STATION:
        return query
    if ctx.actor.role is Role.SCHOOL_ENTRY:
        return query.where(Referral.school_id == ctx.actor.school_id)
    if ctx.actor.role in {Role.SOCIAL_WORKER, Role.SUPERVISOR}:
        return query.where(Referral.child_id.in_(children_with_suggestions()))
    return query.where(false())


def get_referral(ctx: Context, referral_id: UUID) -> Referral:
    """A referral within scope.

    Raises:
        NotFound: there is none, or not for this actor.
    """
    found = session().scalar(visible_referrals(ctx).where(Referral.id == referral_id))
    if found is None:
        raise NotFound(kind="referral")
    return found
