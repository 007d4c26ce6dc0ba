"""Uploaded files as they came: sealed, and forgotten after thirty days."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from casemgmt.domain.context import Context
from casemgmt.domain.errors import NotFound
from casemgmt.domain.rosters.states import KEPT_DAYS, ImportState
from casemgmt.store.db import session
from casemgmt.store.keys import sealer
from casemgmt.store.rosters import RosterFile, RosterImport, rows_of

PLACE = "roster_file.content"


def keep(ctx: Context, import_id: UUID, content: bytes) -> None:
    """Keep a file with its import."""
    sealed = sealer().seal_bytes(content, PLACE, import_id)
    until = ctx.today + timedelta(days=KEPT_DAYS)
    session().add(RosterFile(import_id=import_id, content_sealed=sealed, keep_until=until))


def content_of(held: RosterImport) -> bytes:
    """The file of an import.

    Raises:
        NotFound: it has been forgotten.
    """
    found = session().get(RosterFile, held.id)
    if found is None:
        raise NotFound(kind="roster_file")
    return sealer().unseal_bytes(found.content_sealed, PLACE, held.id)


def kept_until(import_id: UUID) -> date | None:
    """The last day on which the file is kept and the list can be undone; None where that is past."""
    return session().scalar(select(RosterFile.keep_until).where(RosterFile.import_id == import_id))


def owner_of(held: RosterImport) -> UUID:
    """Whose list it is to take back: who saved it; who brought it, where that was not kept."""
    return held.saved_by or held.created_by


def may_undo(ctx: Context, held: RosterImport) -> bool:
    """Whether this person can still take the list back: it is theirs, saved, within its time."""
    own = owner_of(held) == ctx.actor.user_id
    until = kept_until(held.id)
    return own and held.state == ImportState.COMMITTED.value and until is not None and until >= ctx.today


def delete_import(held: RosterImport) -> None:
    """Delete a list that was not taken over, with its file."""
    kept = session().get(RosterFile, held.id)
    for one in (kept, held):
        if one is not None:
            session().delete(one)


def forget(today: date, ward_id: int | None = None) -> int:
    """Delete the files whose time is over, with what was read of them and how to undo it.

    Lists that were never taken over go altogether.

    Args:
        ward_id: None for every ward of the installation.
    """
    query = select(RosterFile).join(RosterImport, RosterImport.id == RosterFile.import_id)
    query = query.where(RosterFile.keep_until < today)
    if ward_id is not None:
        query = query.where(RosterImport.ward_id == ward_id)
    old = list(session().scalars(query))
    for file in old:
        held = session().get_one(RosterImport, file.import_id)
        if held.state == ImportState.PREVIEWED.value:
            delete_import(held)
            continue
        held.reading_sealed = held.undo_sealed = None
        for row in rows_of(held.id):
            row.made_digest = row.undo_sealed = None
        session().delete(file)
    return len(old)
