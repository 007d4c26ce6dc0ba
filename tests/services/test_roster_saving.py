"""What saving a class list changes, field by field, and what it leaves alone."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from casemgmt.domain.context import Role
from casemgmt.domain.errors import NotFound, WrongStep
from casemgmt.domain.rosters.changes import ChangeField, ChangeKind, Outcome
from casemgmt.domain.rosters.taking import Absence, TakeOver
from casemgmt.services import retention, roster_files, roster_previews, roster_saving, roster_waiting, rosters
from casemgmt.services.progress import progress_of
from casemgmt.services.rosters import Upload
from casemgmt.serving import forget_old
from casemgmt.store import register
from casemgmt.store.children import Child, Enrolment, Guardian, SchoolMove
from casemgmt.store.db import session, transaction
from casemgmt.store.rosters import RosterFile, RosterImport, RosterRow
from casemgmt.store.saving_progress import Running
from tests.factories import make_child, make_place, make_user

HEADER = "STT;Họ và tên;Ngày sinh;Giới tính;Lớp;Dân tộc;Tổ dân phố;Họ tên mẹ;SĐT\n"
KEY = ("", 2)


def upload(ctx, *lines, header=HEADER):
    return rosters.read_upload(ctx, Upload("lớp 2A.csv", ("\ufeff" + header + "\n".join(lines)).encode()))


def take(ctx, place, import_id, **choice):
    roster_saving.take_over(ctx, import_id, TakeOver(place.school_id, "", choice.pop("near", {}), **choice))


def lines(ctx, import_id):
    return roster_previews.open_preview(ctx, import_id).lines


def child(child_id):
    return session().get(Child, child_id)


def test_what_a_list_adds_and_what_it_contradicts_are_told_apart(nurse, place):
    make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M", ethnic_group="02")

    (line,) = lines(nurse, upload(nurse, "1;Nông Văn Mẫu;01/03/2018;Nam;2A;Nùng;;Hà Thị Hoa;0912345678"))

    assert line.outcome is Outcome.CHANGED
    assert [(one.field, one.kind, one.before, one.after) for one in line.changes] == [
        (ChangeField.ETHNIC_GROUP, ChangeKind.DIFFERS, "Tày", "Nùng"),
        (ChangeField.GUARDIAN_NAME, ChangeKind.FILL, "", "Hà Thị Hoa"),
        (ChangeField.GUARDIAN_PHONE, ChangeKind.FILL, "", "091•••5678"),
    ]


def test_known_values_stay_unless_a_person_chooses_otherwise(nurse, place):
    known = make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M", ethnic_group="02")
    row = "1;Nông Văn Mẫu;01/03/2018;Nam;2A;Nùng;;;"

    take(nurse, place, upload(nurse, row))
    assert child(known).ethnic_group == "02"

    take(nurse, place, upload(nurse, row, ""), overwrite={KEY: {ChangeField.ETHNIC_GROUP: ""}})
    assert (child(known).ethnic_group, child(known).version) == ("07", 2)


def test_a_year_of_birth_becomes_a_day_but_never_the_other_way_round(nurse, place):
    known = make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M", birth_precision="day")

    near = {KEY: known}
    take(nurse, place, upload(nurse, "1;Nông Văn Mẫu;2018;Nam;2A;;;;"), near=near)

    assert (child(known).birth_date.isoformat(), child(known).birth_precision) == ("2018-03-01", "day")


def test_a_guardian_s_phone_is_filled_in_without_a_second_guardian(nurse, place):
    known = make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")
    with transaction(nurse):
        session().add(Guardian(child_id=known, ward_id=1, name="Hà Thị Hoa", relation="mother"))

    take(nurse, place, upload(nurse, "1;Nông Văn Mẫu;01/03/2018;Nam;2A;;;Hà Thị Hoa;0912345678"))

    (guardian,) = session().scalars(select(Guardian).where(Guardian.child_id == known)).all()
    assert register.phone(guardian) == "0912345678"


def test_the_contact_of_a_protected_child_is_neither_shown_nor_changed(nurse, place):
    known = make_child(
        nurse, place, full_name="Nông Văn Mẫu", sex="M", address_protected=True, neighbourhood_id=None
    )
    import_id = upload(nurse, "1;Nông Văn Mẫu;01/03/2018;Nam;2A;;Tổ 1;Hà Thị Hoa;0912345678")
    assert lines(nurse, import_id)[0].changes == ()

    take(nurse, place, import_id)

    assert child(known).neighbourhood_id is None
    assert session().scalars(select(Guardian).where(Guardian.child_id == known)).all() == []


def test_children_of_the_class_whom_the_list_does_not_name_are_shown(nurse, place):
    make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")
    missing = make_child(nurse, place, full_name="Hà Thị Vắng")

    preview = roster_previews.open_preview(nurse, upload(nurse, "1;Nông Văn Mẫu;01/03/2018;Nam;2A;;;;"))

    assert [(one.child_id, one.class_name) for one in preview.absent] == [(missing, "2A")]


def test_a_child_that_may_be_on_the_list_is_not_called_missing(nurse, place):
    make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")

    preview = roster_previews.open_preview(nurse, upload(nurse, "1;Nong Van Mau;01/03/2018;Nam;2A;;;;"))

    assert preview.absent == ()


@pytest.mark.parametrize("absence", [Absence.MOVED, Absence.LEFT, Absence.UNKNOWN])
def test_what_is_said_of_a_missing_child_waits_for_being_confirmed(nurse, place, absence):
    make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")
    missing = make_child(nurse, place, full_name="Hà Thị Vắng")

    take(nurse, place, upload(nurse, "1;Nông Văn Mẫu;01/03/2018;Nam;2A;;;;"), absent={missing: absence})

    (move,) = session().scalars(select(SchoolMove)).all()
    assert (move.child_id, move.kind, move.state) == (missing, absence.value, "proposed")
    still = session().scalar(select(Enrolment).where(Enrolment.child_id == missing))
    assert still.to_date is None


def test_nothing_can_be_said_of_a_child_that_is_not_missing(nurse, place, as_role):
    other = make_place(as_role(None), "Trường Khác", "5B")
    stranger = make_child(nurse, other, full_name="Nông Văn Lạ")
    import_id = upload(nurse, "1;Nông Văn Mẫu;01/03/2018;Nam;2A;;;;")

    with pytest.raises(NotFound):
        take(nurse, place, import_id, absent={stranger: Absence.MOVED})
    assert session().scalars(select(SchoolMove)).all() == []


def test_the_list_of_the_next_year_moves_the_class_and_keeps_its_history(nurse, place):
    stays = make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")
    missing = make_child(nurse, place, full_name="Hà Thị Vắng")
    title = "DANH SÁCH LỚP 3A;;\nNăm học 2027 - 2028;;\n"
    import_id = upload(nurse, "1;Nông Văn Mẫu;01/03/2018;Nam;3A;;;;", header=title + HEADER)
    preview = roster_previews.open_preview(nurse, import_id)
    assert [one.child_id for one in preview.absent] == [missing]
    assert preview.lines[0].from_class == "2A"

    take(nurse, place, import_id)

    query = select(Enrolment).where(Enrolment.child_id == stays).order_by(Enrolment.school_year)
    past, now = session().scalars(query).all()
    assert (past.school_year, past.to_date is None, past.end_reason) == (2026, False, "next_class")
    assert (now.school_year, now.to_date) == (2027, None)


def test_rows_that_wait_are_decided_later_while_the_others_are_saved(nurse, place):
    known = make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")
    import_id = upload(nurse, "1;Nong Van Mau;01/03/2018;Nam;2A;;;;", "2;Hà Thị Mới;05/05/2018;Nữ;2A;;;;")
    take(nurse, place, import_id)
    waiting = roster_previews.open_preview(nurse, import_id).waiting
    assert [one.record.full_name for one in waiting] == ["Nong Van Mau"]

    assert roster_waiting.decide_waiting(nurse, import_id, {KEY: known}) == 1

    preview = roster_previews.open_preview(nurse, import_id)
    assert (preview.waiting, preview.counts["new"], preview.counts.get("later", 0)) == ((), 1, 0)
    assert len(session().scalars(select(Child)).all()) == 2


def test_a_school_account_cannot_choose_a_child_of_another_school(nurse, place, as_role):
    other = make_place(as_role(None), "Trường Khác", "5B")
    stranger = make_child(nurse, other, full_name="Nông Văn Mẫu", sex="M")
    school = make_user(as_role(None), Role.SCHOOL_ENTRY, place.school_id)
    import_id = upload(school, "1;Nong Van Mau;01/03/2018;Nam;2A;;;;")

    with pytest.raises(NotFound):
        take(school, place, import_id, near={KEY: stranger})


def test_the_file_is_kept_sealed_and_forgotten_after_thirty_days(nurse, place, clock):
    import_id = upload(nurse, "1;Nông Văn Mẫu;01/03/2018;Nam;2A;;;;")
    take(nurse, place, import_id)
    assert "Nông Văn Mẫu".encode() in roster_files.stored_file(nurse, import_id).content
    assert "Nông".encode() not in session().get(RosterFile, import_id).content_sealed

    clock.moment += timedelta(days=30)
    assert retention.forget_old(nurse) == 0
    clock.moment += timedelta(days=1)
    assert retention.forget_old(nurse) == 1

    with pytest.raises(NotFound):
        roster_files.stored_file(nurse, import_id)
    held = session().get(RosterImport, import_id)
    assert (held.reading_sealed, held.undo_sealed) == (None, None)
    assert session().scalars(select(RosterRow.made_digest)).all() == [None]


def test_a_list_nobody_decided_on_goes_with_its_file(nurse, place, clock):
    upload(nurse, "1;Nông Văn Mẫu;01/03/2018;Nam;2A;;;;")

    clock.moment += timedelta(days=31)
    retention.forget_old(nurse)

    assert session().scalars(select(RosterImport)).all() == []


def test_waiting_rows_of_a_forgotten_file_are_said_to_be_too_late(nurse, place, clock):
    make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")
    import_id = upload(nurse, "1;Nong Van Mau;01/03/2018;Nam;2A;;;;")
    take(nurse, place, import_id)
    clock.moment += timedelta(days=31)
    retention.forget_old(nurse)

    with pytest.raises(WrongStep):
        roster_waiting.decide_waiting(nurse, import_id, {KEY: None})


def test_the_bar_knows_how_far_the_saving_is(nurse, place):
    import_id = upload(nurse, "1;Nông Văn Mẫu;01/03/2018;Nam;2A;;;;")

    with Running(import_id, 400) as running:
        running.report(100)
        now = progress_of(nurse, import_id)
    after = progress_of(nurse, import_id)

    assert (now.stage, now.rows_saved, now.rows, after.stage) == ("rows", 100, 400, "idle")


def test_serving_forgets_old_files_by_itself(app, nurse, place, clock):
    clock.moment -= timedelta(days=400)
    import_id = upload(nurse, "1;Nông Văn Mẫu;01/03/2018;Nam;2A;;;;")
    assert session().get(RosterFile, import_id) is not None

    forget_old(app)

    session().rollback()
    session().expire_all()
    assert session().scalars(select(RosterFile)).all() == []
