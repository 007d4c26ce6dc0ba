"""Class lists as they were read, row by row, before and after they are taken over."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import LargeBinary, String, select
from sqlalchemy.orm import Mapped, mapped_column

from casemgmt.domain.context import Context
from casemgmt.domain.errors import NotFound
from casemgmt.store.audit import PLAIN, SILENT
from casemgmt.store.db import Base, Json, UtcDateTime, ref, session

LATER = "later"


class RosterImport(Base):
    """One uploaded list.

    ``class_name`` is for rows that name none, "" where nobody said it. ``reading_sealed`` is what was
    understood and ``undo_sealed`` what taking it over made beside the children, both as sealed JSON.
    ``saved_by`` took the list over and may take it back; None while nobody has, and for lists of
    before the column: then it is who brought it.
    """

    __tablename__ = "roster_import"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    ward_id: Mapped[int] = mapped_column(ref("ward.id"), index=True)
    school_id: Mapped[int | None] = mapped_column(ref("school.id"))
    school_year: Mapped[int]
    class_name: Mapped[str] = mapped_column(String(30), default="")
    file_name: Mapped[str] = mapped_column(String(200))
    file_digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(12), info=PLAIN)
    created_by: Mapped[UUID] = mapped_column(ref("user.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by: Mapped[UUID | None] = mapped_column(ref("user.id"))
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    counts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict, info=PLAIN)
    classes: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    reading_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    undo_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class RosterFile(Base):
    """An uploaded file as it came, sealed; forgotten after ``keep_until``."""

    __tablename__ = "roster_file"
    __audit_as__ = "import_id"

    import_id: Mapped[UUID] = mapped_column(ref("roster_import.id"), primary_key=True)
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary, info=SILENT)
    keep_until: Mapped[date] = mapped_column(index=True)


class RosterRow(Base):
    """What one sheet row of a taken-over list became.

    To take it back: for a child that the row made, ``made_digest`` over its rows as they were made;
    for a known child, ``undo_sealed`` with what it changed.
    """

    __tablename__ = "roster_row"
    __audit_as__ = "import_id"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    import_id: Mapped[UUID] = mapped_column(ref("roster_import.id"), index=True)
    sheet: Mapped[str] = mapped_column(String(60))
    row_number: Mapped[int]
    decision: Mapped[str] = mapped_column(String(12), info=PLAIN)
    child_id: Mapped[UUID | None] = mapped_column(ref("child.id"), index=True)
    made_digest: Mapped[str | None] = mapped_column(String(16))
    undo_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=SILENT)


def get_import(ctx: Context, import_id: UUID) -> RosterImport:
    """An import of the actor's ward and, for a school account, of its school.

    Raises:
        NotFound: there is none, or not for this actor.
    """
    query = select(RosterImport).where(
        RosterImport.id == import_id, RosterImport.ward_id == ctx.actor.ward_id
    )
    if ctx.actor.school_id is not None:
        query = query.where(RosterImport.created_by == ctx.actor.user_id)
    found = session().scalar(query)
    if found is None:
        raise NotFound(kind="roster_import")
    return found


def recent_imports(ctx: Context, limit: int = 20) -> list[RosterImport]:
    """The newest imports of the actor's ward (of the actor, for a school account)."""
    query = select(RosterImport).where(RosterImport.ward_id == ctx.actor.ward_id)
    if ctx.actor.school_id is not None:
        query = query.where(RosterImport.created_by == ctx.actor.user_id)
    return list(session().scalars(query.order_by(RosterImport.created_at.desc()).limit(limit)))


def same_upload(ctx: Context, digest: str) -> RosterImport | None:
    """The import that waits for this user's decision on the very same file, None where none does."""
    query = select(RosterImport).where(
        RosterImport.file_digest == digest,
        RosterImport.created_by == ctx.actor.user_id,
        RosterImport.state == "previewed",
    )
    return session().scalar(query)


def rows_of(import_id: UUID) -> list[RosterRow]:
    """What each row of a taken-over list became, in the order of the list."""
    query = select(RosterRow).where(RosterRow.import_id == import_id)
    return list(session().scalars(query.order_by(RosterRow.sheet, RosterRow.row_number)))
