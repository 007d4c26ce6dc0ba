"""Saving rows again: what a corrected reading changes."""

import pytest
from sqlalchemy import select

from casemgmt.domain.instruments import all_instruments
from casemgmt.domain.referrals import ReferralState
from casemgmt.services.days import open_sheet
from casemgmt.services.referrals import Move, move_referral
from casemgmt.store.db import session
from casemgmt.store.referrals import Referral
from casemgmt.store.screening import Observation
from tests.factories import ALL_NORMAL, make_child, open_day, row
from tests.services.sheets import WEAK, save


def only_referral():
    return session().scalars(select(Referral)).one()


@pytest.mark.parametrize("to", [ReferralState.LOST, ReferralState.DECLINED])
def test_a_corrected_reading_withdraws_a_referral_nobody_followed(nurse, place, to):
    minh = make_child(nurse, place)
    day = open_day(nurse, place)
    save(nurse, day, row(minh, vision=WEAK))
    move_referral(nurse, only_referral().id, Move(to, nurse.today, "", 1))

    save(nurse, day, row(minh, seen=1, vision=ALL_NORMAL["vision"]))

    assert only_referral().state == "withdrawn"


def test_a_referral_that_became_more_pressing_is_issued_anew(nurse, place):
    minh = make_child(nurse, place)
    day = open_day(nurse, place)
    save(nurse, day, row(minh, vision=WEAK))
    move_referral(nurse, only_referral().id, Move(ReferralState.INFORMED, nurse.today, "", 1))

    save(nurse, day, row(minh, seen=1, vision={"va_right_uncorrected": "1", "va_left_uncorrected": "10"}))

    assert (only_referral().state, only_referral().level) == ("issued", "priority")


def test_a_cell_that_was_emptied_is_no_proof_that_nothing_is_wrong(nurse, place):
    minh = make_child(nurse, place)
    day = open_day(nurse, place)
    save(nurse, day, row(minh, vision=WEAK))

    save(nurse, day, row(minh, seen=1, vision={"va_right_uncorrected": "", "va_left_uncorrected": "10"}))

    assert only_referral().state == "issued"


def test_every_choice_of_every_instrument_at_once_can_be_stored(nurse, place):
    minh = make_child(nurse, place)
    for code, one in all_instruments().items():
        day = open_day(nurse, place, code)
        cells = {
            field.code: ",".join(choice.code for choice in field.choices)
            for field in one.fields
            if getattr(field, "several", False)
        }
        if cells:
            save(nurse, day, row(minh, **{code: cells}))

    stored = session().scalars(select(Observation.code).where(Observation.kind == "answer")).all()
    assert "signs" in stored


def test_opening_the_sheet_of_a_day_again_adds_the_columns_it_lacks(nurse, place):
    day = open_day(nurse, place, "vision")

    assert open_day(nurse, place, "vision", "growth") == day

    assert open_sheet(nurse, day).instruments == ("vision", "growth")
