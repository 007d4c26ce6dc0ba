"""Reading the trail and proving that nobody changed it."""

from dataclasses import dataclass
from datetime import datetime

from casemgmt.domain.context import Context
from casemgmt.store import audit
from casemgmt.store.db import transaction
from casemgmt.store.trail_lists import entries_page


@dataclass(frozen=True)
class TrailLine:
    """One act, identifiers only.

    Attributes:
        who: sign-in name of the account, "" for nobody.
        changed: the columns touched, without their values.
    """

    seq: int
    at: datetime
    who: str
    role: str | None
    act: str
    subject_table: str
    subject_id: str
    purpose: str
    changed: tuple[str, ...]


@dataclass(frozen=True)
class TrailPage:
    """A page of the trail, newest first."""

    lines: tuple[TrailLine, ...]
    total: int


def read_trail(ctx: Context, page: int, act: str = "", who: str = "", size: int = 100) -> TrailPage:
    """A page of the trail, filtered by act and sign-in name; the reading is itself on record."""
    rows, total = entries_page(ctx, act, who, (page - 1) * size, size)
    lines = tuple(
        TrailLine(
            seq=entry.seq,
            at=entry.at,
            who=login or "",
            role=entry.role,
            act=entry.act,
            subject_table=entry.subject_table,
            subject_id=entry.subject_id,
            purpose=entry.purpose,
            changed=tuple(entry.changes),
        )
        for entry, login in rows
    )
    with transaction(ctx):
        audit.note(ctx, "trail.read", "audit_entry")
    return TrailPage(lines, total)


def verify_trail(ctx: Context) -> audit.Verification:
    """Walk the whole chain; the verification is itself on record."""
    result = audit.verify()
    with transaction(ctx):
        audit.note(ctx, "trail.verify", "audit_entry", result.entries)
    return result


def record_denial(ctx: Context, permission: str) -> None:
    """Put on record that somebody signed in asked for what the role may not do."""
    with transaction(ctx):
        audit.note(ctx, "denied", "permission", permission[:40])
