"""Two records of one child made one, and what it takes to part them again."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import LargeBinary, and_, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from casemgmt.domain.context import Context
from casemgmt.domain.errors import NotFound
from casemgmt.store.children import Child
from casemgmt.store.db import Base, UtcDateTime, ref, session

LONGEST_LIST = 200


class ChildMerge(Base):
    """One merge; ``undo_sealed`` holds, as sealed JSON, every value and reference it changed."""

    __tablename__ = "child_merge"
    __audit_as__ = "kept_id"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    ward_id: Mapped[int] = mapped_column(ref("ward.id"), index=True)
    kept_id: Mapped[UUID] = mapped_column(ref("child.id"), index=True)
    merged_id: Mapped[UUID] = mapped_column(ref("child.id"), unique=True)
    merged_by: Mapped[UUID] = mapped_column(ref("user.id"))
    merged_at: Mapped[datetime] = mapped_column(UtcDateTime)
    undo_sealed: Mapped[bytes] = mapped_column(LargeBinary)


def recent_merges(ctx: Context) -> list[ChildMerge]:
    """The merges of the actor's ward, newest first, at most 200."""
    query = select(ChildMerge).where(ChildMerge.ward_id == ctx.actor.ward_id)
    return list(session().scalars(query.order_by(ChildMerge.merged_at.desc()).limit(LONGEST_LIST)))


def children_of(merges: list[ChildMerge]) -> dict[UUID, Child]:
    """Both records of some merges; the one that disappeared is shown nowhere else."""
    wanted = {child_id for one in merges for child_id in (one.kept_id, one.merged_id)}
    return {one.id: one for one in session().scalars(select(Child).where(Child.id.in_(wanted)))}


def get_merge(ctx: Context, merge_id: UUID) -> ChildMerge:
    """A merge of the actor's ward.

    Raises:
        NotFound: there is none, or not for this actor.
    """
    query = select(ChildMerge).where(ChildMerge.id == merge_id, ChildMerge.ward_id == ctx.actor.ward_id)
    found = session().scalar(query)
    if found is None:
        raise NotFound(kind="child_merge")
    return found


def merge_of(kept_id: UUID, merged_id: UUID) -> ChildMerge | None:
    """The merge of these two records, None where they are not merged."""
    query = select(ChildMerge).where(ChildMerge.kept_id == kept_id, ChildMerge.merged_id == merged_id)
    return session().scalar(query)


def newer_merge(merge: ChildMerge) -> ChildMerge | None:
    """A later merge that touched the record this one kept; it has to be undone first."""
    later = and_(ChildMerge.kept_id == merge.kept_id, ChildMerge.merged_at > merge.merged_at)
    query = select(ChildMerge).where(or_(ChildMerge.merged_id == merge.kept_id, later))
    return session().scalars(query.order_by(ChildMerge.merged_at.desc()).limit(1)).first()


def forget_ways_back(before: datetime) -> int:
    """Delete what it takes to undo the merges of an earlier time; returns how many."""
    query = select(ChildMerge).where(ChildMerge.merged_at < before, ChildMerge.undo_sealed != b"")
    old = list(session().scalars(query))
    for one in old:
        one.undo_sealed = b""
    return len(old)
