"""What a class list must never do to a child without a person's word."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casemgmt.domain.context import Role
from casemgmt.domain.errors import Conflict, InvalidInput, WrongStep
from casemgmt.domain.rosters.changes import ChangeField, ChangeKind, Outcome
from casemgmt.domain.rosters.taking import Absence, TakeOver
from casemgmt.services import roster_previews, roster_saving, rosters
from casemgmt.services.rosters import Upload
from casemgmt.store import register
from casemgmt.store.audit import AuditEntry
from casemgmt.store.children import Child, Enrolment, Guardian, SchoolMove
from casemgmt.store.db import session, transaction
from casemgmt.store.places import SchoolClass
from tests.factories import make_child, make_place, make_user

HEADER = "Họ và tên;Ngày sinh;Giới tính;Lớp;Dân tộc;Họ tên mẹ;SĐT mẹ;Mã định danh\n"
KEY, SECOND = ("", 2), ("", 3)
NUMBER = "006218000123"


def upload(ctx, *lines, title="", **given):
    content = ("\ufeff" + title + HEADER + "\n".join(lines)).encode()
    return rosters.read_upload(ctx, Upload("lớp.csv", content, **given))


def take(ctx, place, import_id, class_name="", **choice):
    near = choice.pop("near", {})
    roster_saving.take_over(ctx, import_id, TakeOver(place.school_id, class_name, near, **choice))


def preview(ctx, import_id):
    session().rollback()
    return roster_previews.open_preview(ctx, import_id)


def year(first):
    return f"Năm học {first} - {first + 1};;;;;;;\n"


def known(ctx, place, name="Nông Văn Mẫu", **given):
    return make_child(ctx, place, full_name=name, sex="M", **given)


def end(ctx, child_id, reason):
    with transaction(ctx):
        held = session().scalars(select(Enrolment).where(Enrolment.child_id == child_id)).one()
        held.to_date, held.end_reason = ctx.today, reason


def class_of(child_id):
    query = select(SchoolClass.name).join(Enrolment, Enrolment.class_id == SchoolClass.id)
    return session().scalars(query.where(Enrolment.child_id == child_id, Enrolment.to_date.is_(None))).all()


def guardians(child_id):
    found = session().scalars(select(Guardian).where(Guardian.child_id == child_id).order_by(Guardian.name))
    return [(one.name, one.relation, register.phone(one)) for one in found]


ROW = "Nông Văn Mẫu;01/03/2018;Nam;2A;;;;"


@pytest.mark.parametrize("reason", ["died", "moved_away", "left_school", "moved_school"])
def test_a_child_that_was_said_to_have_gone_is_asked_about(nurse, place, reason):
    child_id = known(nurse, place)
    end(nurse, child_id, reason)

    import_id = upload(nurse, ROW)
    (line,) = preview(nurse, import_id).lines
    take(nurse, place, import_id)

    assert (line.outcome, line.near[0].reasons[-1]) == (Outcome.NEAR, "left_before")
    assert class_of(child_id) == []


def test_a_child_that_learns_nowhere_is_shown_to_enter_the_class(nurse, place):
    child_id = known(nurse, place)
    end(nurse, child_id, "finished")

    (line,) = preview(nurse, upload(nurse, ROW)).lines

    assert (line.outcome, line.enters) == (Outcome.CHANGED, True)


def test_a_list_of_a_past_year_opens_no_enrolment_of_a_known_child(nurse, place):
    child_id = known(nurse, place)
    end(nurse, child_id, "finished")

    take(nurse, place, upload(nurse, ROW, title=year(2025)))

    assert class_of(child_id) == []


def test_a_school_year_after_the_next_is_refused(nurse, place):
    with pytest.raises(InvalidInput, match="school_year_too_far"):
        upload(nurse, ROW, title=year(2062))


def test_a_later_year_in_the_title_opens_no_door_to_children_of_another_school(nurse, place, as_role):
    other = make_place(as_role(None), "Trường Khác", "5B")
    child_id = known(nurse, other)
    school = make_user(as_role(None), Role.SCHOOL_ENTRY, place.school_id)

    import_id = upload(school, ROW, title=year(2027))
    (line,) = preview(school, import_id).lines
    take(school, place, import_id)

    assert (line.outcome, line.near[0].child, line.near[0].changes) == (Outcome.NEAR, None, ())
    assert class_of(child_id) == ["5B"]


def test_next_year_s_school_takes_a_child_over_by_its_number(nurse, place, as_role, clock):
    other = make_place(as_role(None), "Trường Khác", "5B")
    by_number = known(nurse, other)
    with transaction(nurse):
        child = session().get(Child, by_number)
        for name, value in register.number_columns(by_number, NUMBER, None).items():
            setattr(child, name, value)
    by_name = known(nurse, other, "Hà Văn Mẫu")
    clock.moment += timedelta(days=330)
    school = make_user(as_role(None), Role.SCHOOL_ENTRY, place.school_id)

    rows = (f"Nông Văn Mẫu;01/03/2018;Nam;6A;;;;{NUMBER}", "Hà Văn Mẫu;01/03/2018;Nam;6A;;;;")
    take(school, place, upload(school, *rows, title=year(2027)))

    assert (class_of(by_number), class_of(by_name)) == (["6A"], ["5B"])


def test_a_number_that_is_another_child_s_is_written_for_nobody_else(nurse, place):
    holder = known(nurse, place, "Hà Văn Số", birth_date=date(2017, 5, 5))
    with transaction(nurse):
        child = session().get(Child, holder)
        for name, value in register.number_columns(holder, NUMBER, None).items():
            setattr(child, name, value)
    namesake = known(nurse, place)
    rows = (f"Nông Văn Mẫu;01/03/2018;Nam;2A;;;;{NUMBER}", f"Lý Văn Mới;05/05/2018;Nam;2A;;;;{NUMBER}")

    for row, answer in zip(rows, (namesake, None), strict=True):
        import_id = upload(nurse, row)
        assert preview(nurse, import_id).lines[0].number_held is True
        take(nurse, place, import_id, near={KEY: answer})

    index = session().get(Child, holder).personal_id_index
    having = session().scalars(select(Child.id).where(Child.personal_id_index == index)).all()
    assert having == [holder]


def test_what_saying_same_child_would_do_is_shown_beside_the_choice(nurse, place):
    known(nurse, place)

    (line,) = preview(nurse, upload(nurse, "Nong Van Mau;01/03/2018;Nam;2C;Tày;;;")).lines

    (offered,) = line.near
    told = [(one.field, one.kind) for one in offered.changes]
    assert told == [
        (ChangeField.FULL_NAME, ChangeKind.DIFFERS),
        (ChangeField.ETHNIC_GROUP, ChangeKind.FILL),
    ]
    assert (offered.class_name, offered.moves) == ("2A", True)


@pytest.mark.parametrize(
    ("held", "listed", "after"),
    [
        pytest.param(
            ("Hà Thị Hoa", "mother", None), "Lý Thị Lan;0912345678",
            [("Hà Thị Hoa", "mother", None), ("Lý Thị Lan", "mother", "0912345678")],
            id="another mother is another person",
        ),
        pytest.param(
            ("Nông Văn Cha", "father", None), ";0912345678",
            [("", "mother", "0912345678"), ("Nông Văn Cha", "father", None)],
            id="the mother's phone is not the father's",
        ),
        pytest.param(
            ("Hà Thị Hoa", "mother", None), "Ha Thi Hoa;0912345678",
            [("Hà Thị Hoa", "mother", "0912345678")],
            id="the same name without marks",
        ),
        pytest.param(
            ("Hà Thị Hoa", "mother", "0912345678"), ";0912345678",
            [("Hà Thị Hoa", "mother", "0912345678")],
            id="nothing new",
        ),
        pytest.param(
            ("Hà Thị Hoa", "mother", "0987654321"), ";0912345678",
            [("Hà Thị Hoa", "mother", "0987654321")],
            id="a differing phone is not overwritten",
        ),
    ],
)  # fmt: skip
def test_a_telephone_goes_to_the_guardian_it_belongs_to(nurse, place, held, listed, after):
    child_id = known(nurse, place)
    with transaction(nurse):
        one = Guardian(child_id=child_id, ward_id=1, name=held[0], relation=held[1], version=1)
        session().add(one)
        session().flush()
        one.phone_sealed = register.sealed_phone(one.id, held[2])

    take(nurse, place, upload(nurse, f"Nông Văn Mẫu;01/03/2018;Nam;2A;;{listed};"))

    assert guardians(child_id) == after


WITHOUT_CLASS = "Nong Van Mau;01/03/2018;Nam;;;;;"


def test_a_waiting_row_goes_into_the_class_that_was_said_for_it(nurse, place):
    child_id = known(nurse, place)
    import_id = upload(nurse, "Hà Thị Mới;05/05/2018;Nữ;2B;;;;", WITHOUT_CLASS)
    take(nurse, place, import_id, class_name="lớp 2a")

    roster_saving.decide_waiting(nurse, import_id, {SECOND: child_id})

    assert class_of(child_id) == ["2A"]
    assert session().scalars(select(SchoolClass.name)).all().count("lớp 2a") == 0


def test_a_waiting_row_without_class_asks_for_one(nurse, place):
    child_id = known(nurse, place)
    import_id = upload(nurse, WITHOUT_CLASS)
    take(nurse, place, import_id)

    with pytest.raises(InvalidInput, match="class_needed"):
        roster_saving.decide_waiting(nurse, import_id, {KEY: child_id})
    roster_saving.decide_waiting(nurse, import_id, {KEY: child_id}, "2A")

    assert class_of(child_id) == ["2A"]


def test_another_child_is_never_overruled_when_a_row_is_decided_later(nurse, place):
    child_id = known(nurse, place)
    import_id = upload(nurse, ROW, "Nông Văn Mẫu;01/03/2018;Nam;2B;;;;006218000555")
    take(nurse, place, import_id, near={KEY: child_id})
    (waiting,) = preview(nurse, import_id).waiting
    assert [one.child_id for one in waiting.near] == [child_id]

    roster_saving.decide_waiting(nurse, import_id, {SECOND: None})

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
        roster_saving.decide_waiting(nurse, import_id, {SECOND: child_id})


def test_an_old_waiting_row_takes_nobody_out_of_a_newer_class(nurse, place):
    child_id = known(nurse, place)
    old = upload(nurse, "Nong Van Mau;01/03/2018;Nam;2B;Tày;;;")
    take(nurse, place, old)
    take(nurse, place, upload(nurse, "Nông Văn Mẫu;01/03/2018;Nam;2C;;;;"))

    roster_saving.decide_waiting(nurse, old, {KEY: child_id})

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
