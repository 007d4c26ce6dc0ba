"""Which value of two records is proposed, what forbids joining them, and until when it can be undone."""

from datetime import date
from uuid import UUID

import pytest

from casemgmt.domain.merging import (
    MergeField,
    OpenEnrolment,
    RowFate,
    Side,
    Source,
    choose,
    differing_numbers,
    propose,
    proposed_enrolment,
    same_day_fate,
    undo_until,
)

F = MergeField
KEPT, OTHER = Source.KEPT, Source.OTHER


def proposal(field, kept, other, *, kept_protected=False, other_protected=False):
    sides = Side({field: kept}, kept_protected), Side({field: other}, other_protected)
    return next(one for one in propose(*sides) if one.field is field)


@pytest.mark.parametrize(
    ("field", "kept", "other", "source", "can_choose", "differs"),
    [
        pytest.param(F.SEX, "F", "F", KEPT, False, False, id="both say the same"),
        pytest.param(F.SEX, "", "", KEPT, False, False, id="neither knows"),
        pytest.param(F.SEX, "F", "", KEPT, False, False, id="blank never deletes"),
        pytest.param(F.SEX, "", "F", OTHER, True, False, id="a blank is filled"),
        pytest.param(F.SEX, "F", "M", KEPT, True, True, id="the record that stays speaks first"),
        pytest.param(F.FULL_NAME, "Nguyen Van Mau", "Nguyễn Văn Mẫu", KEPT, True, True, id="name"),
        pytest.param(F.BIRTH, "2018", "2018-03-01", OTHER, True, True, id="a fuller date of the same year"),
        pytest.param(F.BIRTH, "2018-03-01", "2018", KEPT, True, True, id="a date that says less"),
        pytest.param(F.BIRTH, "2018", "2017-03-01", KEPT, True, True, id="a fuller date of another year"),
        pytest.param(
            F.HEALTH_INSURANCE, "HS4060612345678", "0612345678", KEPT, True, False, id="one number, two cards"
        ),
        pytest.param(F.PERSONAL_ID, "006218123456", "006218654321", KEPT, True, True, id="two numbers"),
    ],
)
def test_the_value_proposed(field, kept, other, source, can_choose, differs):
    found = proposal(field, kept, other)

    assert (found.source, found.open, found.differs) == (source, can_choose, differs)


@pytest.mark.parametrize(
    ("kept", "other", "protected", "source"),
    [
        pytest.param("Số 1", "Số 2", (True, False), KEPT, id="the record that stays is protected"),
        pytest.param("Số 1", "Số 2", (False, True), OTHER, id="the other one is protected"),
        pytest.param("Số 1", "Số 2", (True, True), KEPT, id="both are protected"),
        pytest.param("Số 1", "", (False, True), KEPT, id="the protected one has no address"),
        pytest.param("", "Số 2", (True, False), OTHER, id="the protected one is blank and filled"),
    ],
)
@pytest.mark.parametrize("field", [F.ADDRESS, F.NEIGHBOURHOOD, F.RESIDENCE, F.HOUSEHOLD])
def test_nobody_chooses_among_protected_whereabouts(field, kept, other, protected, source):
    found = proposal(field, kept, other, kept_protected=protected[0], other_protected=protected[1])

    assert (found.source, found.open) == (source, False)


def test_a_protected_address_does_not_decide_about_the_name():
    found = proposal(F.FULL_NAME, "Trẻ Mẫu", "Trẻ Mẩu", other_protected=True)

    assert (found.source, found.open) == (KEPT, True)


def test_a_choice_counts_only_where_there_is_one():
    proposals = propose(Side({F.SEX: "F", F.RESIDENCE: "permanent"}), Side({F.SEX: "M"}))

    sources = choose(proposals, {F.SEX: OTHER, F.RESIDENCE: OTHER})

    assert (sources[F.SEX], sources[F.RESIDENCE]) == (OTHER, KEPT)


@pytest.mark.parametrize(
    ("kept", "other", "found"),
    [
        pytest.param({F.PERSONAL_ID: "1"}, {F.PERSONAL_ID: "2"}, (F.PERSONAL_ID,), id="two numbers"),
        pytest.param({F.PERSONAL_ID: "1"}, {}, (), id="one is missing"),
        pytest.param({F.PERSONAL_ID: "1"}, {F.PERSONAL_ID: "1"}, (), id="one number"),
        pytest.param({F.SEX: "F"}, {F.SEX: "M"}, (), id="something else differs"),
    ],
)
def test_differing_numbers_are_named(kept, other, found):
    assert differing_numbers(propose(Side(kept), Side(other))) == found


@pytest.mark.parametrize(
    ("kept", "other", "fate"),
    [
        pytest.param(True, True, RowFate.FORBIDS, id="results in both"),
        pytest.param(True, False, RowFate.STAYS, id="results in the one that stays"),
        pytest.param(False, True, RowFate.SWAPS, id="results in the other"),
        pytest.param(False, False, RowFate.STAYS, id="no results"),
    ],
)
def test_two_examinations_of_one_day(kept, other, fate):
    assert same_day_fate(kept_has_results=kept, other_has_results=other) is fate


@pytest.mark.parametrize(
    ("open_ones", "goes_on"),
    [
        pytest.param([], None, id="in no class"),
        pytest.param([(1, OTHER, 2026)], 1, id="only the other is in a class"),
        pytest.param([(1, OTHER, 2026), (2, KEPT, 2026)], 2, id="two classes of one year"),
        pytest.param([(1, OTHER, 2026), (2, KEPT, 2025)], 1, id="the newer school year"),
    ],
)
def test_the_enrolment_that_goes_on(open_ones, goes_on):
    listed = [OpenEnrolment(UUID(int=key), source, year) for key, source, year in open_ones]

    assert proposed_enrolment(listed) == (goes_on and UUID(int=goes_on))


def test_a_merge_can_be_undone_until_the_thirtieth_day_after():
    assert undo_until(date(2026, 10, 12)) == date(2026, 11, 11)
