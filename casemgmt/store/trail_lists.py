"""The trail, page by page."""

from sqlalchemy import func, select

from casemgmt.domain.context import Context
from casemgmt.store.accounts import User
from casemgmt.store.audit import AuditEntry
from casemgmt.store.db import session


def entries_page(
    ctx: Context, act: str, who: str, skip: int, size: int
) -> tuple[list[tuple[AuditEntry, str | None]], int]:
    """Entries with the sign-in name of their account, newest first, and how many there are in all."""
    query = (
        select(AuditEntry, User.login)
        .outerjoin(User, User.id == AuditEntry.user_id)
        .where(AuditEntry.ward_id == ctx.actor.ward_id)
    )
    if act:
        query = query.where(AuditEntry.act == act)
    if who:
        query = query.where(User.login == who)
    total = session().scalar(select(func.count()).select_from(query.subquery())) or 0
    page = session().execute(query.order_by(AuditEntry.seq.desc()).offset(skip).limit(size))
    return [(row[0], row[1]) for row in page], total
