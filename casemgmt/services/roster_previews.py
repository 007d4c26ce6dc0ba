"""A class list beside the register, before anything is saved; and a saved one with what waits."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from casemgmt.codelists import labels
from casemgmt.domain.context import Context
from casemgmt.domain.matching import Decision
from casemgmt.domain.rosters.changes import Change, ChangeField, Outcome
from casemgmt.domain.rosters.records import ChildRecord, RosterReading
from casemgmt.domain.rosters.states import ImportState
from casemgmt.domain.vietnamese.identifiers import mask
from casemgmt.store import audit, roster_files
from casemgmt.store.children import Child
from casemgmt.store.db import transaction
from casemgmt.store.places import all_schools
from casemgmt.store.roster_lines import Line, Lines, absent_children, read_lines
from casemgmt.store.roster_readings import open_reading
from casemgmt.store.rosters import RosterImport, get_import, rows_of
from casemgmt.store.taking_over import waiting_records

MASKED = frozenset({ChangeField.PERSONAL_ID, ChangeField.HEALTH_INSURANCE, ChangeField.GUARDIAN_PHONE})


@dataclass(frozen=True)
class Lookalike:
    """A child of the register that an incoming one may be.

    Attributes:
        child: None where it lies outside the actor's scope: that there is one may be said, no more.
        class_name: where it learns now; "" where that is nowhere, or not to be said.
    """

    child_id: UUID
    child: Child | None
    reasons: tuple[str, ...]
    class_name: str = ""


@dataclass(frozen=True)
class PreviewLine:
    """One child of the list and what will become of it.

    Attributes:
        changes: what would be filled in, and what differs; numbers and telephones masked, a sex
            as its code, a birth date as ``birth_text`` writes it.
        from_class: the class the child would leave; "" where it stays or is new.
    """

    record: ChildRecord
    outcome: Outcome
    near: tuple[Lookalike, ...]
    changes: tuple[Change, ...] = ()
    from_class: str = ""


@dataclass(frozen=True)
class AbsentChild:
    """A child of the list's class that the list does not name."""

    child_id: UUID
    full_name: str
    birth_date: date | None
    birth_precision: str
    class_name: str


@dataclass(frozen=True)
class Preview:
    """What was read and what would be saved; of a saved list, what became of it.

    Attributes:
        lines: only before saving.
        waiting: rows of a saved list that still wait for a decision.
        file_kept_until: None where the file is no longer kept.
    """

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
    absent: tuple[AbsentChild, ...] = ()
    waiting: tuple[PreviewLine, ...] = ()
    file_kept_until: date | None = None
    undo_allowed: bool = False


def open_preview(ctx: Context, import_id: UUID) -> Preview:
    """What was read and what would be saved; the view is put on record.

    Raises:
        NotFound: not there for this actor.
    """
    held = get_import(ctx, import_id)
    reading = open_reading(held)
    found = _saved(ctx, held, reading) if _is_saved(held) else _open(ctx, held, reading)
    with transaction(ctx):
        audit.note(ctx, "roster.read", "roster_import", import_id)
    return found


def _is_saved(held: RosterImport) -> bool:
    return ImportState(held.state) is ImportState.COMMITTED


def _open(ctx: Context, held: RosterImport, reading: RosterReading) -> Preview:
    found = read_lines(ctx, held, reading.children, "")
    lines = _shown(ctx, found)
    counts = Counter(line.outcome.value for line in lines) + Counter(rejected=len(reading.rejected))
    absent = absent_children(ctx, held, found) if held.school_id else []
    missing = tuple(
        AbsentChild(one.id, one.full_name, one.birth_date, one.birth_precision, group.name)
        for one, _enrolment, group in absent
    )
    return _preview(ctx, held, reading, lines, counts, absent=missing)


def _saved(ctx: Context, held: RosterImport, reading: RosterReading) -> Preview:
    waiting = waiting_records(reading, rows_of(held.id))
    found = read_lines(ctx, held, waiting, "")
    return _preview(
        ctx, held, reading, (), held.counts, waiting=_shown(ctx, found),
        undo_allowed=roster_files.may_undo(ctx, held),
    )  # fmt: skip


def _preview(
    ctx: Context, held: RosterImport, reading: RosterReading, lines: Sequence[PreviewLine],
    counts: Mapping[str, int], **more: object,
) -> Preview:  # fmt: skip
    names = {one.id: one.name for one in all_schools(ctx)}
    return Preview(
        import_id=held.id, state=ImportState(held.state), file_name=held.file_name, school_id=held.school_id,
        school_name=names.get(held.school_id or 0, ""), school_year=held.school_year, reading=reading,
        lines=tuple(lines), counts=counts,
        classes=tuple((UUID(key), name) for key, name in held.classes.items()),
        file_kept_until=roster_files.kept_until(held.id), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _shown(ctx: Context, found: Lines) -> tuple[PreviewLine, ...]:
    seen = _in_scope(ctx, found)
    lines = (_without_contact(line, found.known.hidden) for line in found.lines)
    classes = {key: found.classes[one.class_id].name for key, one in found.enrolments.items()}
    return tuple(_shown_line(line, seen, classes, found.known.place_names) for line in lines)


def _without_contact(line: Line, hidden: Collection[UUID]) -> Line:
    """A list may say it again, but no page shows where a protected child lives."""
    if line.child is None or line.child.id not in hidden:
        return line
    known = replace(line.record, neighbourhood=None, guardian_name=None, guardian_phone=None)
    return replace(line, record=known)


def _shown_line(
    line: Line, seen: Mapping[UUID, Child], classes: Mapping[UUID, str], places: Mapping[str, str]
) -> PreviewLine:
    near = _lookalikes(line.decision, seen, classes)
    if line.child is None or line.child.id not in seen:
        return PreviewLine(line.record, line.outcome, near)
    told = tuple(_told(one, places) for one in line.changes)
    return PreviewLine(line.record, line.outcome, near, told, line.leaves.name if line.leaves else "")


def _told(one: Change, places: Mapping[str, str]) -> Change:
    before, after = (_readable(one.field, value, places) for value in (one.before, one.after))
    return replace(one, before=before, after=after)


def _readable(field: ChangeField, value: str, places: Mapping[str, str]) -> str:
    """A value as people read it; numbers and telephones masked."""
    if field in MASKED:
        return mask(value) if value else ""
    if field is ChangeField.NEIGHBOURHOOD:
        return places.get(value, "")
    if field is ChangeField.ETHNIC_GROUP:
        return labels("ethnic_groups").get(value, "")
    return value


def _in_scope(ctx: Context, found: Lines) -> Mapping[UUID, Child]:
    """The children of the list that the actor may see; of others only that there is one is said."""
    known = found.known.children
    if ctx.actor.school_id is None:
        return known
    here = {key for key, one in found.enrolments.items() if one.school_id == ctx.actor.school_id}
    return {child_id: child for child_id, child in known.items() if child_id in here}


def _lookalikes(
    decision: Decision, seen: Mapping[UUID, Child], classes: Mapping[UUID, str]
) -> tuple[Lookalike, ...]:
    found = []
    for one in decision.near:
        assert isinstance(one.key, UUID)
        child = seen.get(one.key)
        if child is None:
            found.append(Lookalike(one.key, None, ()))
            continue
        reasons = tuple(reason.value for reason in one.reasons)
        found.append(Lookalike(one.key, child, reasons, classes.get(one.key, "")))
    return tuple(found)
