"""From findings to one referral with a due date, and the steps it may take."""

from datetime import date

import pytest

from casemgmt.domain.instrument import Destination, Finding, Interpretation, ReferralLevel, Severity, Status
from casemgmt.domain.referrals import NEXT, WAITING, ReferralState, is_overdue, may_move, need_from

DAY = date(2026, 10, 12)


def finding(level, because="vì", destination=Destination.EYE_CLINIC, recheck_days=None):
    return Finding("x", Severity.MINOR, ReferralLevel(level), because, "nguồn", destination, "", recheck_days)


def need(*findings):
    return need_from("vision", Interpretation(Status.COMPLETE, findings=findings), DAY)


@pytest.mark.parametrize(
    ("level", "due"),
    [
        pytest.param("emergency", date(2026, 10, 12), id="emergency: the same day"),
        pytest.param("urgent", date(2026, 10, 15), id="urgent: three days"),
        pytest.param("priority", date(2026, 10, 26), id="priority: fourteen days"),
        pytest.param("routine", date(2026, 11, 11), id="routine: thirty days"),
    ],
)
def test_the_window_follows_the_level(level, due):
    assert need(finding(level)).due_on == due


def test_no_finding_or_one_that_can_wait_is_no_referral():
    assert need() is None
    assert need(finding("none")) is None


def test_several_findings_are_one_referral_at_the_highest_level_with_every_reason():
    found = need(finding("routine", "b"), finding("urgent", "a", Destination.GENERAL_HOSPITAL))

    assert (found.level, found.destination) == (ReferralLevel.URGENT, Destination.GENERAL_HOSPITAL)
    assert found.because == ("a", "b")


def test_a_recheck_is_due_when_its_finding_says():
    assert need(finding("recheck", recheck_days=90)).due_on == date(2027, 1, 10)


@pytest.mark.parametrize(
    ("today", "overdue"),
    [
        pytest.param(date(2026, 10, 14), False, id="the day before"),
        pytest.param(date(2026, 10, 15), False, id="the due day itself"),
        pytest.param(date(2026, 10, 16), True, id="the day after"),
    ],
)
def test_a_waiting_referral_is_overdue_from_the_day_after(today, overdue):
    assert is_overdue(ReferralState.INFORMED, date(2026, 10, 15), today) is overdue


@pytest.mark.parametrize("state", sorted(set(ReferralState) - WAITING))
def test_what_does_not_wait_is_never_overdue(state):
    assert not is_overdue(state, date(2026, 1, 1), DAY)


def test_every_state_has_its_next_steps():
    assert set(NEXT) == set(ReferralState)
    assert not may_move(ReferralState.TREATED, ReferralState.ISSUED)
