"""Taking over one class list, row by row, inside the transaction of the use case."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from casemgmt.domain.context import Context
from casemgmt.domain.errors import InvalidInput, NotFound
from casemgmt.domain.matching import Verdict
from casemgmt.domain.rosters.changes import ChangeKind, Outcome
from casemgmt.domain.rosters.records import ChildRecord, RosterReading
from casemgmt.domain.rosters.taking import RowKey, TakeOver
from casemgmt.store import audit, bulk, register, roster_undo
from casemgmt.store.children import Child
from casemgmt.store.new_children import NewChildren
from casemgmt.store.places import School, SchoolClass, class_named
from casemgmt.store.roster_lines import Line, Lines, read_lines
from casemgmt.store.rosters import LATER, RosterImport, RosterRow

ROWS_BETWEEN_REPORTS = 100
Report = Callable[[int], None]


class TakingOver:
    """One take-over: looks everything up once, then goes through the rows."""

    def __init__(self, ctx: Context, held: RosterImport, school: School, choice: TakeOver) -> None:
        self.ctx, self.held, self.school, self.choice = ctx, held, school, choice
        self.classes: dict[str, SchoolClass] = {}
        self.classes_made: list[UUID] = []
        self.taken: set[UUID] = set()
        self.new = NewChildren(ctx)
        self.rows: list[dict[str, Any]] = []

    def take(self, records: Sequence[ChildRecord], report: Report) -> tuple[Lines, Counter[str]]:
        """Take rows; returns them beside the register as it was, and how many became what."""
        lines = read_lines(self.ctx, self.held, records, self.choice.class_name.strip())
        counts: Counter[str] = Counter()
        for number, line in enumerate(lines.lines):
            counts[self._take_row(line, lines)] += 1
            if number % ROWS_BETWEEN_REPORTS == 0:
                report(number)
        return lines, counts

    def save(self) -> None:
        """Write what was gathered: new children and the rows of the list."""
        self.new.save()
        bulk.insert_rows(RosterRow, self.rows)
        told = [(row["row_number"], row["decision"], row["child_id"]) for row in self.rows]
        entry = {"rows": len(self.rows), "digest": audit.fingerprint(told)}
        audit.record_many(self.ctx, "roster_row.create", RosterRow.__tablename__, [(self.held.id, entry)])

    def _take_row(self, line: Line, lines: Lines) -> str:
        key = (line.record.sheet, line.record.row_number)
        child_id = line.child.id if line.child else None
        if line.decision.verdict is Verdict.NEAR:
            if key not in self.choice.near:
                self._note_row(line.record, LATER, None)
                return LATER
            child_id = self.choice.near[key]
            if child_id is not None:
                self._refuse_stranger(child_id, line, lines)
        if child_id is None:
            return self._take_new(line.record, lines)
        if child_id in self.taken:
            raise InvalidInput(problem="same_child_twice", field="row", row=line.record.row_number)
        self.taken.add(child_id)
        return self._take_known(lines.known.children[child_id], line.record, lines)

    def _refuse_stranger(self, child_id: UUID, line: Line, lines: Lines) -> None:
        """Only a child that was offered can be chosen, and by a school account only its own."""
        held_in = lines.enrolments.get(child_id)
        own = self.ctx.actor.school_id in {None, held_in.school_id if held_in else None}
        if not own or child_id not in {one.key for one in line.decision.near}:
            raise NotFound(kind="child")

    def _take_new(self, record: ChildRecord, lines: Lines) -> str:
        child_id = self.new.add(record, lines.known.place_of(record), self._class(record))
        self._note_row(record, Outcome.NEW, child_id, made_digest=self.new.digests[child_id])
        return Outcome.NEW

    def _take_known(self, child: Child, record: ChildRecord, lines: Lines) -> str:
        wanted = self.choice.overwrite.get((record.sheet, record.row_number), frozenset())
        chosen = [
            one
            for one in lines.known.changes(child, record)
            if one.kind is ChangeKind.FILL or one.field in wanted
        ]
        guardian = lines.known.apply(child, record, chosen)
        leaving = lines.enrolments.get(child.id)
        enrolment = register.enrol(child.id, self._class(record), leaving, self.ctx.today)
        touched = [one for one in (child, guardian, leaving, enrolment) if one is not None]
        row_id = next(self.new.ids)
        undo = roster_undo.seal_changes(row_id, touched) if chosen or enrolment else None
        what = Outcome.CHANGED if undo else Outcome.SAME
        self._note_row(record, what, child.id, id=row_id, undo_sealed=undo)
        return what

    def _note_row(self, record: ChildRecord, decision: str, child_id: UUID | None, **undo: Any) -> None:
        row = {
            "id": next(self.new.ids),
            "import_id": self.held.id,
            "sheet": record.sheet[:60],
            "row_number": record.row_number,
            "decision": str(decision),
            "child_id": child_id,
            "made_digest": None,
            "undo_sealed": None,
        }
        self.rows.append(row | undo)

    def _class(self, record: ChildRecord) -> SchoolClass:
        name = record.class_name or self.choice.class_name.strip()
        if not name:
            raise InvalidInput(problem="class_needed", field="class_name")
        if name not in self.classes:
            found, made = class_named(self.school, self.held.school_year, name)
            self.classes[name] = found
            self.classes_made += [found.id] if made else []
        return self.classes[name]


def waiting_keys(rows: Sequence[RosterRow]) -> set[RowKey]:
    """The rows of a list that still wait for a decision."""
    return {(one.sheet, one.row_number) for one in rows if one.decision == LATER}


def waiting_records(reading: RosterReading, rows: Sequence[RosterRow]) -> tuple[ChildRecord, ...]:
    """What was read in the rows that still wait."""
    keys = waiting_keys(rows)
    return tuple(one for one in reading.children if (one.sheet[:60], one.row_number) in keys)
