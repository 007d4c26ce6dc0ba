"""Examines the classes of the made-up ward through the same use cases as the pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from math import ceil
from uuid import UUID

from casemgmt.demo.agenda import Agenda, acting
from casemgmt.demo.chance import dice, make_id
from casemgmt.demo.children import DemoChild, by_name
from casemgmt.demo.follow_up import FollowUp
from casemgmt.demo.readings import instruments_of, is_absent, read_all, slip_of
from casemgmt.demo.register import Register
from casemgmt.demo.timetable import PlannedDay, moment, next_workday
from casemgmt.demo.visit import Visit
from casemgmt.domain.circumstances import IN_POVERTY
from casemgmt.domain.context import Actor
from casemgmt.domain.dates import completed_months
from casemgmt.services.days import start_day
from casemgmt.services.screening import InstrumentCells, RowSave, record_rows

Cells = Mapping[str, Mapping[str, str]]
_LOUD_AND_POOR = {0: 5, 1: 3, 2: 3}


@dataclass(frozen=True)
class Screening:
    """Who examines whom.

    Attributes:
        loud: years ago -> numbers of the children in whom a loud murmur is heard first then.
    """

    register: Register
    nurse: Actor
    agenda: Agenda
    follow_up: FollowUp
    loud: Mapping[int, frozenset[int]]

    def examine(self, plan: PlannedDay, at: datetime) -> None:
        """Open the sheet of a class, type it in, and put what follows on the agenda."""
        ctx = acting(self.nurse, at)
        class_id = self.register.class_id(plan.one, plan.years_ago)
        day_id = start_day(ctx, class_id, plan.held_on, instruments_of(plan.years_ago))
        typed = {child: read_all(self._visit(child, plan)) for child in self._present(plan)}
        slips = self._slips(plan, typed)
        rows = [_row(child, plan, {**cells, **slips.get(child, {})}) for child, cells in typed.items()]
        record_rows(ctx, day_id, tuple(rows))
        for child in slips:
            self._correct_later(plan, day_id, child, typed[child]["vision"])
        self.follow_up.begin(ctx, plan, typed, frozenset((child.number, "vision") for child in slips))

    def _present(self, plan: PlannedDay) -> list[DemoChild]:
        """In the order of the sheet, as far as the nurse came."""
        children = sorted(self.register.classes(plan.years_ago)[plan.one], key=by_name)
        reached = children[: ceil(len(children) * plan.share)]
        return [child for child in reached if not is_absent(self._visit(child, plan))]

    def _visit(self, child: DemoChild, plan: PlannedDay) -> Visit:
        age = completed_months(child.born, plan.held_on)
        loud = child.number in self.loud[plan.years_ago]
        return Visit(child.number, age, child.sex, plan.years_ago, loud)

    def _slips(self, plan: PlannedDay, typed: Mapping[DemoChild, Cells]) -> dict[DemoChild, Cells]:
        """Children whose sight is typed wrong at first; only where there is a next day to mend it."""
        if moment(_day_after(plan), 8) >= self.agenda.until:
            return {}
        eyes = {child: cells["vision"] for child, cells in typed.items() if "vision" in cells}
        wrong = {child: slip_of(self._visit(child, plan), cells) for child, cells in eyes.items()}
        return {child: {"vision": cells} for child, cells in wrong.items() if cells}

    def _correct_later(
        self, plan: PlannedDay, day_id: UUID, child: DemoChild, right: Mapping[str, str]
    ) -> None:
        row = _row(child, plan, {"vision": right}, seen=1)
        self.agenda.add(moment(_day_after(plan), 8, 30), partial(self._record, day_id, row))

    def _record(self, day_id: UUID, row: RowSave, at: datetime) -> None:
        record_rows(acting(self.nurse, at), day_id, (row,))


def newly_loud(register: Register, plans: Iterable[PlannedDay], years_ago: int) -> frozenset[int]:
    """A few children in whom a loud murmur is heard first in a year: most of poor households.

    Without them a made-up ward of this size would have nearly nothing for the social worker.
    """
    seen = [
        child
        for plan in plans
        if plan.years_ago == years_ago and plan.share == 1
        for child in register.classes(years_ago)[plan.one]
        if not is_absent(
            Visit(child.number, completed_months(child.born, plan.held_on), child.sex, years_ago)
        )
    ]
    drawn = sorted(seen, key=lambda child: dice("newly loud", child.number, years_ago).random())
    one_a_family = list({child.family: child for child in drawn}.values())
    means = {child.number: child.family.poverty(years_ago) for child in one_a_family}
    poor = [number for number, status in means.items() if status in IN_POVERTY]
    unknown = [number for number, status in means.items() if status is None]
    return frozenset(poor[: _LOUD_AND_POOR[years_ago]] + unknown[:1])


def _row(child: DemoChild, plan: PlannedDay, cells: Cells, seen: int = 0) -> RowSave:
    key = make_id(dice("save", child.number, plan.years_ago, seen)).hex
    typed = {code: InstrumentCells(fields, seen) for code, fields in cells.items()}
    return RowSave(child.child_id, key, typed)


def _day_after(plan: PlannedDay) -> date:
    return next_workday(plan.held_on + timedelta(days=1))
