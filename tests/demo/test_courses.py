"""What becomes of a made-up referral: only steps a referral can take, on days a nurse works."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from casemgmt.demo.courses import close_forgotten, plan_course
from casemgmt.domain.instrument import ReferralLevel
from casemgmt.domain.referrals import ReferralState, may_move

ISSUED = date(2026, 9, 18)


@pytest.fixture(scope="module", params=["vision", "dental", "heart"])
def courses(request):
    return [plan_course(number, request.param, ReferralLevel.PRIORITY, ISSUED) for number in range(400)]


def test_every_step_follows_from_the_one_before(courses):
    chains = [[ReferralState.ISSUED, *(step.to for step in course)] for course in courses]

    assert [pair for chain in chains for pair in pairwise(chain) if not may_move(*pair)] == []


def test_steps_are_recorded_in_order_when_they_have_happened(courses):
    steps = [step for course in courses for step in course]

    assert [step for step in steps if not ISSUED <= step.happened_on <= step.recorded_on] == []
    assert [
        pair for course in courses for pair in pairwise(course) if pair[0].recorded_on > pair[1].recorded_on
    ] == []


def test_steps_are_recorded_on_the_days_when_the_nurse_does_it(courses):
    assert {step.recorded_on.weekday() for course in courses for step in course} <= {1, 4}


def test_referrals_end_in_every_way(courses):
    ends = Counter(course[-1].to if course else ReferralState.ISSUED for course in courses)

    assert set(ends) >= {
        ReferralState.TREATED,
        ReferralState.RULED_OUT,
        ReferralState.LOST,
        ReferralState.DECLINED,
    }
    assert ends[ReferralState.ISSUED] < len(courses) * 0.1


def test_an_urgent_visit_is_made_within_days():
    arrived = [
        step.happened_on
        for number in range(100)
        for step in plan_course(number, "vision", ReferralLevel.URGENT, ISSUED)[:1]
        if step.to is ReferralState.ARRIVED
    ]

    assert max(arrived) <= date(2026, 9, 20)


def test_a_referral_nobody_followed_is_closed_in_spring():
    step = close_forgotten(1, ISSUED, date(2026, 10, 2))

    assert step.to is ReferralState.LOST
    assert date(2027, 1, 1) < step.recorded_on < date(2027, 4, 1)
