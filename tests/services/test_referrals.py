"""Following referrals: the list, the file of one, and its steps."""

from datetime import timedelta

import pytest

from casemgmt.domain.errors import Conflict, InvalidInput, NotFound, WrongStep
from casemgmt.domain.referrals import ReferralState
from casemgmt.services.referrals import Move, list_referrals, move_referral, open_referral
from casemgmt.services.screening import record_rows
from tests.factories import make_child, open_day, row

S = ReferralState
WEAK = {"va_right_uncorrected": "5", "va_left_uncorrected": "10"}


@pytest.fixture
def referral(nurse, place):
    minh = make_child(nurse, place)
    record_rows(nurse, open_day(nurse, place), (row(minh, vision=WEAK),))
    return list_referrals(nurse, None, 1).lines[0]


def move(ctx, referral, to, version=1, note="", days=0):
    move_referral(ctx, referral.referral_id, Move(to, ctx.today - timedelta(days=days), note, version))


def test_a_referral_goes_its_way_and_every_step_is_kept(nurse, referral):
    for number, to in enumerate((S.INFORMED, S.ARRIVED, S.CONFIRMED, S.TREATED), start=1):
        move(nurse, referral, to, version=number)

    file = open_referral(nurse, referral.referral_id)
    assert file.referral.state is S.TREATED
    assert [step.to_state for step in file.steps] == [S.INFORMED, S.ARRIVED, S.CONFIRMED, S.TREATED]
    assert file.next_states == ()


def test_the_list_shows_what_somebody_still_has_to_follow(nurse, referral):
    move(nurse, referral, S.LOST)

    assert list_referrals(nurse, None, 1).lines == ()
    assert len(list_referrals(nurse, S.LOST, 1).lines) == 1


def test_the_same_step_sent_twice_stands_once(nurse, referral):
    move(nurse, referral, S.INFORMED, note="gọi điện")
    move(nurse, referral, S.INFORMED, note="gọi điện")

    assert len(open_referral(nurse, referral.referral_id).steps) == 1


def test_the_second_of_two_people_is_told(nurse, referral):
    move(nurse, referral, S.INFORMED)

    with pytest.raises(Conflict):
        move(nurse, referral, S.DECLINED)


@pytest.mark.parametrize("to", [S.TREATED, S.CONFIRMED, S.ISSUED, S.WITHDRAWN])
def test_a_step_that_leaves_one_out_is_refused(nurse, referral, to):
    with pytest.raises(WrongStep):
        move(nurse, referral, to)


@pytest.mark.parametrize("days", [-1, 1], ids=["tomorrow", "before the examination"])
def test_a_step_on_an_impossible_day_is_refused(nurse, referral, days):
    with pytest.raises(InvalidInput):
        move(nurse, referral, S.INFORMED, days=days)


def test_a_visit_before_the_sheet_was_typed_is_taken(nurse, place, clock):
    minh = make_child(nurse, place)
    day = open_day(nurse, place)
    clock.moment += timedelta(days=5)
    record_rows(nurse, day, (row(minh, vision=WEAK),))
    late = list_referrals(nurse, None, 1).lines[0]

    move(nurse, late, S.ARRIVED, days=3)

    assert open_referral(nurse, late.referral_id).referral.state is S.ARRIVED


def test_a_statistician_sees_no_referral(referral, as_role):
    stranger = as_role(None)

    with pytest.raises(NotFound):
        open_referral(stranger, referral.referral_id)
