"""Taking a merge back: everything as it was, and nothing of what was done since is lost."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from casemgmt.domain.errors import Conflict, NotFound, WrongStep
from casemgmt.domain.merging import Hindrance, LeftAlone, MergeField, Source
from casemgmt.services.days import open_sheet
from casemgmt.services.merge_saving import Merge, merge_children
from casemgmt.services.merge_undo import list_merges, preview_undo, undo_merge
from casemgmt.services.retention import forget_old
from casemgmt.services.screening import record_rows
from casemgmt.store.child_rows import child_references
from casemgmt.store.children import Child, Enrolment, Guardian
from casemgmt.store.db import session, transaction
from casemgmt.store.merges import ChildMerge
from casemgmt.store.referrals import Referral
from casemgmt.store.sheets import progress_of_days
from tests.child_rows import (
    columns_without_row,
    examine,
    fill_every_table,
    make_guardian,
    open_enrolment,
    versions,
)
from tests.dumps import changed_tables, dump
from tests.factories import make_child, make_place, open_day, row


@pytest.fixture
def minh(nurse, place):
    return make_child(nurse, place, full_name="Nguyễn Văn Mẫu", sex=None, birth_precision="year")


@pytest.fixture
def again(nurse, place):
    return make_child(nurse, place, full_name="Nguyễn Văn Mẫu", ethnic_group="02")


def merge(ctx, kept_id, other_id, **given):
    asked = {"choices": {}, "goes_on": open_enrolment(kept_id)} | given
    return merge_children(ctx, Merge(kept_id, other_id, versions(kept_id, other_id), **asked))


def undo(ctx, merge_id):
    return undo_merge(ctx, merge_id, preview_undo(ctx, merge_id).seen)


def left_alone(ctx, merge_id):
    return {(one.table, one.field, one.because) for one in preview_undo(ctx, merge_id).left}


def stored(child_id):
    session().rollback()
    return session().get_one(Child, child_id, populate_existing=True)


def change(ctx, child_id, **values):
    """As the child's own page would: the values and the version."""
    with transaction(ctx):
        child = session().get_one(Child, child_id)
        for name, value in values.items():
            setattr(child, name, value)
        child.version += 1


def test_a_merge_taken_back_leaves_the_database_as_it_was_byte_for_byte(nurse, minh, again, place):
    fill_every_table(nurse, minh, place)
    fill_every_table(nurse, again, place)
    assert columns_without_row(minh) == columns_without_row(again) == {("child_merge", "merged_id")}
    before = dump()

    merge_id = merge(nurse, minh, again, choices=dict.fromkeys(MergeField, Source.OTHER))
    merged = dump()
    undo(nurse, merge_id)

    assert {one.table for one in child_references() if one.moves} <= changed_tables(before, merged)
    assert dump() == before


@pytest.mark.parametrize("examined", ["kept", "other", "neither"])
def test_examinations_of_one_day_are_put_back_byte_for_byte(nurse, minh, again, place, examined):
    day_id = open_day(nurse, place)
    child_id = {"kept": minh, "other": again}.get(examined)
    for each in filter(None, [child_id]):
        record_rows(nurse, day_id, (row(each, heart={"murmur_grade": "3", "signs": "0"}),))
    before = dump()

    undo(nurse, merge(nurse, minh, again))

    assert dump() == before
    assert len(open_sheet(nurse, day_id).lines) == 2


def test_a_protection_taken_over_goes_back(nurse, minh, place):
    other = make_child(nurse, place, address_protected=True)
    before = dump()

    undo(nurse, merge(nurse, minh, other))

    assert dump() == before


def test_the_other_class_chosen_goes_back(nurse, minh, place):
    again = make_child(nurse, make_place(nurse, "Trường Khác", "3B"))
    before = dump()

    undo(nurse, merge(nurse, minh, again, goes_on=open_enrolment(again)))

    assert dump() == before


def test_a_chain_of_merges_is_undone_in_reverse_order_only(nurse, minh, again, place, clock):
    third = make_child(nurse, place, full_name="Nguyễn Văn Mẫu", sex="M")
    before = dump()
    first = merge(nurse, minh, again)
    clock.moment += timedelta(hours=1)
    second = merge(nurse, third, minh)

    with pytest.raises(WrongStep, match="merge_newer_first"):
        undo(nurse, first)
    undo(nurse, second)
    undo(nurse, first)

    assert dump() == before


def test_two_merges_into_one_record_are_undone_in_reverse_order_only(nurse, minh, again, place, clock):
    third = make_child(nurse, place, full_name="Nguyễn Văn Mẫu", sex="M")
    first = merge(nurse, minh, again)
    clock.moment += timedelta(hours=1)
    second = merge(nurse, minh, third)

    lines = {one.merge_id: one for one in list_merges(nurse)}

    assert lines[first].hindrance is Hindrance.NEWER_MERGE
    assert lines[first].newer == second
    assert lines[second].hindrance is None


@pytest.mark.parametrize(
    ("days", "late"),
    [
        pytest.param(30, False, id="the thirtieth day"),
        pytest.param(31, True, id="the day after"),
    ],
)
def test_a_merge_can_be_undone_for_thirty_days(nurse, minh, again, clock, days, late):
    merge_id = merge(nurse, minh, again)
    clock.moment += timedelta(days=days)

    [line] = list_merges(nurse)

    assert (line.hindrance is Hindrance.TOO_LATE) is late
    if late:
        with pytest.raises(WrongStep, match="merge_too_late"):
            undo(nurse, merge_id)


def test_a_field_edited_since_keeps_the_newer_value_and_is_named(nurse, minh, again):
    merge_id = merge(nurse, minh, again)
    change(nurse, minh, sex="M")

    named = left_alone(nurse, merge_id)
    undo(nurse, merge_id)

    assert named == {("child", MergeField.SEX, LeftAlone.EDITED_SINCE)}
    kept = stored(minh)
    assert (kept.sex, kept.ethnic_group, kept.birth_precision) == ("M", None, "year")
    assert kept.version == 4  # typed, merged, edited, parted: an open page of it must look again


def test_the_parts_of_one_value_go_back_together_or_not_at_all(nurse, minh, again):
    merge_id = merge(nurse, minh, again)
    change(nurse, minh, birth_date=date(2018, 3, 2))

    undo(nurse, merge_id)

    assert (stored(minh).birth_date, stored(minh).birth_precision) == (date(2018, 3, 2), "day")


def test_a_protection_is_not_taken_away_from_a_record_edited_since(nurse, minh, place):
    merge_id = merge(nurse, minh, make_child(nurse, place, address_protected=True))
    change(nurse, minh, residence="temporary")

    assert ("child", None, LeftAlone.PROTECTED) in left_alone(nurse, merge_id)
    undo(nurse, merge_id)

    assert stored(minh).address_protected


def test_a_row_that_was_moved_and_then_edited_goes_back_with_its_edit(nurse, minh, again, place):
    mother = make_guardian(nurse, again)
    merge_id = merge(nurse, minh, again)
    with transaction(nurse):
        session().get_one(Guardian, mother).name = "Tên Đã Sửa"

    undo(nurse, merge_id)

    held = session().get_one(Guardian, mother)
    assert (held.child_id, held.name) == (again, "Tên Đã Sửa")


def test_a_row_deleted_since_is_named(nurse, minh, again):
    mother = make_guardian(nurse, again)
    merge_id = merge(nurse, minh, again)
    with transaction(nurse):
        session().delete(session().get_one(Guardian, mother))

    assert left_alone(nurse, merge_id) == {("guardian", None, LeftAlone.GONE)}
    assert undo(nurse, merge_id) == (minh, again)


def test_what_was_added_since_stays_with_the_kept_record_and_is_named(nurse, minh, again, place):
    merge_id = merge(nurse, minh, again)
    examine(nurse, minh, place)

    named = left_alone(nurse, merge_id)
    undo(nurse, merge_id)

    assert {one[0] for one in named if one[2] is LeftAlone.ADDED_SINCE} == {"examination", "referral"}
    assert session().query(Referral).filter_by(child_id=minh).count() == 1


def test_a_record_in_a_new_class_since_is_not_put_into_its_old_one_beside(nurse, minh, again, place):
    merge_id = merge(nurse, minh, again, goes_on=open_enrolment(again))
    new_class = make_place(nurse, "Trường Mới", "4A")
    with transaction(nurse):
        session().get_one(Enrolment, open_enrolment(minh)).to_date = nurse.today
        session().add(
            Enrolment(
                id=uuid4(), ward_id=1, child_id=minh, class_id=new_class.class_id,
                school_id=new_class.school_id, school_year=2026, from_date=nurse.today,
            )
        )  # fmt: skip

    named = left_alone(nurse, merge_id)
    undo(nurse, merge_id)

    assert ("enrolment", None, LeftAlone.IN_A_CLASS_SINCE) in named
    assert session().query(Enrolment).filter_by(child_id=minh, to_date=None).count() == 1


def test_an_undo_is_refused_where_something_was_done_since_it_was_shown(nurse, minh, again):
    merge_id = merge(nurse, minh, again)
    seen = preview_undo(nurse, merge_id).seen
    change(nurse, minh, sex="M")

    with pytest.raises(Conflict):
        undo_merge(nurse, merge_id, seen)


def test_a_merge_undone_can_be_undone_no_more_and_merged_again(nurse, minh, again):
    merge_id = merge(nurse, minh, again)
    undo(nurse, merge_id)

    with pytest.raises(NotFound):
        preview_undo(nurse, merge_id)
    merge(nurse, again, minh)

    assert session().query(ChildMerge).count() == 1


def test_a_merged_record_is_no_longer_counted_on_the_sheet(nurse, minh, again, place):
    open_day(nurse, place)
    assert [day[2] for day in progress_of_days(nurse, 2026).values()] == [2]

    merge(nurse, minh, again)

    assert [day[2] for day in progress_of_days(nurse, 2026).values()] == [1]


def test_the_way_back_is_deleted_when_its_time_is_over(nurse, minh, again, clock):
    merge_id = merge(nurse, minh, again)

    clock.moment += timedelta(days=30)
    assert forget_old(nurse) == 0
    clock.moment += timedelta(days=2)
    assert forget_old(nurse) == 1

    assert session().get_one(ChildMerge, merge_id, populate_existing=True).undo_sealed == b""
    assert [line.hindrance for line in list_merges(nurse)] == [Hindrance.TOO_LATE]
    assert preview_undo(nurse, merge_id).line.hindrance is Hindrance.TOO_LATE


@pytest.mark.parametrize("protected", ["kept", "merged"])
def test_of_those_who_care_for_a_protected_child_an_undo_shows_only_the_relation(
    nurse, minh, again, protected
):
    merge_id = merge(nurse, minh, again)
    make_guardian(nurse, minh)
    change(nurse, {"kept": minh, "merged": again}[protected], address_protected=True)

    (mother,) = [one for one in preview_undo(nurse, merge_id).left if one.table == "guardian"]

    assert mother.summary.words == ("Mẹ",)
