"""Fills an empty database with the made-up ward, in the order in which things would have happened."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from flask import Flask

from casemgmt.config import BadInstallation
from casemgmt.demo.agenda import NOBODY, Agenda, acting
from casemgmt.demo.children import make_children
from casemgmt.demo.decisions import decide_waiting, plan_sessions
from casemgmt.demo.follow_up import FollowUp
from casemgmt.demo.places import WARD_ID, YEARS
from casemgmt.demo.register import Register, write_new_certificates, write_places, write_school_year
from casemgmt.demo.screening import Screening, newly_loud
from casemgmt.demo.sign_ins import SignIns, add_accounts, make_sign_ins, write_sign_ins
from casemgmt.demo.timetable import PlannedDay, moment, next_workday, plan_past_year, plan_this_year
from casemgmt.domain.context import Actor, Role
from casemgmt.domain.dates import SCHOOL_YEAR_TURNS, school_year, school_year_label
from casemgmt.services.installation import prepare_ward
from casemgmt.store import audit
from casemgmt.store.accounts import any_user
from casemgmt.store.db import transaction
from casemgmt.store.keys import settings
from casemgmt.store.places import all_schools
from casemgmt.store.trail_lists import entries_page

Progress = Callable[[int, int, str], None]
FILLED = "demo.filled"
NOT_EMPTY = (
    "Cơ sở dữ liệu này đã có dữ liệu nên không thể tạo phường mẫu trong đó. "
    "Hãy chọn thư mục khác bằng biến CASEMGMT_INSTANCE, hoặc bỏ biến CASEMGMT_DATABASE_URL."
)
_ANY_TIME = moment(date(2000, 1, 1), 0)


def fill_ward(app: Flask, today: date, progress: Progress, scale: float = 1.0) -> SignIns:
    """Fill an empty database; the last thing written is the mark that it is whole.

    Args:
        today: everything happens before this day.
        progress: called with the steps taken, all steps, and the name of the step, in Vietnamese.
        scale: 1 for 1,200 children.

    Returns:
        The accounts with their fresh passphrase, kept also in the instance folder.

    Raises:
        BadInstallation: the database holds schools or accounts already.
    """
    refuse_full(app)
    with app.app_context():
        now = moment(today, 0, 1)
        year = school_year(today)
        made = make_sign_ins()
        with _without_collection():
            _Filling(Register(year, today, make_children(year, scale)), progress).run(made)
        write_sign_ins(settings().instance, made)
        with transaction(acting(NOBODY, now)):
            audit.note(acting(NOBODY, now), FILLED, "ward", WARD_ID)
    return made


def is_filled(app: Flask) -> bool:
    """Whether the database holds the whole made-up ward."""
    with app.app_context():
        _entries, number = entries_page(acting(NOBODY, _ANY_TIME), FILLED, "", 0, 1)
    return number > 0


def refuse_full(app: Flask) -> None:
    """Refuse to make up children beside what is there already.

    Raises:
        BadInstallation: there are schools or accounts.
    """
    with app.app_context():
        if any_user() or all_schools(acting(NOBODY, _ANY_TIME)):
            raise BadInstallation(NOT_EMPTY)


@dataclass
class _Filling:
    """One run: the plan, and how far it is."""

    register: Register
    progress: Progress
    plans: list[PlannedDay] = field(init=False)
    agenda: Agenda = field(init=False)
    taken: int = 0

    def __post_init__(self) -> None:
        self.plans = _plan_days(self.register)
        self.agenda = Agenda(moment(self.register.today, 0))

    def run(self, made: SignIns) -> None:
        """Places and accounts first, then the three years as they went by."""
        first = moment(self._enrols(YEARS - 1), 7)
        self._step("Tạo tổ dân phố và trường")
        prepare_ward(acting(NOBODY, first))
        write_places(acting(NOBODY, first))
        self._step("Tạo tài khoản dùng thử")
        users = add_accounts(acting(NOBODY, first), made)
        self._plan_years()
        self._plan_days(_actor(users, Role.HEALTH_STATION))
        self._plan_decisions(_actor(users, Role.SOCIAL_WORKER))
        self.agenda.run()
        self._step("Hoàn tất phường mẫu")

    def _plan_years(self) -> None:
        for years_ago in range(YEARS - 1, -1, -1):
            self.agenda.add(moment(self._enrols(years_ago), 8), partial(self._enrol, years_ago))
        new_year = next_workday(date(self.register.this_year + 1, 1, 11))
        self.agenda.add(
            moment(new_year, 9), lambda at: write_new_certificates(acting(NOBODY, at), self.register)
        )

    def _plan_days(self, nurse: Actor) -> None:
        loud = {years_ago: newly_loud(self.register, self.plans, years_ago) for years_ago in range(YEARS)}
        screening = Screening(self.register, nurse, self.agenda, FollowUp(nurse, self.agenda), loud)
        for plan in self.plans:
            self.agenda.add(moment(plan.held_on, 8), partial(self._examine, screening, plan))

    def _plan_decisions(self, worker: Actor) -> None:
        year = self.register.this_year
        for day in plan_sessions(year, YEARS, self.register.today):
            self.agenda.add(moment(day, 10), partial(decide_waiting, worker, year))

    def _enrols(self, years_ago: int) -> date:
        usual = date(self.register.this_year - years_ago, *SCHOOL_YEAR_TURNS)
        return min(usual, self.register.today - timedelta(days=1))

    def _enrol(self, years_ago: int, at: datetime) -> None:
        self._step(f"{self._label(years_ago)}: ghi danh trẻ vào lớp")
        write_school_year(acting(NOBODY, at), self.register, years_ago)

    def _examine(self, screening: Screening, plan: PlannedDay, at: datetime) -> None:
        self._step(f"{self._label(plan.years_ago)}: khám lớp {plan.one.name}")
        screening.examine(plan, at)

    def _label(self, years_ago: int) -> str:
        return school_year_label(self.register.this_year - years_ago)

    def _step(self, name: str) -> None:
        """Tell that a step begins; the last one is the end."""
        total = len(self.plans) + YEARS + 2
        self.progress(min(self.taken, total), total, name)
        self.taken += 1


@contextmanager
def _without_collection() -> Iterator[None]:
    """Nothing made here is left in circles: searching for them would take a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _plan_days(register: Register) -> list[PlannedDay]:
    year = register.this_year
    found = plan_this_year(list(register.classes(0)), year, register.today)
    for years_ago in range(1, YEARS):
        found += plan_past_year(list(register.classes(years_ago)), year - years_ago, years_ago)
    return found


def _actor(users: Mapping[Role, UUID], role: Role) -> Actor:
    return Actor(user_id=users[role], role=role, ward_id=WARD_ID)
