"""Class lists: read, shown before anything is saved, and taken over in one transaction."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from casemgmt.domain.context import Context
from casemgmt.domain.dates import school_year
from casemgmt.domain.errors import InvalidInput, WrongStep
from casemgmt.domain.matching import Decision, Verdict
from casemgmt.domain.roster import read_roster
from casemgmt.domain.rosters.records import ChildRecord, RosterReading
from casemgmt.domain.rosters.states import ImportState
from casemgmt.domain.rosters.taking import TakeOver
from casemgmt.domain.vietnamese.names import fold
from casemgmt.intake.workbook import read_sheets
from casemgmt.store import audit, candidates, register
from casemgmt.store.children import Child
from casemgmt.store.db import session, transaction
from casemgmt.store.places import all_schools, get_school
from casemgmt.store.roster_readings import open_reading, seal_reading
from casemgmt.store.rosters import RosterImport, get_import, recent_imports, same_upload
from casemgmt.store.taking_over import TakingOver

LONGEST_FILE_NAME = 200


@dataclass(frozen=True)
class Upload:
    """A file as it came; ``school_id`` where the person named the school."""

    file_name: str
    content: bytes
    school_id: int | None = None


@dataclass(frozen=True)
class Lookalike:
    """A child of the register that an incoming one may be.

    Attributes:
        child: None where it lies outside the actor's scope: that there is one may be said, no more.
    """

    child_id: UUID
    child: Child | None
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class PreviewLine:
    """One child of the list and what will be done with it."""

    record: ChildRecord
    verdict: Verdict
    near: tuple[Lookalike, ...]


@dataclass(frozen=True)
class Preview:
    """What was read and what would be saved."""

    import_id: UUID
    state: ImportState
    file_name: str
    school_id: int | None
    school_name: str
    school_year: int
    reading: RosterReading
    lines: tuple[PreviewLine, ...]
    counts: Mapping[str, int]
    classes: tuple[tuple[UUID, str], ...]


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
    """Read a file and keep what was read for confirming; no child is saved.

    The same file sent twice is one import.

    Raises:
        UnreadableFile: not a class list in a form that can be read; nothing is kept.
    """
    assert ctx.actor.user_id is not None
    reading = read_roster(read_sheets(upload.content), ctx.today)
    digest = hashlib.sha256(upload.content).hexdigest()
    with transaction(ctx):
        waiting = same_upload(ctx, digest)
        if waiting is not None:
            return waiting.id
        made = RosterImport(
            id=uuid4(), ward_id=ctx.actor.ward_id, school_id=_school_of(ctx, upload, reading),
            school_year=reading.school_year or school_year(ctx.today),
            file_name=_printable(upload.file_name), file_digest=digest,
            classes={},
            state=ImportState.PREVIEWED.value, created_by=ctx.actor.user_id, created_at=ctx.now(), counts={},
        )  # fmt: skip
        made.reading_sealed = seal_reading(made.id, reading)
        session().add(made)
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


def open_preview(ctx: Context, import_id: UUID) -> Preview:
    """What was read and what would be saved; the view is put on record.

    Raises:
        NotFound: not there for this actor.
    """
    held = get_import(ctx, import_id)
    reading = open_reading(held)
    names = {one.id: one.name for one in all_schools(ctx)}
    lines = _lines(ctx, held, reading) if held.state == ImportState.PREVIEWED.value else ()
    counts = Counter(line.verdict.value for line in lines) + Counter(rejected=len(reading.rejected))
    taken = ImportState(held.state) is ImportState.COMMITTED
    preview = Preview(
        import_id=held.id, state=ImportState(held.state), file_name=held.file_name, school_id=held.school_id,
        school_name=names.get(held.school_id or 0, ""), school_year=held.school_year, reading=reading,
        lines=lines, counts=held.counts if taken else counts,
        classes=tuple((UUID(key), name) for key, name in held.classes.items()),
    )  # fmt: skip
    with transaction(ctx):
        audit.note(ctx, "roster.read", "roster_import", import_id)
    return preview


def _lines(ctx: Context, held: RosterImport, reading: RosterReading) -> tuple[PreviewLine, ...]:
    decisions, known, _enrolments = candidates.decide_rows(
        ctx, reading.children, held.school_id, held.school_year
    )
    seen = _in_scope(ctx, known)
    return tuple(
        PreviewLine(record, decision.verdict, _lookalikes(decision, seen))
        for record, decision in zip(reading.children, decisions, strict=True)
    )


def _in_scope(ctx: Context, known: Mapping[UUID, Child]) -> Mapping[UUID, Child]:
    if ctx.actor.school_id is None:
        return known
    here = {
        child_id
        for child_id, one in register.open_enrolments(set(known)).items()
        if one.school_id == ctx.actor.school_id
    }
    return {child_id: child for child_id, child in known.items() if child_id in here}


def _lookalikes(decision: Decision, seen: Mapping[UUID, Child]) -> tuple[Lookalike, ...]:
    found = []
    for one in decision.near:
        assert isinstance(one.key, UUID)
        child = seen.get(one.key)
        reasons = tuple(reason.value for reason in one.reasons) if child else ()
        found.append(Lookalike(one.key, child, reasons))
    return tuple(found)


def discard_import(ctx: Context, import_id: UUID) -> None:
    """Throw a reading away; done twice, it stays thrown away.

    Raises:
        NotFound: not there for this actor.
        WrongStep: the list has been taken over already.
    """
    with transaction(ctx):
        held = get_import(ctx, import_id)
        if ImportState(held.state) is ImportState.COMMITTED:
            raise WrongStep(problem="already_taken")
        held.state, held.finished_at, held.reading_sealed = ImportState.DISCARDED.value, ctx.now(), None


def take_over(ctx: Context, import_id: UUID, choice: TakeOver) -> None:
    """Save the good rows of a list: all of them or none. Asked twice, it is done once.

    Blank never deletes and nothing known is overwritten; rows that need a decision and got none wait.

    Raises:
        NotFound: the import or the school is not there for this actor.
        InvalidInput: no row can be taken, or a class is missing.
        WrongStep: the reading was thrown away.
    """
    with transaction(ctx):
        held = get_import(ctx, import_id)
        if ImportState(held.state) is ImportState.COMMITTED:
            return
        if ImportState(held.state) is ImportState.DISCARDED:
            raise WrongStep(problem="step_not_allowed")
        reading = open_reading(held)
        if not reading.children:
            raise InvalidInput(problem="nothing_to_take", field="file")
        TakingOver(ctx, held, get_school(ctx, choice.school_id), choice).take(reading)
