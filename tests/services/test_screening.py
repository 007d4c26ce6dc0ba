"""Saving rows of a class sheet."""

from uuid import uuid4

import pytest
from sqlalchemy import event, func, select

from casemgmt.domain.context import Role
from casemgmt.domain.errors import Conflict, InvalidObservation, KeyReused, NotFound
from casemgmt.domain.instrument import Status
from casemgmt.services.days import open_sheet
from casemgmt.store import audit
from casemgmt.store.db import db, session
from casemgmt.store.referrals import Referral
from casemgmt.store.screening import Observation
from tests.factories import ALL_NORMAL, make_child, make_place, open_day, row
from tests.services.sheets import WEAK, save


def test_a_failed_eye_test_becomes_a_referral_with_a_due_date(nurse, place):
    minh = make_child(nurse, place)
    day = open_day(nurse, place)

    save(nurse, day, row(minh, vision=WEAK))

    referral = session().scalars(select(Referral)).one()
    assert (referral.instrument, referral.level, referral.state) == ("vision", "routine", "issued")
    assert (referral.due_on - nurse.today).days == 30


def test_what_was_saved_stands_on_the_sheet_when_opened_again(nurse, place):
    minh = make_child(nurse, place)
    day = open_day(nurse, place)
    save(nurse, day, row(minh, **ALL_NORMAL))

    line = open_sheet(nurse, day).lines[0]

    assert line.instruments["vision"].typed == ALL_NORMAL["vision"]
    assert {code: held.status for code, held in line.instruments.items()} == dict.fromkeys(
        ("vision", "dental", "heart"), Status.COMPLETE
    )


def test_a_child_nobody_touched_has_no_result(nurse, place):
    make_child(nurse, place)
    day = open_day(nurse, place)

    assert open_sheet(nurse, day).lines[0].instruments == {}


def test_one_eye_alone_is_not_enough_to_conclude(nurse, place):
    minh = make_child(nurse, place)
    day = open_day(nurse, place)

    saved = save(nurse, day, row(minh, vision={"va_right_uncorrected": "10"}))

    assert saved[0].instruments[0].outcome.interpretation.status is Status.INCOMPLETE


def test_an_impossible_reading_is_refused_and_the_rest_of_the_row_kept(nurse, place):
    minh = make_child(nurse, place)
    day = open_day(nurse, place)

    saved = save(nurse, day, row(minh, vision={"va_right_uncorrected": "55", "va_left_uncorrected": "7"}))

    outcome = saved[0].instruments[0].outcome
    assert set(outcome.refused) == {"va_right_uncorrected"}
    assert open_sheet(nurse, day).lines[0].instruments["vision"].typed == {"va_left_uncorrected": "7"}


def test_a_height_of_1215_is_refused_with_the_range_at_that_age(nurse, place):
    minh = make_child(nurse, place)
    day = open_day(nurse, place, "growth")

    saved = save(nurse, day, row(minh, growth={"height_cm": "1215", "weight_kg": "24,5"}))

    refused = saved[0].instruments[0].outcome.refused["height_cm"].details
    assert (refused["minimum"], refused["maximum"]) == (60, 190)
    assert open_sheet(nurse, day).lines[0].instruments["growth"].typed == {"weight_kg": "24,5"}


def test_a_refused_reading_leaves_the_one_stored_before(nurse, place):
    minh = make_child(nurse, place)
    day = open_day(nurse, place)
    save(nurse, day, row(minh, vision=WEAK))

    save(nurse, day, row(minh, seen=1, vision=WEAK | {"va_right_uncorrected": "55"}))

    assert open_sheet(nurse, day).lines[0].instruments["vision"].typed == WEAK


def test_a_row_sent_twice_is_stored_once(nurse, place):
    minh = make_child(nurse, place)
    day = open_day(nurse, place)
    once = row(minh, vision=WEAK)

    first, second = save(nurse, day, once)[0], save(nurse, day, once)[0]

    assert (first.repeated, second.repeated) == (False, True)
    assert session().scalar(select(func.count()).where(Observation.kind == "save")) == 1
    assert session().scalar(select(func.count()).select_from(Referral)) == 1


def test_a_key_with_other_cells_is_refused(nurse, place):
    minh = make_child(nurse, place)
    day = open_day(nurse, place)
    key = uuid4().hex
    save(nurse, day, row(minh, key=key, vision=WEAK))

    with pytest.raises(KeyReused):
        save(nurse, day, row(minh, key=key, vision=ALL_NORMAL["vision"]))


def test_the_second_of_two_people_is_told_what_is_stored(nurse, place):
    minh = make_child(nurse, place)
    day = open_day(nurse, place)
    save(nurse, day, row(minh, vision=WEAK))

    with pytest.raises(Conflict) as refused:
        save(nurse, day, row(minh, seen=0, vision=ALL_NORMAL["vision"]))

    assert refused.value.details["current"] == {"save_no": 1, "typed": WEAK}


def test_two_people_on_different_instruments_of_a_row_do_not_meet(nurse, place):
    minh = make_child(nurse, place)
    day = open_day(nurse, place)
    save(nurse, day, row(minh, vision=WEAK))

    save(nurse, day, row(minh, dental={"teeth": "55,64 sâu"}))

    assert set(open_sheet(nurse, day).lines[0].instruments) == {"vision", "dental"}


def test_a_corrected_reading_withdraws_the_referral_and_keeps_the_history(nurse, place):
    minh = make_child(nurse, place)
    day = open_day(nurse, place)
    save(nurse, day, row(minh, vision=WEAK))

    save(nurse, day, row(minh, seen=1, vision=ALL_NORMAL["vision"]))

    assert session().scalars(select(Referral.state)).one() == "withdrawn"
    assert open_sheet(nurse, day).lines[0].instruments["vision"].findings == ()
    assert session().scalar(select(func.count()).where(Observation.typed == "5")) == 1


def test_a_grade_3_murmur_in_a_poor_household_is_suggested_and_not_decided(nurse, place):
    minh = make_child(nurse, place, poverty="poor")
    day = open_day(nurse, place)

    saved = save(nurse, day, row(minh, heart={"murmur_grade": "3", "signs": "0"}))

    assert saved[0].instruments[0].suggested
    stored = session().scalars(select(Observation).where(Observation.kind == "suggestion")).one()
    assert stored.code == "serious_illness_poor"
    assert "hộ nghèo" in stored.detail["because"]


def test_a_grade_3_murmur_in_a_household_that_is_not_poor_suggests_nothing(nurse, place):
    minh = make_child(nurse, place, poverty="none")
    day = open_day(nurse, place)

    saved = save(nurse, day, row(minh, heart={"murmur_grade": "3", "signs": "0"}))

    assert not saved[0].instruments[0].suggested


def test_a_column_that_is_not_on_the_sheet_is_refused(nurse, place):
    minh = make_child(nurse, place)
    day = open_day(nurse, place, "vision")

    with pytest.raises(InvalidObservation):
        save(nurse, day, row(minh, dental={"teeth": "0"}))


def test_another_school_s_sheet_does_not_exist_for_a_school_account(nurse, place, as_role):
    minh = make_child(nurse, place)
    day = open_day(nurse, place)
    other = make_place(as_role(None), "Trường Khác")

    with pytest.raises(NotFound):
        save(as_role(Role.SCHOOL_ENTRY, other.school_id), day, row(minh, vision=WEAK))


def test_nothing_of_a_refused_save_is_stored(nurse, place):
    minh, lan = make_child(nurse, place), make_child(nurse, place, full_name="Trẻ Mẫu Hai")
    day = open_day(nurse, place)
    save(nurse, day, row(lan, vision=WEAK))

    with pytest.raises(Conflict):
        save(nurse, day, row(minh, vision=WEAK), row(lan, vision=ALL_NORMAL["vision"]))

    assert session().scalar(select(func.count()).where(Observation.kind == "save")) == 1


def test_every_save_is_on_a_chain_that_verifies(nurse, place):
    minh = make_child(nurse, place)
    day = open_day(nurse, place)

    save(nurse, day, row(minh, **ALL_NORMAL))

    assert audit.verify().broken == ()
    acts = session().scalars(select(audit.AuditEntry.act)).all()
    assert "observation.create" in acts


def count_statements(act):
    statements = []

    def note(_connection, _cursor, statement, _parameters, _context, _many):
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return statements


def test_saving_a_row_with_all_consequences_takes_four_statements_beside_the_sign_in(nurse, place):
    minh = make_child(nurse, place, poverty="poor")
    day = open_day(nurse, place)
    full = row(minh, vision=WEAK, dental={"teeth": "55,64 sâu"}, heart={"murmur_grade": "3", "signs": "0"})

    statements = count_statements(lambda: save(nurse, day, full))

    assert len(statements) <= 4, statements


def test_correcting_a_row_takes_four_statements_too(nurse, place):
    minh = make_child(nurse, place)
    day = open_day(nurse, place)
    save(nurse, day, row(minh, vision=WEAK))

    statements = count_statements(lambda: save(nurse, day, row(minh, seen=1, vision=ALL_NORMAL["vision"])))

    assert len(statements) <= 4, statements
