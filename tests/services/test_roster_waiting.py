"""Rows that wait, answers that come late, and two people at one list."""

import pytest
from sqlalchemy import select

from casemgmt.domain.context import Role
from casemgmt.domain.errors import Conflict, InvalidInput, WrongStep
from casemgmt.domain.rosters.changes import ChangeField, Outcome
from casemgmt.domain.rosters.taking import Absence
from casemgmt.services import roster_saving, roster_waiting, rosters
from casemgmt.services.rosters import Upload
from casemgmt.store import register
from casemgmt.store.audit import AuditEntry
from casemgmt.store.children import Child, SchoolMove
from casemgmt.store.db import session, transaction
from casemgmt.store.places import SchoolClass
from tests.factories import make_place, make_user
from tests.services.class_lists import KEY, ROW, SECOND, WITHOUT_CLASS, class_of, known, preview, take, upload


def test_a_waiting_row_goes_into_the_class_that_was_said_for_it(nurse, place):
    child_id = known(nurse, place)
    import_id = upload(nurse, "Hà Thị Mới;05/05/2018;Nữ;2B;;;;", WITHOUT_CLASS)
    take(nurse, place, import_id, class_name="lớp 2a")

    roster_waiting.decide_waiting(nurse, import_id, {SECOND: child_id})

    assert class_of(child_id) == ["2A"]
    assert session().scalars(select(SchoolClass.name)).all().count("lớp 2a") == 0


def test_a_waiting_row_without_class_asks_for_one(nurse, place):
    child_id = known(nurse, place)
    import_id = upload(nurse, WITHOUT_CLASS)
    take(nurse, place, import_id)

    with pytest.raises(InvalidInput, match="class_needed"):
        roster_waiting.decide_waiting(nurse, import_id, {KEY: child_id})
    roster_waiting.decide_waiting(nurse, import_id, {KEY: child_id}, "2A")

    assert class_of(child_id) == ["2A"]


def test_another_child_is_never_overruled_when_a_row_is_decided_later(nurse, place):
    child_id = known(nurse, place)
    import_id = upload(nurse, ROW, "Nông Văn Mẫu;01/03/2018;Nam;2B;;;;006218000555")
    take(nurse, place, import_id, near={KEY: child_id})
    (waiting,) = preview(nurse, import_id).waiting
    assert [one.child_id for one in waiting.near] == [child_id]

    roster_waiting.decide_waiting(nurse, import_id, {SECOND: None})

    assert class_of(child_id) == ["2A"]
    assert len(session().scalars(select(Child)).all()) == 2


def test_an_answer_to_a_question_that_has_changed_is_asked_again(nurse, place):
    known(nurse, place)
    twin = known(nurse, place)
    import_id = upload(nurse, ROW)
    with transaction(nurse):
        session().get(Child, twin).merged_into = twin

    with pytest.raises(Conflict):
        take(nurse, place, import_id, near={KEY: None})
    with pytest.raises(Conflict):
        take(nurse, place, import_id, near={KEY: twin})


def test_one_child_is_not_taken_twice_by_rows_of_one_list(nurse, place):
    child_id = known(nurse, place)
    import_id = upload(nurse, ROW, "Nong Van Mau;01/04/2018;Nam;2A;;;;")
    take(nurse, place, import_id)

    with pytest.raises(InvalidInput, match="same_child_twice"):
        roster_waiting.decide_waiting(nurse, import_id, {SECOND: child_id})


def test_an_old_waiting_row_takes_nobody_out_of_a_newer_class(nurse, place):
    child_id = known(nurse, place)
    old = upload(nurse, "Nong Van Mau;01/03/2018;Nam;2B;Tày;;;")
    take(nurse, place, old)
    take(nurse, place, upload(nurse, "Nông Văn Mẫu;01/03/2018;Nam;2C;;;;"))

    roster_waiting.decide_waiting(nurse, old, {KEY: child_id})

    assert (class_of(child_id), session().get(Child, child_id).ethnic_group) == (["2C"], "02")


def test_an_absence_is_proposed_once(nurse, place):
    known(nurse, place)
    missing = known(nurse, place, "Lý Văn Vắng")
    take(nurse, place, upload(nurse, ROW), absent={missing: Absence.LEFT})

    again = upload(nurse, ROW, "")

    assert preview(nurse, again).absent == ()
    assert len(session().scalars(select(SchoolMove)).all()) == 1


def test_a_list_without_class_is_compared_with_the_class_a_person_names(nurse, place):
    known(nurse, place)
    missing = known(nurse, place, "Lý Văn Vắng")
    import_id = upload(nurse, WITHOUT_CLASS)
    assert preview(nurse, import_id).absent == ()

    roster_saving.set_place(nurse, import_id, place.school_id, "2a")

    assert [one.child_id for one in preview(nurse, import_id).absent] == [missing]


@pytest.mark.parametrize("typed", ["2a", "Lớp 2A", " 2 A "])
def test_a_class_typed_in_another_way_is_the_same_class(nurse, place, typed):
    take(nurse, place, upload(nurse, "Nông Văn Mới;01/03/2018;Nam;;;;;"), class_name=typed)

    assert session().scalars(select(SchoolClass.name)).all() == ["2A"]


def test_a_class_that_is_too_long_is_refused(nurse, place):
    with pytest.raises(InvalidInput, match="class_too_long"):
        take(nurse, place, upload(nurse, WITHOUT_CLASS), class_name="lớp học " * 9)


def test_sending_the_file_again_for_another_school_corrects_the_school(nurse, place, as_role):
    other = make_place(as_role(None), "Trường Khác", "5B")
    first = upload(nurse, ROW, school_id=place.school_id)

    again = upload(nurse, ROW, school_id=other.school_id)

    assert (again, preview(nurse, again).school_id) == (first, other.school_id)


def test_a_value_corrected_meanwhile_is_not_overwritten(nurse, place):
    child_id = known(nurse, place, ethnic_group="02")
    import_id = upload(nurse, "Nông Văn Mẫu;01/03/2018;Nam;2A;Nùng;;;")
    (change,) = preview(nurse, import_id).lines[0].changes
    with transaction(nurse):
        session().get(Child, child_id).ethnic_group = "01"

    with pytest.raises(Conflict):
        take(nurse, place, import_id, overwrite={KEY: {ChangeField.ETHNIC_GROUP: change.seen}})
    assert session().get(Child, child_id, populate_existing=True).ethnic_group == "01"


def test_the_second_of_two_people_is_told_that_the_list_is_taken(nurse, place, as_role):
    import_id = upload(nurse, ROW)
    take(nurse, place, import_id)

    with pytest.raises(WrongStep, match="taken_by_other"):
        take(make_user(as_role(None), Role.HEALTH_STATION), place, import_id)


def test_two_writings_of_one_insurance_number_do_not_differ(nurse, place):
    child_id = known(nurse, place)
    with transaction(nurse):
        child = session().get(Child, child_id)
        for name, value in register.number_columns(child_id, None, "TE1190612345678").items():
            setattr(child, name, value)
    header = "Họ và tên;Ngày sinh;Giới tính;Lớp;Mã BHYT\n"
    content = f"\ufeff{header}Nông Văn Mẫu;01/03/2018;Nam;2A;0612345678".encode()

    (line,) = preview(nurse, rosters.read_upload(nurse, Upload("lớp.csv", content))).lines

    assert (line.outcome, line.changes) == (Outcome.SAME, ())


def test_children_shown_beside_a_list_are_on_record(nurse, place):
    near = known(nurse, place)
    import_id = upload(nurse, "Nong Van Mau;01/03/2018;Nam;2A;;;;")

    preview(nurse, import_id)

    acts = select(AuditEntry.subject_id).where(AuditEntry.act == "child.compare")
    assert session().scalars(acts).all() == [str(near)]
