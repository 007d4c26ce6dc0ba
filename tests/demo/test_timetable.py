"""The days on which made-up classes are examined."""

from collections import Counter
from datetime import date

import pytest

from casemgmt.demo.places import LOWER_SECONDARY, PRIMARY, DemoClass
from casemgmt.demo.timetable import next_desk_day, next_workday, plan_past_year, plan_this_year

CLASSES = [
    *(DemoClass(PRIMARY, stage, letter) for stage in range(3, 8) for letter in "ABCD"),
    *(DemoClass(LOWER_SECONDARY, stage, letter) for stage in range(8, 12) for letter in "ABC"),
]


def test_every_class_of_a_past_year_has_one_day_in_autumn():
    planned = plan_past_year(CLASSES, 2025, 1)

    assert Counter(plan.one for plan in planned) == Counter(CLASSES)
    assert {plan.held_on.weekday() for plan in planned} <= {0, 1, 2, 3, 4}
    assert date(2025, 9, 1) < min(plan.held_on for plan in planned) < max(plan.held_on for plan in planned)
    assert max(plan.held_on for plan in planned) < date(2025, 12, 1)


@pytest.mark.parametrize(
    "today",
    [
        pytest.param(date(2026, 9, 4), id="the first weeks of the year"),
        pytest.param(date(2026, 10, 5), id="early in the season"),
        pytest.param(date(2026, 11, 23), id="late in the season"),
        pytest.param(date(2027, 4, 12), id="in spring"),
    ],
)
def test_this_year_most_classes_are_done_some_half_and_some_not_begun(today):
    planned = plan_this_year(CLASSES, 2026, today)
    half = [plan for plan in planned if plan.share < 1]

    assert len(CLASSES) * 0.6 < len(planned) < len(CLASSES)
    assert 2 <= len(half) <= 5
    assert max(plan.held_on for plan in planned) < today
    assert min(plan.held_on for plan in half) >= max(plan.held_on for plan in planned if plan.share == 1)


def test_on_the_first_day_of_the_school_year_nothing_is_begun():
    assert plan_this_year(CLASSES, 2026, date(2026, 8, 1)) == []


def test_every_school_is_begun_early():
    first = plan_this_year(CLASSES, 2026, date(2026, 11, 23))[:4]

    assert {plan.one.school for plan in first} == {PRIMARY, LOWER_SECONDARY}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2026, 11, 20), date(2026, 11, 20), id="a Friday stays"),
        pytest.param(date(2026, 11, 21), date(2026, 11, 23), id="a Saturday becomes Monday"),
        pytest.param(date(2026, 11, 22), date(2026, 11, 23), id="a Sunday becomes Monday"),
    ],
)
def test_the_next_working_day(day, expected):
    assert next_workday(day) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2026, 11, 17), date(2026, 11, 17), id="a Tuesday stays"),
        pytest.param(date(2026, 11, 18), date(2026, 11, 20), id="a Wednesday becomes Friday"),
        pytest.param(date(2026, 11, 21), date(2026, 11, 24), id="a Saturday becomes Tuesday"),
    ],
)
def test_the_next_day_for_referrals(day, expected):
    assert next_desk_day(day) == expected
