"""A class list from upload to the register."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from casemgmt.domain.context import Role
from casemgmt.domain.errors import InvalidInput, NotFound, UnreadableFile, WrongStep
from casemgmt.domain.rosters.changes import Outcome
from casemgmt.domain.rosters.taking import TakeOver
from casemgmt.services import roster_previews, roster_saving, rosters
from casemgmt.services.rosters import Upload
from casemgmt.store import register
from casemgmt.store.children import Child, Enrolment, Guardian
from casemgmt.store.db import session
from casemgmt.store.rosters import RosterFile, RosterImport, RosterRow
from tests.factories import make_child, make_place, make_user

SAMPLE = (Path(__file__).parents[1] / "samples/rosters/01_title_merged_x.xlsx").read_bytes()
HEADER = "STT;Họ và tên;Ngày sinh;Giới tính;Lớp;Mã định danh\n"


def csv(*lines):
    return ("﻿" + HEADER + "\n".join(lines)).encode()


def upload(ctx, content, name="danh sách.xlsx"):
    return rosters.read_upload(ctx, Upload(name, content))


def take(ctx, import_id, place, near=None, class_name=""):
    roster_saving.take_over(ctx, import_id, TakeOver(place.school_id, class_name, near or {}))


def count(model):
    return session().scalar(select(func.count()).select_from(model))


def test_a_list_is_read_before_anything_is_saved(nurse, place):
    preview = roster_previews.open_preview(nurse, upload(nurse, SAMPLE))

    assert (len(preview.lines), preview.counts["new"]) == (31, 31)
    assert {line.record.class_name for line in preview.lines} == {"3A"}
    assert count(Child) == 0


def test_taking_a_list_over_saves_children_enrolments_and_guardians(nurse, place):
    import_id = upload(nurse, SAMPLE)

    take(nurse, import_id, place)

    assert (count(Child), count(Enrolment), count(Guardian), count(RosterRow)) == (31, 31, 31, 31)
    assert roster_previews.open_preview(nurse, import_id).classes[0][1] == "3A"


def test_numbers_and_phones_are_stored_sealed(nurse, place):
    take(nurse, upload(nurse, SAMPLE), place)

    child = session().scalars(select(Child).where(Child.full_name == "Hoàng Thùy My")).one()
    assert register.personal_id(child) == "019315561913"
    assert b"019315561913" not in child.personal_id_sealed


def test_the_same_list_again_adds_nobody(nurse, place):
    take(nurse, upload(nurse, SAMPLE), place)

    again = upload(nurse, SAMPLE)
    assert {line.outcome for line in roster_previews.open_preview(nurse, again).lines} == {Outcome.SAME}
    take(nurse, again, place)

    assert (count(Child), count(Enrolment)) == (31, 31)


def test_confirming_twice_is_done_once(nurse, place):
    import_id = upload(nurse, SAMPLE)

    take(nurse, import_id, place)
    take(nurse, import_id, place)

    assert count(Child) == 31


def test_uploading_twice_before_deciding_is_one_import(nurse, place):
    assert upload(nurse, SAMPLE) == upload(nurse, SAMPLE)


def test_a_rejected_row_does_not_hold_the_others_back(nurse, place):
    import_id = upload(nurse, csv("1;Nông Văn Mẫu;01/02/2018;Nam;2B;", "2;Hà Thị Mẫu;31/02/2018;Nữ;2B;"))

    preview = roster_previews.open_preview(nurse, import_id)
    take(nurse, import_id, place)

    assert [problem.row for problem in preview.reading.problems] == [3]
    assert count(Child) == 1


def test_a_near_match_waits_unless_decided(nurse, place):
    known = make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")
    line = csv("1;Nong Van Mau;01/03/2018;Nam;2A;")
    import_id = upload(nurse, line)
    assert roster_previews.open_preview(nurse, import_id).lines[0].outcome is Outcome.NEAR

    take(nurse, import_id, place)
    assert count(Child) == 1

    again = upload(nurse, line)
    record = roster_previews.open_preview(nurse, again).lines[0].record
    take(nurse, again, place, near={(record.sheet, record.row_number): known})
    assert count(Child) == 1


def test_a_near_match_can_be_kept_as_a_new_child(nurse, place):
    make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")
    import_id = upload(nurse, csv("1;Nong Van Mau;01/03/2018;Nam;2A;"))
    record = roster_previews.open_preview(nurse, import_id).lines[0].record

    take(nurse, import_id, place, near={(record.sheet, record.row_number): None})

    assert count(Child) == 2


def test_blank_never_deletes_and_nothing_known_is_overwritten(nurse, place):
    known = make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M", ethnic_group="02")
    import_id = upload(nurse, csv("1;Nông Văn Mẫu;01/03/2018;Nam;2A;006218000123"))

    take(nurse, import_id, place)

    child = session().get(Child, known)
    assert (child.ethnic_group, register.personal_id(child)) == ("02", "006218000123")


def test_a_child_of_another_class_is_moved_and_the_past_is_kept(nurse, place):
    known = make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")

    take(nurse, upload(nurse, csv("1;Nông Văn Mẫu;01/03/2018;Nam;2C;")), place)

    past = session().scalars(select(Enrolment).where(Enrolment.child_id == known)).all()
    assert sorted(one.to_date is None for one in past) == [False, True]


def test_a_discarded_list_is_gone_with_its_file(nurse, place):
    import_id = upload(nurse, SAMPLE)

    roster_saving.discard_import(nurse, import_id)

    assert (count(RosterImport), count(RosterFile)) == (0, 0)
    with pytest.raises(NotFound):
        take(nurse, import_id, place)


def test_a_saved_list_is_not_thrown_away(nurse, place):
    import_id = upload(nurse, SAMPLE)
    take(nurse, import_id, place)

    with pytest.raises(WrongStep, match="already_taken"):
        roster_saving.discard_import(nurse, import_id)


def test_a_list_with_no_row_to_take_is_refused(nurse, place):
    import_id = upload(nurse, csv("1;Hà Thị Mẫu;31/02/2018;Nữ;2B;"))

    with pytest.raises(InvalidInput, match="nothing_to_take"):
        take(nurse, import_id, place)


def test_a_list_without_class_needs_one(nurse, place):
    import_id = upload(nurse, "Họ và tên;Ngày sinh\nNông Văn Mẫu;01/02/2018\n".encode())

    with pytest.raises(InvalidInput, match="class_needed"):
        take(nurse, import_id, place)
    assert count(Child) == 0

    take(nurse, import_id, place, class_name="1D")
    assert count(Child) == 1


@pytest.mark.parametrize(
    "content",
    [pytest.param(b"", id="empty file"), pytest.param(b"PK\x03\x04 broken", id="broken archive")],
)
def test_an_unreadable_file_leaves_nothing(nurse, place, content):
    with pytest.raises(UnreadableFile):
        upload(nurse, content)

    assert count(RosterImport) == 0


def test_a_school_account_sees_only_its_own_imports(nurse, place, as_role):
    mine = upload(nurse, SAMPLE)
    school = make_user(as_role(None), Role.SCHOOL_ENTRY, place.school_id)

    with pytest.raises(NotFound):
        roster_previews.open_preview(school, mine)


def test_a_school_account_is_not_told_who_the_child_of_another_school_is(nurse, place, as_role):
    other = make_place(as_role(None), "Trường Khác", "5B")
    make_child(nurse, other, full_name="Nông Văn Mẫu", sex="M")
    school = make_user(as_role(None), Role.SCHOOL_ENTRY, place.school_id)

    preview = roster_previews.open_preview(school, upload(school, csv("1;Nong Van Mau;01/03/2018;Nam;2A;")))

    assert [(one.child, one.reasons) for one in preview.lines[0].near] == [(None, ())]


def test_the_stored_reading_cannot_be_read_in_the_database(nurse, place):
    import_id = upload(nurse, SAMPLE)

    sealed = session().get(RosterImport, import_id).reading_sealed
    assert "Hoàng".encode() not in sealed
    assert b"019315561913" not in sealed


def test_a_list_of_a_past_year_takes_nobody_out_of_this_year_s_class(nurse, place):
    known = make_child(nurse, place, full_name="Nông Văn Mẫu", sex="M")
    title = "DANH SÁCH LỚP 1A;;\nNăm học 2025 - 2026;;\n"
    old = f"{title}Họ và tên;Ngày sinh;Giới tính\nNông Văn Mẫu;01/03/2018;Nam\n"

    take(nurse, upload(nurse, old.encode()), place)

    (still,) = session().scalars(select(Enrolment).where(Enrolment.child_id == known)).all()
    assert (still.school_year, still.to_date) == (2026, None)


def test_a_child_of_another_school_is_never_taken_over_without_asking(nurse, place, as_role):
    other = make_place(as_role(None), "Trường Khác", "5B")
    known = make_child(nurse, other, full_name="Nông Văn Mẫu", sex="M")
    school = make_user(as_role(None), Role.SCHOOL_ENTRY, place.school_id)

    take(school, upload(school, csv("1;Nông Văn Mẫu;01/03/2018;Nam;2A;")), place)

    (still,) = session().scalars(select(Enrolment).where(Enrolment.child_id == known)).all()
    assert (still.school_id, still.to_date) == (other.school_id, None)
    assert count(Child) == 1


def test_one_child_is_not_chosen_for_two_rows(nurse, place):
    known = make_child(nurse, place, full_name="Lê Thị Ba", sex="F")
    import_id = upload(nurse, csv("1;Le Thi Ba;01/03/2018;Nữ;2X;", "2;Lê Thị Bà;01/03/2018;Nữ;2Y;"))
    keys = [
        (one.record.sheet, one.record.row_number)
        for one in roster_previews.open_preview(nurse, import_id).lines
    ]

    with pytest.raises(InvalidInput, match="same_child_twice"):
        take(nurse, import_id, place, near=dict.fromkeys(keys, known))

    assert count(Enrolment) == 1
