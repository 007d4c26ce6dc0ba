"""A class list beside the register, before anything is saved; and a saved one with what waits."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from casemgmt.domain.context import Context
from casemgmt.domain.matching import Likeness
from casemgmt.domain.rosters.changes import Change, Outcome
from casemgmt.domain.rosters.records import ChildRecord, RosterReading
from casemgmt.domain.rosters.states import ImportState
from casemgmt.store import audit, roster_files
from casemgmt.store.children import Child
from casemgmt.store.db import transaction
from casemgmt.store.places import all_schools
from casemgmt.store.roster_lines import Line, Lines, absent_children, read_lines
from casemgmt.store.roster_readings import open_reading
from casemgmt.store.rosters import RosterImport, get_import, rows_of
from casemgmt.store.told_changes import told_changes
from casemgmt.store.waiting_rows import waiting_records


@dataclass(frozen=True)
class Lookalike:
    """A child of the register that an incoming one may be.

    Attributes:
        child: None where it lies outside the actor's scope: that there is one may be said, no more.
        class_name: where it learns now; "" where that is nowhere, or not to be said.
        changes: what saving would fill in, where a person says it is this child.
        moves: saving would take it out of that class, or into one.
    """

    child_id: UUID
    child: Child | None
    reasons: tuple[str, ...]
    class_name: str = ""
    changes: tuple[Change, ...] = ()
    moves: bool = False


@dataclass(frozen=True)
class PreviewLine:
    """One child of the list and what will become of it.

    Attributes:
        child_id: the child it surely is, where something of it is shown.
        changes: what would be filled in, and what differs; numbers and telephones masked, a sex
            as its code, a birth date as ``birth_text`` writes it.
        from_class: the class the child would leave; "" where it stays or is new.
        enters: a known child that learns nowhere now would be taken into the class.
        number_held: the personal number is somebody's already and is written for nobody else.
    """

    record: ChildRecord
    outcome: Outcome
    near: tuple[Lookalike, ...]
    child_id: UUID | None = None
    changes: tuple[Change, ...] = ()
    from_class: str = ""
    enters: bool = False
    number_held: bool = False


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
        class_name: said by a person for rows that name none; "" where nobody said it.
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
    class_name: str
    reading: RosterReading
    lines: tuple[PreviewLine, ...]
    counts: Mapping[str, int]
    classes: tuple[tuple[UUID, str], ...]
    absent: tuple[AbsentChild, ...] = ()
    waiting: tuple[PreviewLine, ...] = ()
    file_kept_until: date | None = None
    undo_allowed: bool = False

    @property
    def is_saved(self) -> bool:
        """Whether the list has been taken over."""
        return self.state is ImportState.COMMITTED


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
        audit.record_many(ctx, "child.compare", "child", ((key, {}) for key in _shown_children(found)))
    return found


def _shown_children(preview: Preview) -> list[UUID]:
    """The known children of whom the page tells something, each once."""
    lines = (*preview.lines, *preview.waiting)
    near = (one.child_id for line in lines for one in line.near if one.child is not None)
    missing = (one.child_id for one in preview.absent)
    changed = (line.child_id for line in lines if line.child_id is not None)
    return list(dict.fromkeys((*near, *changed, *missing)))


def _is_saved(held: RosterImport) -> bool:
    return ImportState(held.state) is ImportState.COMMITTED


def _open(ctx: Context, held: RosterImport, reading: RosterReading) -> Preview:
    found = read_lines(ctx, held, reading.children)
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
    found = read_lines(ctx, held, waiting)
    return _preview(
        ctx, held, reading, (), held.counts, waiting=_shown(ctx, found, ask=True),
        undo_allowed=roster_files.may_undo(ctx, held),
    )  # fmt: skip


def _preview(
    ctx: Context, held: RosterImport, reading: RosterReading, lines: Sequence[PreviewLine],
    counts: Mapping[str, int], **more: object,
) -> Preview:  # fmt: skip
    names = {one.id: one.name for one in all_schools(ctx)}
    return Preview(
        import_id=held.id, state=ImportState(held.state), file_name=held.file_name, school_id=held.school_id,
        school_name=names.get(held.school_id or 0, ""), school_year=held.school_year,
        class_name=held.class_name, reading=reading,
        lines=tuple(lines), counts=counts,
        classes=tuple((UUID(key), name) for key, name in held.classes.items()),
        file_kept_until=roster_files.kept_until(held.id), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _shown(ctx: Context, found: Lines, *, ask: bool = False) -> tuple[PreviewLine, ...]:
    seen = _in_scope(ctx, found)
    return tuple(_shown_line(_without_contact(line, found), seen, found, ask) for line in found.lines)


def _without_contact(line: Line, found: Lines) -> Line:
    """A list may say it again, but no page shows where a protected child lives."""
    if line.same is None or line.same.child.id not in found.known.hidden:
        return line
    known = replace(line.record, neighbourhood=None, guardian_name=None, guardian_phone=None)
    return replace(line, record=known)


def _shown_line(line: Line, seen: Collection[UUID], found: Lines, ask: bool) -> PreviewLine:
    """One row; with ``ask`` a child that it surely is stands for decision as well."""
    same = line.same
    near = [*line.decision.near, *([line.decision.same] if ask and line.decision.same else [])]
    shown = PreviewLine(
        line.record,
        Outcome.NEAR if ask else line.outcome,
        tuple(_lookalike(one, line, seen, found) for one in near),
        number_held=line.number_held,
    )
    if same is None or ask or same.child.id not in seen:
        return shown
    told = told_changes(same.changes, found.known.place_names)
    from_class = same.leaves.name if same.leaves else ""
    return replace(shown, child_id=same.child.id, changes=told, from_class=from_class, enters=same.enters)


def _lookalike(one: Likeness, line: Line, seen: Collection[UUID], found: Lines) -> Lookalike:
    assert isinstance(one.key, UUID)
    if one.key not in seen:
        return Lookalike(one.key, None, ())
    effect, held_in = line.effects[one.key], found.enrolments.get(one.key)
    return Lookalike(
        one.key,
        effect.child,
        tuple(reason.value for reason in one.reasons),
        found.classes[held_in.class_id].name if held_in else "",
        told_changes(effect.changes, found.known.place_names),
        moves=effect.enters or effect.leaves is not None,
    )


def _in_scope(ctx: Context, found: Lines) -> frozenset[UUID]:
    """The children of the list that the actor may see; of others only that there is one is said."""
    if ctx.actor.school_id is None:
        return frozenset(found.known.children)
    return frozenset(key for key, one in found.enrolments.items() if one.school_id == ctx.actor.school_id)
