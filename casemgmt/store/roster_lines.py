"""The rows of a list beside the register: what each would change, and who of the class is missing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from casemgmt.domain.context import Context
from casemgmt.domain.dates import school_year
from casemgmt.domain.matching import Decision
from casemgmt.domain.rosters.changes import Change, Outcome
from casemgmt.domain.rosters.records import ChildRecord
from casemgmt.domain.school_moves import MoveState
from casemgmt.store import candidates
from casemgmt.store.bulk import chunks
from casemgmt.store.child_facts import KnownChildren
from casemgmt.store.children import Child, Enrolment, SchoolMove
from casemgmt.store.db import session
from casemgmt.store.places import SchoolClass
from casemgmt.store.rosters import RosterImport

HALF = 2  # a class of last year is "this class" where at least half of it is on the list


@dataclass(frozen=True)
class Effect:
    """What a row would do to one known child.

    Attributes:
        changes: what it would fill in or contradict.
        leaves: the class the child would leave; None where it stays or has none.
        enters: the child learns nowhere now and would be taken into a class.
    """

    child: Child
    changes: tuple[Change, ...] = ()
    leaves: SchoolClass | None = None
    enters: bool = False


@dataclass(frozen=True)
class Line:
    """One row and what the register holds about it.

    Attributes:
        effects: child that the row is, or may be -> what would happen to it.
        number_held: the row's personal number is already that of somebody.
    """

    record: ChildRecord
    decision: Decision
    effects: Mapping[UUID, Effect]
    number_held: bool = False

    @property
    def same(self) -> Effect | None:
        """The child it is; None for a new one and where a person must decide."""
        return self.effects[self.decision.same.key] if self.decision.same else None  # type: ignore[index]

    @property
    def outcome(self) -> Outcome:
        """What becomes of the row."""
        if self.same is None:
            return Outcome(self.decision.verdict.value)
        touched = self.same.changes or self.same.leaves or self.same.enters
        return Outcome.CHANGED if touched else Outcome.SAME


@dataclass(frozen=True)
class Lines:
    """All rows of a list beside the register."""

    lines: tuple[Line, ...]
    known: KnownChildren
    enrolments: Mapping[UUID, Enrolment]
    classes: Mapping[UUID, SchoolClass]

    @property
    def spoken_of(self) -> set[UUID]:
        """The children that some row is, or may be."""
        return {child_id for line in self.lines for child_id in line.effects}


def read_lines(ctx: Context, held: RosterImport, records: Sequence[ChildRecord]) -> Lines:
    """Every row of a list beside the register."""
    decisions, children, enrolments = candidates.decide_rows(ctx, records, held.school_id)
    known = KnownChildren(ctx, children.values(), records)
    found = Lines((), known, enrolments, _classes({one.class_id for one in enrolments.values()}))
    is_past = held.school_year < school_year(ctx.today)
    lines = []
    for record, decision in zip(records, decisions, strict=True):
        keys = [one.key for one in (*decision.near, *filter(None, (decision.same,)))]
        effects = {
            key: _effect(children[key], record, held, found, is_past) for key in keys if isinstance(key, UUID)
        }
        lines.append(Line(record, decision, effects, bool(known.holders.get(record.personal_id or ""))))
    return replace(found, lines=tuple(lines))


def _effect(child: Child, record: ChildRecord, held: RosterImport, found: Lines, is_past: bool) -> Effect:
    held_in = found.enrolments.get(child.id)
    now = found.classes[held_in.class_id] if held_in else None
    changes = found.known.changes(child, record)
    if is_past:
        return Effect(child, changes)
    leaves = now if _leaves(now, held, record.class_name or held.class_name) else None
    return Effect(child, changes, leaves, enters=now is None)


def absent_children(
    ctx: Context, held: RosterImport, lines: Lines
) -> list[tuple[Child, Enrolment, SchoolClass]]:
    """Children of the list's classes whom no row names, with the place they hold and its class.

    For a class that is new this year: those of the class from which at least half come. Children
    of whom a move is proposed already are left out.
    """
    named = {line.record.class_name or held.class_name for line in lines.lines} - {""}
    proposed = select(SchoolMove.enrolment_id).where(SchoolMove.state == MoveState.PROPOSED.value)
    query = (
        select(Child, Enrolment, SchoolClass)
        .join(Enrolment, Enrolment.child_id == Child.id)
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .where(
            Child.ward_id == ctx.actor.ward_id, Child.merged_into.is_(None), Enrolment.to_date.is_(None),
            SchoolClass.school_id == held.school_id, Enrolment.id.not_in(proposed),
        )
    )  # fmt: skip
    this_year = query.where(SchoolClass.school_year == held.school_year, SchoolClass.name.in_(named))
    left = query.where(SchoolClass.id.in_(_classes_left(held, lines)))
    found = {
        row[0].id: (row[0], row[1], row[2]) for one in (this_year, left) for row in session().execute(one)
    }
    spoken_of = lines.spoken_of
    missing = [one for child_id, one in found.items() if child_id not in spoken_of]
    return sorted(missing, key=lambda one: (one[2].name, one[0].name_sort, one[0].id))


def _classes_left(held: RosterImport, lines: Lines) -> set[UUID]:
    """Classes of an earlier year of which at least half is on the list."""
    effects = (line.same for line in lines.lines)
    leaving = Counter(one.leaves.id for one in effects if one and one.leaves)
    earlier = {key for key in leaving if lines.classes[key].school_year < held.school_year}
    query = select(Enrolment.class_id).where(Enrolment.class_id.in_(earlier), Enrolment.to_date.is_(None))
    sizes = Counter(session().scalars(query))
    return {key for key in earlier if leaving[key] * HALF >= sizes[key]}


def _leaves(now: SchoolClass | None, held: RosterImport, name: str) -> bool:
    if now is None or now.school_year > held.school_year or not name:
        return False
    return (now.school_id, now.school_year, now.name) != (held.school_id, held.school_year, name)


def _classes(class_ids: Iterable[UUID]) -> dict[UUID, SchoolClass]:
    found: dict[UUID, SchoolClass] = {}
    for some in chunks(set(class_ids)):
        found |= {
            one.id: one for one in session().scalars(select(SchoolClass).where(SchoolClass.id.in_(some)))
        }
    return found
