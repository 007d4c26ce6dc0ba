"""Taking over one class list, row by row, inside the transaction of the use case."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from casemgmt.domain.context import Context
from casemgmt.domain.errors import Conflict, InvalidInput, NotFound
from casemgmt.domain.matching import Verdict
from casemgmt.domain.rosters.changes import Change, ChangeKind, Outcome
from casemgmt.domain.rosters.records import ChildRecord
from casemgmt.domain.rosters.taking import TakeOver
from casemgmt.store import audit, bulk, register, roster_undo
from casemgmt.store.new_children import NewChildren
from casemgmt.store.places import School, SchoolClass, class_named
from casemgmt.store.roster_lines import Effect, Line, Lines, read_lines
from casemgmt.store.rosters import LATER, RosterImport, RosterRow

ROWS_BETWEEN_REPORTS = 100
Report = Callable[[int], None]


class TakingOver:
    """One take-over: looks everything up once, then goes through the rows.

    Attributes:
        since: where rows are decided after the list was saved: the day of that. Who was put into a
            class from then on stays there, and every row needs an answer.
    """

    def __init__(
        self, ctx: Context, held: RosterImport, school: School, choice: TakeOver, since: date | None = None
    ) -> None:
        self.ctx, self.held, self.school, self.choice, self.since = ctx, held, school, choice, since
        self.classes: dict[str, SchoolClass] = {}
        self.classes_made: list[UUID] = []
        self.taken: set[UUID] = set()
        self.new = NewChildren(ctx)
        self.rows: list[dict[str, Any]] = []

    def take(self, records: Sequence[ChildRecord], report: Report) -> tuple[Lines, Counter[str]]:
        """Take rows; returns them beside the register as it was, and how many became what."""
        lines = read_lines(self.ctx, self.held, records)
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
        child_id = line.same.child.id if line.same else None
        if key in self.choice.near:
            child_id = self._answered(line, self.choice.near[key], lines)
        elif line.decision.verdict is Verdict.NEAR:
            self._note_row(line.record, LATER, None)
            return LATER
        if child_id is None:
            return self._take_new(line.record, lines)
        if child_id in self.taken:
            raise InvalidInput(problem="same_child_twice", field="row", row=line.record.row_number)
        self.taken.add(child_id)
        return self._take_known(line.effects[child_id], line.record, lines)

    def _answered(self, line: Line, answer: UUID | None, lines: Lines) -> UUID | None:
        """A person's answer holds, or is refused where the question is no longer the same."""
        asked = self.since is not None or line.decision.verdict is not Verdict.SAME
        if answer is None:
            if not asked:
                raise Conflict(current={"row": line.record.row_number})
            return None
        if answer not in line.effects:
            raise Conflict(current={"row": line.record.row_number})
        held_in = lines.enrolments.get(answer)
        if self.ctx.actor.school_id not in {None, held_in.school_id if held_in else None}:
            raise NotFound(kind="child")
        return answer

    def _take_new(self, record: ChildRecord, lines: Lines) -> str:
        place = lines.known.place_of(record)
        child_id = self.new.add(lines.known.without_held_number(record, None), place, self._class(record))
        self._note_row(record, Outcome.NEW, child_id, made_digest=self.new.digests[child_id])
        return Outcome.NEW

    def _take_known(self, effect: Effect, record: ChildRecord, lines: Lines) -> str:
        child, chosen = effect.child, self._chosen(effect, record)
        guardian = lines.known.apply(child, record, chosen)
        leaving, into = lines.enrolments.get(child.id), self._class(record)
        newer = self.since is not None and leaving is not None and leaving.from_date >= self.since
        enrolment = None if newer else register.enrol(child.id, into, leaving, self.ctx.today)
        touched = [one for one in (child, guardian, leaving, enrolment) if one is not None]
        row_id = next(self.new.ids)
        undo = roster_undo.seal_changes(row_id, touched) if chosen or enrolment else None
        what = Outcome.CHANGED if undo else Outcome.SAME
        self._note_row(record, what, child.id, id=row_id, undo_sealed=undo)
        return what

    def _chosen(self, effect: Effect, record: ChildRecord) -> list[Change]:
        """What is filled in, and what a person chose to overwrite as it was shown."""
        wanted = self.choice.overwrite.get((record.sheet, record.row_number), {})
        for one in effect.changes:
            if wanted.get(one.field) and wanted[one.field] != digest_of(one):
                raise Conflict(current={"row": record.row_number})
        return [one for one in effect.changes if one.kind is ChangeKind.FILL or one.field in wanted]

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
        name = record.class_name or self.held.class_name
        if not name:
            raise InvalidInput(problem="class_needed", field="class_name")
        if name not in self.classes:
            found, made = class_named(self.school, self.held.school_year, name)
            self.classes[name] = found
            self.classes_made += [found.id] if made else []
        return self.classes[name]


def digest_of(change: Change) -> str:
    """A digest of what the register says, for noticing that it was changed meanwhile."""
    return audit.fingerprint([change.field, change.before])
