"""Merging two records of one child: what is proposed, what is kept, what is refused."""

from datetime import date
from uuid import uuid4

import pytest

from casemgmt.domain.errors import Conflict, InvalidInput, NotFound, WrongStep
from casemgmt.domain.merging import MergeField, RowFate, Source
from casemgmt.services.child_merges import preview_merge, suggest_duplicates
from casemgmt.services.days import open_sheet
from casemgmt.services.merge_saving import Merge, merge_children
from casemgmt.services.screening import record_rows
from casemgmt.store import register
from casemgmt.store.child_rows import child_references
from casemgmt.store.children import DERIVED, Child, Enrolment, Guardian
from casemgmt.store.contacts import address_of
from casemgmt.store.db import session, transaction
from casemgmt.store.keys import sealer
from casemgmt.store.merge_facts import COLUMNS, NOT_CHOSEN
from casemgmt.store.screening import Examination
from tests.child_rows import (
    columns_without_row,
    examine,
    fill_every_table,
    make_guardian,
    open_enrolment,
    versions,
)
from tests.dumps import row_counts
from tests.factories import make_child, make_place, open_day, row

LEFT_BEHIND = {("child", "merged_into"), ("child_merge", "kept_id"), ("child_merge", "merged_id")}


@pytest.fixture
def minh(nurse, place):
    return make_child(nurse, place, full_name="Nguyễn Văn Mẫu", sex=None, birth_precision="year")


@pytest.fixture
def again(nurse, place):
    """The same child, typed a second time."""
    return make_child(nurse, place, full_name="Nguyễn Văn Mẫu", ethnic_group="02")


def merge(ctx, kept_id, other_id, **given):
    asked = {"choices": {}, "goes_on": open_enrolment(kept_id)} | given
    return merge_children(ctx, Merge(kept_id, other_id, versions(kept_id, other_id), **asked))


def stored(child_id):
    session().rollback()
    return session().get_one(Child, child_id, populate_existing=True)


def give_numbers(ctx, child_id, number, insurance=None):
    with transaction(ctx):
        child = session().get_one(Child, child_id)
        for column, value in register.number_columns(child_id, number, insurance).items():
            setattr(child, column, value)


def count_of(mapped, child_id):
    return session().query(mapped).filter_by(child_id=child_id).count()


def test_the_second_record_of_a_child_is_suggested(nurse, minh, again, place):
    make_child(nurse, place, full_name="Trần Thị Khác")

    _record, found = suggest_duplicates(nurse, minh)

    assert [one.record.child_id for one in found] == [again]


def test_blanks_are_filled_and_the_fuller_birth_date_is_taken(nurse, minh, again):
    merge(nurse, minh, again)

    kept = stored(minh)
    assert (kept.sex, kept.ethnic_group) == ("F", "02")
    assert (kept.birth_date, kept.birth_precision) == (date(2018, 3, 1), "day")


def test_a_chosen_value_wins_over_the_proposed_one(nurse, minh, place):
    other = make_child(nurse, place, full_name="Nguyễn Văn Mẩu")

    merge(nurse, minh, other, choices={MergeField.FULL_NAME: Source.OTHER})

    assert stored(minh).full_name == "Nguyễn Văn Mẩu"


def test_sealed_values_can_be_opened_in_the_record_that_stays(nurse, minh, again):
    give_numbers(nurse, again, "006218123456", "HS4060612345678")
    with transaction(nurse):
        child = session().get_one(Child, again)
        child.address_sealed = sealer().seal("Số 1 Phố Mẫu", "child.address", again)

    merge(nurse, minh, again)

    kept = stored(minh)
    assert register.personal_id(kept) == "006218123456"
    assert register.health_insurance(kept) == "HS4060612345678"
    assert address_of(kept) == "Số 1 Phố Mẫu"
    assert kept.personal_id_index == stored(again).personal_id_index


def test_every_column_of_a_child_is_part_of_a_field_or_left_out_on_purpose():
    chosen = {column for columns in COLUMNS.values() for column in columns}

    assert set(Child.__table__.columns.keys()) == chosen | NOT_CHOSEN | set(DERIVED)


def test_every_row_of_every_table_is_there_after_a_merge(nurse, minh, again, place):
    fill_every_table(nurse, again, place)
    assert columns_without_row(again) == {("child_merge", "merged_id")}
    before = row_counts()

    merge(nurse, minh, again)

    after = row_counts()
    assert {name for name in before if before[name] != after[name]} == {"child_merge", "child_word"}
    kept = {(one.table, one.column.name) for one in child_references()} - columns_without_row(minh)
    moving = {(one.table, one.column.name) for one in child_references() if one.moves}
    assert moving <= kept


def test_a_protected_address_stays_protected_and_its_whereabouts_win(nurse, minh, place):
    other = make_child(nurse, place, neighbourhood_id=None, address_protected=True)
    with transaction(nurse):
        child = session().get_one(Child, other)
        child.address_sealed = sealer().seal("Nơi Giấu", "child.address", other)

    preview = preview_merge(nurse, minh, other)
    merge(nurse, minh, other, choices={MergeField.ADDRESS: Source.KEPT})

    assert [one.other for one in preview.fields if one.hidden] == ["", "", "", ""]
    assert stored(minh).address_protected
    assert address_of(stored(minh)) == "Nơi Giấu"


def test_of_those_who_care_for_a_protected_child_only_the_relation_is_shown(nurse, minh, place):
    other = make_child(nurse, place, address_protected=True)
    make_guardian(nurse, other)

    rows = preview_merge(nurse, minh, other).rows

    assert [one.summary.words for one in rows if one.summary.table == "guardian"] == [("Mẹ",)]


def test_differing_numbers_must_be_checked_by_a_person(nurse, minh, again):
    give_numbers(nurse, minh, "006218123456")
    give_numbers(nurse, again, "006218654321")

    with pytest.raises(InvalidInput, match="merge_numbers_differ"):
        merge(nurse, minh, again)
    merge(nurse, minh, again, numbers_checked=True)

    assert register.personal_id(stored(minh)) == "006218123456"


def test_numbers_are_shown_masked(nurse, minh, again):
    give_numbers(nurse, again, "006218123456")

    assert "218123456" not in repr(
        [(one.kept, one.other) for one in preview_merge(nurse, minh, again).fields]
    )


def test_one_enrolment_goes_on_and_the_other_ends_as_a_mistake(nurse, minh, place):
    other_class = make_place(nurse, "Trường Khác", "3B")
    again = make_child(nurse, other_class)

    merge(nurse, minh, again, goes_on=open_enrolment(again))

    ended, goes_on = session().query(Enrolment).filter_by(child_id=minh).order_by(Enrolment.to_date.is_(None))
    assert (goes_on.class_id, goes_on.to_date) == (other_class.class_id, None)
    assert (ended.class_id, ended.to_date, ended.end_reason) == (place.class_id, nurse.today, "mistake")


def test_an_enrolment_that_is_not_open_cannot_go_on(nurse, minh, again):
    with pytest.raises(InvalidInput, match="merge_enrolment_needed"):
        merge(nurse, minh, again, goes_on=uuid4())


def test_guardians_of_both_records_stay(nurse, minh, again):
    make_guardian(nurse, minh)
    make_guardian(nurse, again)

    merge(nurse, minh, again)

    assert count_of(Guardian, minh) == 2


def test_results_of_one_day_in_both_records_forbid_a_merge(nurse, minh, again, place):
    examine(nurse, minh, place)
    examine(nurse, again, place)

    preview = preview_merge(nurse, minh, again)

    assert [one.on for one in preview.forbidding] == [nurse.today]
    with pytest.raises(WrongStep, match="12/10/2026"):
        merge(nurse, minh, again)


@pytest.mark.parametrize("examined", ["kept", "other"])
def test_of_one_day_s_examinations_the_one_with_results_is_kept(nurse, minh, again, place, examined):
    day_id = open_day(nurse, place)
    record_rows(nurse, day_id, (row({"kept": minh, "other": again}[examined], heart={"murmur_grade": "3"}),))

    fates = {one.fate for one in preview_merge(nurse, minh, again).rows if one.summary.table == "examination"}
    merge(nurse, minh, again)

    [line] = open_sheet(nurse, day_id).lines
    assert (line.child_id, set(line.instruments)) == (minh, {"heart"})
    assert count_of(Examination, again) == 1
    assert RowFate.FORBIDS not in fates


def test_the_merged_record_is_shown_nowhere(nurse, minh, again):
    merge(nurse, minh, again)

    with pytest.raises(NotFound):
        preview_merge(nurse, minh, again)
    assert suggest_duplicates(nurse, minh)[1] == ()


def test_a_record_is_not_merged_with_itself(nurse, minh):
    with pytest.raises(InvalidInput, match="merge_one_record"):
        merge(nurse, minh, minh)


@pytest.mark.parametrize("changed", ["kept", "other"])
def test_a_record_changed_since_it_was_looked_at_is_not_merged(nurse, minh, again, changed):
    seen = versions(minh, again)
    with transaction(nurse):
        session().get_one(Child, {"kept": minh, "other": again}[changed]).version += 1

    with pytest.raises(Conflict):
        merge_children(nurse, Merge(minh, again, seen, {}, open_enrolment(minh)))


def test_a_merge_asked_twice_is_done_once(nurse, minh, again):
    asked = Merge(minh, again, versions(minh, again), {}, open_enrolment(minh))

    assert merge_children(nurse, asked) == merge_children(nurse, asked)
