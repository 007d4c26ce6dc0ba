"""Class lists as they come: read, kept for confirming, listed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from casemgmt.domain.context import Context
from casemgmt.domain.dates import school_year, school_year_label
from casemgmt.domain.errors import InvalidInput
from casemgmt.domain.roster import read_roster
from casemgmt.domain.rosters.records import RosterReading
from casemgmt.domain.rosters.states import ImportState
from casemgmt.domain.vietnamese.names import fold
from casemgmt.intake.workbook import read_sheets
from casemgmt.store import roster_files
from casemgmt.store.db import session, transaction
from casemgmt.store.places import all_schools
from casemgmt.store.roster_readings import seal_reading
from casemgmt.store.rosters import RosterImport, recent_imports, same_upload

LONGEST_FILE_NAME = 200


@dataclass(frozen=True)
class Upload:
    """A file as it came; ``school_id`` where the person named the school."""

    file_name: str
    content: bytes
    school_id: int | None = None


@dataclass(frozen=True)
class ImportLine:
    """One line of the list of imports."""

    import_id: UUID
    file_name: str
    state: ImportState
    created_at: datetime
    school_name: str
    counts: Mapping[str, int]


def list_imports(ctx: Context) -> list[ImportLine]:
    """The newest imports within scope."""
    names = {one.id: one.name for one in all_schools(ctx)}
    return [
        ImportLine(
            one.id, one.file_name, ImportState(one.state), one.created_at,
            names.get(one.school_id or 0, ""), one.counts,
        )
        for one in recent_imports(ctx)
    ]  # fmt: skip


def read_upload(ctx: Context, upload: Upload) -> UUID:
    """Read a file and keep it with what was read for confirming; no child is saved.

    The same file sent twice before a decision is one import. Files whose time is over go.

    Raises:
        UnreadableFile: not a class list in a form that can be read; nothing is kept.
        InvalidInput: the title names a school year after the next.
    """
    assert ctx.actor.user_id is not None
    reading = read_roster(read_sheets(upload.content), ctx.today)
    this_year = school_year(ctx.today)
    if (reading.school_year or 0) > this_year + 1:
        raise InvalidInput(
            problem="school_year_too_far", field="file", year=school_year_label(reading.school_year or 0)
        )
    digest = hashlib.sha256(upload.content).hexdigest()
    with transaction(ctx):
        roster_files.forget(ctx.today, ctx.actor.ward_id)
        waiting = same_upload(ctx, digest)
        if waiting is not None:
            waiting.school_id = _school_of(ctx, upload, reading) or waiting.school_id
            return waiting.id
        made = RosterImport(
            id=uuid4(), ward_id=ctx.actor.ward_id, school_id=_school_of(ctx, upload, reading),
            school_year=reading.school_year or this_year,
            file_name=_printable(upload.file_name), file_digest=digest,
            classes={},
            state=ImportState.PREVIEWED.value, created_by=ctx.actor.user_id, created_at=ctx.now(), counts={},
        )  # fmt: skip
        made.reading_sealed = seal_reading(made.id, reading)
        session().add(made)
        roster_files.keep(ctx, made.id, upload.content)
    return made.id


def _printable(file_name: str) -> str:
    """A file name for showing: without what no list of files shows, and not too long."""
    return "".join(letter for letter in file_name if letter.isprintable())[-LONGEST_FILE_NAME:]


def _school_of(ctx: Context, upload: Upload, reading: RosterReading) -> int | None:
    """The school named by the person, by a school account, or by the list's title."""
    schools = {one.id: one for one in all_schools(ctx)}
    if upload.school_id in schools:
        return upload.school_id
    if len(schools) == 1:
        return next(iter(schools))
    wanted = fold(reading.school_name or "")
    return next((one.id for one in schools.values() if wanted and one.name_fold == wanted), None)
