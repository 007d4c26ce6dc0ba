"""Screening days: starting one for a class, and what its sheet shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from casemgmt.domain.circumstances import Poverty
from casemgmt.domain.context import Context
from casemgmt.domain.dates import completed_months, school_year
from casemgmt.domain.errors import InvalidInput, WrongStep
from casemgmt.domain.instrument import ReferralLevel, Status
from casemgmt.domain.instruments import all_instruments
from casemgmt.domain.referrals import ReferralState
from casemgmt.domain.screening import DayState, ObservationKind
from casemgmt.store import audit
from casemgmt.store.children import Child, children_of_class, poverty_of
from casemgmt.store.db import session, transaction
from casemgmt.store.places import classes_of, get_class
from casemgmt.store.screening import (
    Examination,
    Observation,
    ScreeningDay,
    campaign_of_year,
    day_of_class,
    get_day,
)
from casemgmt.store.sheets import (
    SheetChild,
    class_and_school,
    class_sizes,
    lines_of_day,
    not_on_sheet,
    progress_of_days,
)


@dataclass(frozen=True)
class ShownFinding:
    """A finding as the row shows it."""

    kind: str
    site: str
    level: ReferralLevel
    because: str
    source: str


@dataclass(frozen=True)
class ShownInstrument:
    """What is in force for one instrument of one child.

    Attributes:
        typed: field code -> text as typed.
        measures: how the derived values read, in order.
        due_on: last day of the referral, None without one.
    """

    save_no: int
    status: Status
    typed: Mapping[str, str]
    measures: tuple[str, ...] = ()
    findings: tuple[ShownFinding, ...] = ()
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    level: ReferralLevel = ReferralLevel.NONE
    due_on: date | None = None


@dataclass(frozen=True)
class SheetLine:
    """One child of the sheet."""

    child_id: UUID
    full_name: str
    birth_date: date | None
    birth_precision: str
    sex: str | None
    age_months: int | None
    instruments: Mapping[str, ShownInstrument]


@dataclass(frozen=True)
class Sheet:
    """A class sheet: whose, when, which columns, and its lines."""

    day_id: UUID
    class_id: UUID
    class_name: str
    school_name: str
    held_on: date
    instruments: tuple[str, ...]
    is_open: bool
    lines: tuple[SheetLine, ...]
    newcomers: int


@dataclass(frozen=True)
class ClassLine:
    """One class in the list: its size, and its newest screening day if any."""

    class_id: UUID
    class_name: str
    school_name: str
    children: int
    day_id: UUID | None
    held_on: date | None
    on_sheet: int
    examined: int


def list_classes(ctx: Context, year: int | None = None) -> list[ClassLine]:
    """The classes of a school year (default: this one) with how far their screening is."""
    wanted = year if year is not None else school_year(ctx.today)
    sizes, days = class_sizes(ctx, wanted), progress_of_days(ctx, wanted)
    lines = []
    for one, school in classes_of(ctx, wanted):
        day_id, held_on, on_sheet, examined = days.get(one.id, (None, None, 0, 0))
        lines.append(
            ClassLine(
                one.id, one.name, school.name, sizes.get(one.id, 0), day_id, held_on, on_sheet, examined
            )
        )
    return lines


def start_day(ctx: Context, class_id: UUID, held_on: date, instruments: tuple[str, ...]) -> UUID:
    """Open the sheet of a class for a day; asked twice, the same sheet is given, with the columns it lacks.

    Age, sex, class, neighbourhood and poverty of every child are frozen as they are on that day.

    Raises:
        NotFound: the class is not there for this actor.
        InvalidInput: no instrument, an unknown one, or a day in the future.
    """
    if not instruments or set(instruments) - set(all_instruments()):
        raise InvalidInput(problem="instrument_needed", field="instruments")
    if held_on > ctx.today:
        raise InvalidInput(problem="future_day", field="held_on")
    with transaction(ctx):
        one, _school = get_class(ctx, class_id)
        same = day_of_class(class_id, held_on)
        if same is not None:
            _add_columns(same, instruments)
            return same.id
        campaign = campaign_of_year(ctx, one.school_year)
        day = ScreeningDay(
            id=uuid4(),
            ward_id=one.ward_id,
            campaign_id=campaign.id,
            class_id=one.id,
            school_id=one.school_id,
            held_on=held_on,
            instruments=list(instruments),
            state=DayState.OPEN.value,
        )
        session().add(day)
        session().add_all(_examinations(day, children_of_class(ctx, class_id)))
    return day.id


def _add_columns(day: ScreeningDay, instruments: tuple[str, ...]) -> None:
    """What was ticked now and has no column yet gets one; a closed day stays as it is."""
    missing = [code for code in instruments if code not in day.instruments]
    if missing and DayState(day.state) is DayState.OPEN:
        day.instruments = [*day.instruments, *missing]


def add_newcomers(ctx: Context, day_id: UUID) -> int:
    """Put children who joined the class after the sheet was opened on it; returns how many.

    Raises:
        NotFound: the day is not there for this actor.
        WrongStep: the day is closed.
    """
    with transaction(ctx):
        day = get_day(ctx, day_id)
        if DayState(day.state) is not DayState.OPEN:
            raise WrongStep(problem="day_closed")
        newcomers = not_on_sheet(ctx, day)
        session().add_all(_examinations(day, newcomers))
    return len(newcomers)


def _examinations(day: ScreeningDay, children: list[Child]) -> list[Examination]:
    households = {child.household_id for child in children if child.household_id is not None}
    poverty = poverty_of(households, day.held_on.year)
    return [
        Examination(
            id=uuid4(),
            ward_id=day.ward_id,
            campaign_id=day.campaign_id,
            day_id=day.id,
            child_id=child.id,
            examined_on=day.held_on,
            age_months=_age(child, day.held_on),
            sex=child.sex,
            school_id=day.school_id,
            class_id=day.class_id,
            neighbourhood_id=child.neighbourhood_id,
            poverty=(poverty.get(child.household_id) if child.household_id else None)
            or Poverty.UNKNOWN.value,
        )
        for child in children
    ]


def _age(child: Child, on: date) -> int | None:
    """Completed months; None where the birth date is not known to the month or lies after the day."""
    if child.birth_date is None or child.birth_precision == "year" or child.birth_date > on:
        return None
    return completed_months(child.birth_date, on)


def open_sheet(ctx: Context, day_id: UUID) -> Sheet:
    """The sheet of a day with everything in force; the view is put on record.

    Raises:
        NotFound: the day is not there for this actor.
    """
    day = get_day(ctx, day_id)
    one, school = class_and_school(day)
    sheet = Sheet(
        day_id=day.id,
        class_id=one.id,
        class_name=one.name,
        school_name=school.name,
        held_on=day.held_on,
        instruments=tuple(day.instruments),
        is_open=day.state == DayState.OPEN.value,
        lines=tuple(_line(line) for line in lines_of_day(ctx, day)),
        newcomers=len(not_on_sheet(ctx, day)),
    )
    with transaction(ctx):
        audit.note(ctx, "sheet.read", "screening_day", day_id)
    return sheet


def _line(line: SheetChild) -> SheetLine:
    child, examination = line.child, line.examination
    due = {one.instrument: one.due_on for one in line.referrals if one.state != ReferralState.WITHDRAWN.value}
    by_instrument: dict[str, list[Observation]] = {}
    for row in line.observations:
        by_instrument.setdefault(row.instrument, []).append(row)
    return SheetLine(
        child_id=child.id,
        full_name=child.full_name,
        birth_date=child.birth_date,
        birth_precision=child.birth_precision,
        sex=examination.sex,
        age_months=examination.age_months,
        instruments={code: _shown(rows, due.get(code)) for code, rows in by_instrument.items()},
    )


def _shown(rows: list[Observation], due_on: date | None) -> ShownInstrument:
    of: dict[str, list[Observation]] = {kind.value: [] for kind in ObservationKind}
    for row in rows:
        of[row.kind].append(row)
    header = of[ObservationKind.SAVE][0]
    return ShownInstrument(
        save_no=header.save_no,
        status=Status(header.choice or Status.NOT_EXAMINED),
        typed={row.code: row.typed or "" for row in of[ObservationKind.ANSWER]},
        measures=tuple(row.typed for row in of[ObservationKind.MEASURE] if row.typed),
        findings=tuple(_finding(row) for row in of[ObservationKind.FINDING]),
        missing=tuple(header.detail["missing"]),
        warnings=tuple(header.detail["warnings"]),
        level=ReferralLevel(header.level or ReferralLevel.NONE),
        due_on=due_on,
    )


def _finding(row: Observation) -> ShownFinding:
    detail: Mapping[str, Any] = row.detail
    return ShownFinding(
        kind=row.code,
        site=row.site,
        level=ReferralLevel(row.level or ReferralLevel.NONE),
        because=detail["because"],
        source=detail["source"],
    )
