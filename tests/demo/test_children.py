"""Who is in the made-up ward: 1,200 children in their classes, moving up, in households."""

from collections import Counter

import pytest

from casemgmt.codelists import labels
from casemgmt.demo.children import make_children
from casemgmt.demo.names import reserved_birth_dates, reserved_names
from casemgmt.demo.places import EMPTY_CLASS, KINDERGARTEN, LOWER_SECONDARY, PRIMARY
from casemgmt.domain.circumstances import Poverty
from casemgmt.domain.vietnamese.identifiers import doubts_about, read_personal_id, read_phone
from casemgmt.domain.vietnamese.names import fold, split_name
from casemgmt.domain.vietnamese.schooling import read_class_name

THIS_YEAR = 2026


@pytest.fixture(scope="module")
def children():
    return make_children(THIS_YEAR)


def in_year(children, years_ago):
    return [child for child in children if years_ago in child.pupil.enrolled]


def classes(children, years_ago):
    return Counter(child.pupil.class_in(years_ago) for child in in_year(children, years_ago))


def test_twelve_hundred_children_are_enrolled_now(children):
    assert len(in_year(children, 0)) == 1200


@pytest.mark.parametrize("years_ago", [1, 2])
def test_the_schools_were_as_full_in_the_years_before(children, years_ago):
    assert len(in_year(children, years_ago)) == pytest.approx(1200, abs=20)


def test_every_school_has_its_classes(children):
    now = classes(children, 0)

    assert {one.school for one in now} == {KINDERGARTEN, PRIMARY, LOWER_SECONDARY}
    assert len(now) == 40
    assert 25 <= min(now.values()) <= max(now.values()) <= 36


def test_class_3a_waits_for_its_list(children):
    assert EMPTY_CLASS.name == "3A"
    assert EMPTY_CLASS not in classes(children, 0)


def test_class_names_are_those_the_program_reads(children):
    found = {one.name for years_ago in range(3) for one in classes(children, years_ago)}

    assert {read_class_name(name) for name in found} == found


def test_children_move_up_one_class_a_year_and_keep_their_letter(children):
    moved = [
        (child.pupil.class_in(1), child.pupil.class_in(0))
        for child in children
        if {0, 1} <= child.pupil.enrolled
    ]

    assert {now.stage - before.stage for before, now in moved} == {1}
    assert [
        pair for pair in moved if pair[0].school is pair[1].school and pair[0].letter != pair[1].letter
    ] == []


def test_some_children_came_and_some_left(children):
    assert sum(child.pupil.since == 0 and child.pupil.stage > 0 for child in children) > 50
    assert sum(0 not in child.pupil.enrolled for child in children) > 200


def test_children_have_the_age_of_their_class(children):
    ages = Counter(THIS_YEAR - child.born.year - child.pupil.stage for child in children)

    assert set(ages) == {3, 4}
    assert ages[4] < len(children) * 0.05


def test_no_child_looks_like_one_of_the_sample_lists(children):
    assert {fold(child.name) for child in children} & reserved_names() == set()
    assert {child.born for child in children} & reserved_birth_dates() == set()


def test_personal_numbers_are_right_in_form_and_different(children):
    known = [child for child in children if child.personal_id]

    assert {read_personal_id(child.personal_id).problem for child in known} == {None}
    assert [
        doubt for child in known for doubt in doubts_about(child.personal_id, child.sex, child.born)
    ] == []
    assert len({child.personal_id for child in known}) == len(known) > len(children) * 0.95


def test_telephone_numbers_are_right_in_form_and_of_no_company(children):
    phones = {child.family.phone for child in children}

    assert {read_phone(phone).value for phone in phones} == phones
    assert {phone[:4] for phone in phones} == {"0300"}


def test_brothers_and_sisters_share_name_group_and_household(children):
    families = Counter(child.family for child in children)

    assert 2 in families.values()
    assert 3 in families.values()
    assert {child.name.split()[0] == child.family.name for child in children} == {True}


def test_no_brothers_or_sisters_are_called_alike(children):
    called = [(child.family, split_name(child.name).given) for child in children]

    assert len(set(called)) == len(called)


def test_most_children_are_tay(children):
    groups = Counter(labels("ethnic_groups")[child.family.ethnic_group] for child in children)

    assert groups.most_common(1)[0][0] == "Tày"
    assert set(groups) == {"Tày", "Kinh", "Nùng", "Dao", "Mông", "Sán Chay", "Hoa"}


def test_poverty_is_as_frequent_as_said_and_falls_slowly(children):
    families = {child.family for child in children}
    shares = [Counter(family.poverty(years_ago) for family in families) for years_ago in (2, 1, 0)]

    assert shares[2][Poverty.POOR] / len(families) == pytest.approx(0.09, abs=0.01)
    assert shares[2][Poverty.NEAR_POOR] / len(families) == pytest.approx(0.08, abs=0.01)
    assert shares[2][Poverty.AVERAGE] / len(families) == pytest.approx(0.15, abs=0.015)
    assert 0 < shares[2][None] / len(families) < 0.04
    assert shares[0][Poverty.POOR] > shares[1][Poverty.POOR] > shares[2][Poverty.POOR]


def test_the_same_year_gives_the_same_children(children):
    again = make_children(THIS_YEAR)

    assert [shown(child) for child in again] == [shown(child) for child in children]


def shown(child):
    return (
        child.child_id,
        child.name,
        child.sex,
        child.born,
        child.personal_id,
        child.pupil,
        child.family.guardian,
    )


def test_a_small_ward_has_every_stage():
    small = make_children(THIS_YEAR, scale=0.02)

    assert {child.pupil.stage for child in in_year(small, 0)} == set(range(12))
    assert len(small) < 60
