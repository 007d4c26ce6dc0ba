"""Two records of one child made one, and what it takes to part them again."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from casemgmt.store.db import Base, UtcDateTime, ref


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
