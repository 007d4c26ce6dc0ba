"""Children who leave a class: proposed, confirmed, dismissed; and put into one by hand."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casemgmt.domain.context import Role
from casemgmt.domain.departures import Departure, Proposal
from casemgmt.domain.errors import Conflict, InvalidInput, NotFound, NotPermitted, WrongStep
from casemgmt.domain.school_moves import MoveKind, MoveState
from casemgmt.services.child_page import open_child
from casemgmt.services.enrolments import enrol_child, leave_class
from casemgmt.services.referrals import list_referrals
from casemgmt.services.school_moves import confirm_move, dismiss_move, list_moves, propose_move
from casemgmt.services.screening import record_rows
from casemgmt.services.worklist import list_work
from casemgmt.store.audit import AuditEntry
from casemgmt.store.db import session
from casemgmt.store.referral_lists import count_overdue
from tests.factories import ALL_NORMAL, make_child, make_place, make_user, open_day, row

TODAY = date(2026, 10, 12)


@pytest.fixture
def minh(nurse, place):
    return make_child(nurse, place)


@pytest.fixture
def school(place, as_role):
    return make_user(as_role(None), Role.SCHOOL_ENTRY, place.school_id)


@pytest.fixture
def elsewhere(place, as_role):
    return make_place(as_role(None), "Trường Khác", "2B")


def told(ctx, child_id, kind=MoveKind.LEFT, school_id=None, name=""):
    """A waiting move, as the list shows it."""
    propose_move(ctx, child_id, Proposal(kind, school_id, name))
    (found,) = list_moves(ctx, MoveState.PROPOSED)
    return found


def classes(ctx, child_id):
    found = open_child(ctx, child_id).enrolments
    return [(one.class_name, one.to_date is None, one.end_reason) for one in found]


def test_a_school_proposes_and_the_child_stays_until_the_station_confirms(nurse, school, minh):
    move = told(school, minh)

    assert classes(nurse, minh) == [("2A", True, None)]
    confirm_move(nurse, move.move_id, move.version, Departure("left_school", TODAY))
    assert classes(nurse, minh) == [("2A", False, "left_school")]


def test_a_move_to_a_class_of_the_ward_leads_there(nurse, school, minh, elsewhere):
    move = told(school, minh, MoveKind.MOVED, elsewhere.school_id, "2B")

    confirm_move(nurse, move.move_id, move.version, Departure("moved_school", TODAY))

    assert sorted(classes(nurse, minh)) == [("2A", False, "moved_school"), ("2B", True, None)]


def test_a_class_nobody_had_is_made_for_the_child_that_goes_there(nurse, school, minh, elsewhere):
    move = told(school, minh, MoveKind.MOVED, elsewhere.school_id, "2C")

    confirm_move(nurse, move.move_id, move.version, Departure("moved_school", TODAY))

    assert ("2C", True, None) in classes(nurse, minh)


def test_the_class_chosen_wins_over_the_class_told(nurse, school, minh, elsewhere):
    move = told(school, minh, MoveKind.UNKNOWN)

    confirm_move(nurse, move.move_id, move.version, Departure("moved_school", TODAY, elsewhere.class_id))

    assert ("2B", True, None) in classes(nurse, minh)


def test_of_an_unknown_move_somebody_has_to_say_what_became_of_the_child(nurse, school, minh):
    move = told(school, minh, MoveKind.UNKNOWN)

    with pytest.raises(InvalidInput) as refused:
        confirm_move(nurse, move.move_id, move.version, Departure("", TODAY))

    assert refused.value.details["problem"] == "end_reason_wanted"
    assert classes(nurse, minh) == [("2A", True, None)]
    assert len(list_moves(nurse, MoveState.PROPOSED)) == 1


@pytest.mark.parametrize("reason", ["moved_away", "died"])
def test_who_moved_away_or_died_is_no_resident_any_more(nurse, minh, reason):
    leave_class(nurse, minh, Departure(reason, TODAY))

    assert open_child(nurse, minh).identity.residence == "left"
    assert classes(nurse, minh) == [("2A", False, reason)]


def test_who_left_school_still_lives_here(nurse, minh):
    leave_class(nurse, minh, Departure("left_school", TODAY))

    assert open_child(nurse, minh).identity.residence is None


def test_a_dismissed_move_changes_nothing(nurse, school, minh):
    move = told(school, minh)

    dismiss_move(nurse, move.move_id, move.version)

    assert classes(nurse, minh) == [("2A", True, None)]
    assert [one.move_id for one in list_moves(nurse, MoveState.DISMISSED)] == [move.move_id]


def test_confirmed_twice_it_is_done_once_and_then_stays(nurse, school, minh):
    move = told(school, minh)
    departure = Departure("left_school", TODAY)
    confirm_move(nurse, move.move_id, move.version, departure)

    confirm_move(nurse, move.move_id, move.version, departure)
    with pytest.raises(WrongStep):
        dismiss_move(nurse, move.move_id, move.version)


def test_the_second_of_two_people_is_told(nurse, school, minh):
    move = told(school, minh)
    told(school, minh, MoveKind.UNKNOWN)

    with pytest.raises(Conflict):
        confirm_move(nurse, move.move_id, move.version, Departure("left_school", TODAY))


@pytest.mark.parametrize("who", ["school", "social_worker"])
def test_those_who_propose_do_not_confirm(request, nurse, school, social_worker, minh, who):
    move = told(school, minh)
    actor = {"school": school, "social_worker": social_worker}[who]
    expected = {"school": NotPermitted, "social_worker": NotFound}[who]

    with pytest.raises(expected):
        confirm_move(actor, move.move_id, move.version, Departure("left_school", TODAY))
    with pytest.raises(expected):
        leave_class(actor, minh, Departure("left_school", TODAY))


def test_a_school_speaks_only_of_its_own_children(nurse, minh, elsewhere, as_role):
    stranger = make_user(as_role(None), Role.SCHOOL_ENTRY, elsewhere.school_id)

    with pytest.raises(NotFound):
        propose_move(stranger, minh, Proposal(MoveKind.LEFT))


def test_told_again_while_it_waits_it_is_one_move_and_the_later_word_holds(school, minh):
    told(school, minh, MoveKind.LEFT)

    assert told(school, minh, MoveKind.UNKNOWN).kind is MoveKind.UNKNOWN


def test_a_child_in_no_class_leaves_none(nurse, minh):
    leave_class(nurse, minh, Departure("left_school", TODAY))

    with pytest.raises(WrongStep):
        leave_class(nurse, minh, Departure("left_school", TODAY))


def test_leaving_confirms_the_move_that_waits(nurse, school, minh):
    told(school, minh)

    leave_class(nurse, minh, Departure("left_school", TODAY))

    assert list_moves(nurse, MoveState.PROPOSED) == []


def test_a_day_that_has_not_come_is_refused(nurse, minh):
    with pytest.raises(InvalidInput) as refused:
        leave_class(nurse, minh, Departure("left_school", TODAY + timedelta(days=1)))

    assert refused.value.details["problem"] == "future_day"


def test_an_enrolment_never_ends_before_it_began(nurse, minh):
    leave_class(nurse, minh, Departure("mistake", date(2020, 1, 1)))

    (only,) = open_child(nurse, minh).enrolments
    assert only.to_date == only.from_date


def test_put_into_another_class_the_child_leaves_the_old_one(nurse, minh, elsewhere):
    enrol_child(nurse, minh, elsewhere.class_id)
    enrol_child(nurse, minh, elsewhere.class_id)

    assert sorted(classes(nurse, minh)) == [("2A", False, "moved_school"), ("2B", True, None)]


def test_a_school_puts_its_children_only_into_its_own_classes(school, minh, elsewhere):
    with pytest.raises(NotFound):
        enrol_child(school, minh, elsewhere.class_id)


def test_a_list_that_moved_the_child_already_gets_only_the_reason(nurse, school, minh, elsewhere):
    move = told(school, minh, MoveKind.MOVED)
    enrol_child(nurse, minh, elsewhere.class_id)

    confirm_move(nurse, move.move_id, move.version, Departure("moved_school", TODAY))

    assert sorted(classes(nurse, minh)) == [("2A", False, "moved_school"), ("2B", True, None)]


def test_the_station_s_start_page_counts_the_moves_that_wait(nurse, school, minh):
    told(school, minh)

    assert [one.count for one in list_work(nurse) if one.code == "moves_waiting"] == [1]
    assert [one for one in list_work(school) if one.code == "moves_waiting"] == []


def test_a_child_that_died_is_in_no_class_even_where_it_was_moved_meanwhile(nurse, school, minh, elsewhere):
    move = told(school, minh)
    enrol_child(nurse, minh, elsewhere.class_id)

    confirm_move(nurse, move.move_id, move.version, Departure("died", TODAY))

    assert sorted(classes(nurse, minh)) == [("2A", False, "died"), ("2B", False, "died")]


def test_no_move_of_a_child_that_died_waits(nurse, school, minh, elsewhere):
    told(school, minh)
    enrol_child(nurse, minh, elsewhere.class_id)

    leave_class(nurse, minh, Departure("died", TODAY))

    assert list_moves(nurse, MoveState.PROPOSED) == []


def test_leaving_sent_twice_does_not_take_the_child_out_of_its_new_class(nurse, minh, elsewhere):
    seen = open_child(nurse, minh).enrolments[0].enrolment_id
    departure = Departure("moved_school", TODAY, elsewhere.class_id)
    leave_class(nurse, minh, departure, seen)

    with pytest.raises(Conflict):
        leave_class(nurse, minh, departure, seen)

    assert sorted(classes(nurse, minh)) == [("2A", False, "moved_school"), ("2B", True, None)]


def test_who_looked_at_the_moves_is_on_record(nurse, minh):
    list_moves(nurse, MoveState.PROPOSED)

    acts = session().scalars(select(AuditEntry.act).where(AuditEntry.user_id == nurse.actor.user_id)).all()
    assert "school_move.list" in acts


def test_a_child_that_is_in_another_class_by_now_has_not_left_school(nurse, school, minh, elsewhere):
    move = told(school, minh)
    enrol_child(nurse, minh, elsewhere.class_id)

    with pytest.raises(WrongStep, match="move_overtaken"):
        confirm_move(nurse, move.move_id, move.version, Departure("left_school", TODAY))

    assert ("2B", True, None) in classes(nurse, minh)


def test_nobody_is_called_about_a_child_that_died(nurse, place, minh):
    day = open_day(nurse, place)
    cells = ALL_NORMAL | {"vision": {"va_right_uncorrected": "3", "va_left_uncorrected": "3"}}
    record_rows(nurse, day, [row(minh, **cells)])
    assert list_referrals(nurse, None, 1).total == 1

    leave_class(nurse, minh, Departure("died", TODAY))

    assert list_referrals(nurse, None, 1).total == 0
    assert count_overdue(nurse, {"issued"}) == 0


def test_a_last_day_before_the_list_came_is_kept_as_it_was_said(nurse, minh):
    leave_class(nurse, minh, Departure("left_school", date(2026, 8, 20)))

    (held,) = open_child(nurse, minh).enrolments
    assert (held.from_date, held.to_date) == (date(2026, 8, 20), date(2026, 8, 20))
