"""Which class is examined on which day; this year some are half done and some not begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from casemgmt.demo.places import DemoClass
from casemgmt.domain.context import LOCAL_TIME
from casemgmt.domain.dates import SCHOOL_YEAR_TURNS

SCHOOL_BEGINS = (8, 25)
_FIRST_DAY, _LAST_DAY = (9, 8), (11, 27)
_OF_HUNDRED_BEGUN, _OF_HUNDRED_HALF_DONE = 82, 11
_LONGEST_QUEUE = 3  # classes a day, where the year is young
_HALF = 0.55
_FORTNIGHT = timedelta(days=14)
_SATURDAY = 5
_DESK_DAYS = (1, 4)  # Tuesday and Friday


@dataclass(frozen=True)
class PlannedDay:
    """One class on one day; ``share`` of its children are examined, in the order of the sheet."""

    one: DemoClass
    years_ago: int
    held_on: date
    share: float = 1.0


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of the day in Vietnam."""
    return datetime.combine(day, time(hour, minute), LOCAL_TIME)


def workdays(first: date, last: date) -> list[date]:
    """Monday to Friday, both ends included."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [day for day in days if day.weekday() < _SATURDAY]


def next_workday(day: date) -> date:
    """The day itself or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= _SATURDAY else 0)


def next_desk_day(day: date) -> date:
    """The day itself or the next Tuesday or Friday, when the nurse brings the referrals up to date."""
    return day + timedelta(days=min((wanted - day.weekday()) % 7 for wanted in _DESK_DAYS))


def plan_past_year(classes: Sequence[DemoClass], year: int, years_ago: int) -> list[PlannedDay]:
    """Every class of an earlier school year, spread over the autumn."""
    days = workdays(date(year, *_FIRST_DAY), date(year, *_LAST_DAY))
    return [
        PlannedDay(one, years_ago, days[place * len(days) // len(classes)])
        for place, one in enumerate(_mixed(classes))
    ]


def plan_this_year(classes: Sequence[DemoClass], year: int, today: date) -> list[PlannedDay]:
    """The classes begun before today: most done, the latest half done, the others not there."""
    days = _days_so_far(year, today)
    begun = min(max(1, len(classes) * _OF_HUNDRED_BEGUN // 100), _LONGEST_QUEUE * len(days))
    half_done = max(1, len(classes) * _OF_HUNDRED_HALF_DONE // 100)
    return [
        PlannedDay(one, 0, days[place * len(days) // begun], _HALF if place >= begun - half_done else 1.0)
        for place, one in enumerate(_mixed(classes)[:begun])
    ]


def _days_so_far(year: int, today: date) -> list[date]:
    """The working days of the season before today; while the year is young the season begins earlier."""
    last = min(today - timedelta(days=1), date(year, *_LAST_DAY))
    begins = [
        date(year, *one) for one in (_FIRST_DAY, SCHOOL_BEGINS) if last >= date(year, *one) + _FORTNIGHT
    ]
    return workdays(begins[0] if begins else date(year, *SCHOOL_YEAR_TURNS), last)


def _mixed(classes: Sequence[DemoClass]) -> list[DemoClass]:
    """One class of each school in turn, so that every school is begun."""
    turns: dict[int, list[DemoClass]] = {}
    for one in classes:
        turns.setdefault(one.school.school_id, []).append(one)
    longest = max(map(len, turns.values()), default=0)
    ordered = [
        (place * longest / len(of_school), school_id, one)
        for school_id, of_school in turns.items()
        for place, one in enumerate(of_school)
    ]
    return [one for _turn, _school, one in sorted(ordered, key=lambda each: each[:2])]
