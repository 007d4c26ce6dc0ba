"""Taking over one class list, row by row, inside the transaction of the use case."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID, uuid4

from casemgmt.domain.context import Context
from casemgmt.domain.errors import InvalidInput, NotFound
from casemgmt.domain.matching import Decision, Verdict
from casemgmt.domain.rosters.records import ChildRecord, RosterReading
from casemgmt.domain.rosters.states import ImportState
from casemgmt.domain.rosters.taking import TakeOver
from casemgmt.domain.vietnamese.names import fold
from casemgmt.store import candidates, register
from casemgmt.store.children import Child, Enrolment
from casemgmt.store.db import session
from casemgmt.store.places import School, SchoolClass, class_named, neighbourhoods
from casemgmt.store.roster_readings import seal_reading
from casemgmt.store.rosters import RosterImport, RosterRow


class TakingOver:
    """One take-over: looks everything up once, then goes through the rows."""

    def __init__(self, ctx: Context, held: RosterImport, school: School, choice: TakeOver) -> None:
        self.ctx, self.held, self.school, self.choice = ctx, held, school, choice
        self.classes: dict[str, SchoolClass] = {}
        self.taken: set[UUID] = set()
        self.places = Counter(fold(one.name) for one in neighbourhoods(ctx))
        self.place_ids = {fold(one.name): one.id for one in neighbourhoods(ctx)}

    def take(self, reading: RosterReading) -> None:
        """Take every row and put the counts on the import."""
        decisions, known, enrolments = candidates.decide_rows(
            self.ctx, reading.children, self.school.id, self.held.school_year
        )
        counts: Counter[str] = Counter(rejected=len(reading.rejected))
        for record, decision in zip(reading.children, decisions, strict=True):
            counts[self._take_row(record, decision, known, enrolments)] += 1
        self.held.state, self.held.finished_at = ImportState.COMMITTED.value, self.ctx.now()
        self.held.school_id = self.school.id
        self.held.counts = dict(counts)
        self.held.classes = {str(one.id): one.name for one in self.classes.values()}
        # Numbers and telephones stand in the register now: the list keeps what was wrong with it.
        self.held.reading_sealed = seal_reading(self.held.id, replace(reading, children=()))

    def _take_row(
        self,
        record: ChildRecord,
        decision: Decision,
        known: Mapping[UUID, Child],
        enrolments: Mapping[UUID, Enrolment],
    ) -> str:
        key = (record.sheet, record.row_number)
        child_id = decision.same.key if decision.same else None
        what = decision.verdict.value
        if decision.verdict is Verdict.NEAR:
            if key not in self.choice.near:
                self._note_row(record, "later", None)
                return "later"
            child_id = self.choice.near[key]
            what = Verdict.SAME.value if child_id else Verdict.NEW.value
            if child_id is not None and child_id not in {one.key for one in decision.near}:
                raise NotFound(kind="child")
        place = self._neighbourhood(record)
        if child_id is None:
            child = register.new_child(self.ctx, record, place)
        else:
            assert isinstance(child_id, UUID)
            if child_id in self.taken:
                raise InvalidInput(problem="same_child_twice", field="row", row=record.row_number)
            self.taken.add(child_id)
            child = known[child_id]
            changed = register.fill_blanks(child, record, place)
            what = "changed" if changed else what
        moved = register.enrol(child.id, self._class(record), enrolments.get(child.id), self.ctx.today)
        what = "changed" if moved and what == Verdict.SAME.value else what
        self._note_row(record, what, child.id)
        return what

    def _note_row(self, record: ChildRecord, decision: str, child_id: UUID | None) -> None:
        session().add(
            RosterRow(
                id=uuid4(), import_id=self.held.id, sheet=record.sheet[:60], row_number=record.row_number,
                decision=decision, child_id=child_id,
            )
        )  # fmt: skip

    def _class(self, record: ChildRecord) -> SchoolClass:
        name = record.class_name or self.choice.class_name.strip()
        if not name:
            raise InvalidInput(problem="class_needed", field="class_name")
        if name not in self.classes:
            self.classes[name] = class_named(self.school, self.held.school_year, name)
        return self.classes[name]

    def _neighbourhood(self, record: ChildRecord) -> int | None:
        """The neighbourhood of that name, where the name leaves one; the old units repeat names."""
        name = fold(record.neighbourhood or "")
        return self.place_ids[name] if self.places[name] == 1 else None
