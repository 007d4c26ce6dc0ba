"""The rows of a list beside the register: what each would change, and who of the class is missing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from casemgmt.domain.context import Context
from casemgmt.domain.matching import Decision, Verdict
from casemgmt.domain.rosters.changes import Change, Outcome
from casemgmt.domain.rosters.records import ChildRecord
from casemgmt.store import candidates
from casemgmt.store.bulk import chunks
from casemgmt.store.child_facts import KnownChildren
from casemgmt.store.children import Child, Enrolment
from casemgmt.store.db import session
from casemgmt.store.places import SchoolClass
from casemgmt.store.rosters import RosterImport

HALF = 2  # a class of last year is "this class" where at least half of it is on the list


@dataclass(frozen=True)
class Line:
    """One row and what the register holds about it.

    Attributes:
        child: the child it is; None for a new one and where a person must decide.
        changes: what it would fill in or contradict.
        leaves: the class the child would leave; None where it stays or has none.
    """

    record: ChildRecord
    decision: Decision
    child: Child | None = None
    changes: tuple[Change, ...] = ()
    leaves: SchoolClass | None = None

    @property
    def outcome(self) -> Outcome:
        """What becomes of the row."""
        if self.decision.verdict is Verdict.SAME:
            return Outcome.CHANGED if self.changes or self.leaves else Outcome.SAME
        return Outcome(self.decision.verdict.value)


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
        near = (one.key for line in self.lines for one in line.decision.near)
        same = (line.child.id for line in self.lines if line.child)
        return {key for key in (*near, *same) if isinstance(key, UUID)}


def read_lines(ctx: Context, held: RosterImport, records: Sequence[ChildRecord], class_name: str) -> Lines:
    """Every row of a list beside the register.

    Args:
        class_name: for rows that name no class; "" where it is not known yet.
    """
    decisions, children, enrolments = candidates.decide_rows(ctx, records, held.school_id, held.school_year)
    known = KnownChildren(ctx, children.values())
    classes = _classes({one.class_id for one in enrolments.values()})
    lines = []
    for record, decision in zip(records, decisions, strict=True):
        child = children[decision.same.key] if decision.same else None  # type: ignore[index]
        if child is None:
            lines.append(Line(record, decision))
            continue
        held_in = enrolments.get(child.id)
        now = classes[held_in.class_id] if held_in else None
        leaves = now if _leaves(now, held, record.class_name or class_name) else None
        lines.append(Line(record, decision, child, known.changes(child, record), leaves))
    return Lines(tuple(lines), known, enrolments, classes)


def absent_children(
    ctx: Context, held: RosterImport, lines: Lines
) -> list[tuple[Child, Enrolment, SchoolClass]]:
    """Children of the list's classes whom no row names, with the place they hold and its class.

    For a class that is new this year: those of the class from which at least half come.
    """
    named = {line.record.class_name for line in lines.lines if line.record.class_name}
    query = (
        select(Child, Enrolment, SchoolClass)
        .join(Enrolment, Enrolment.child_id == Child.id)
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .where(
            Child.ward_id == ctx.actor.ward_id, Child.merged_into.is_(None), Enrolment.to_date.is_(None),
            SchoolClass.school_id == held.school_id,
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
    leaving = Counter(line.leaves.id for line in lines.lines if line.leaves)
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
