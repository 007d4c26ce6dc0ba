"""Changing who a child is and where it lives; two people at once; merged records."""

from dataclasses import replace
from datetime import date

import pytest

from casemgmt.domain.child_fields import TypedIdentity
from casemgmt.domain.child_input import read_identity
from casemgmt.domain.contact_input import Dwelling, GuardianInput
from casemgmt.domain.context import Role
from casemgmt.domain.errors import Conflict, InvalidInput, NotFound
from casemgmt.domain.vietnamese.identifiers import IdentifierDoubt
from casemgmt.services.child_changes import IdentityChange, change_dwelling, change_identity
from casemgmt.services.child_page import find_child, open_child
from casemgmt.services.guardians import add_guardian, change_guardian, remove_guardian
from casemgmt.services.households import (
    Certificate,
    find_relatives,
    join_household,
    leave_household,
    name_head,
    write_certificate,
)
from casemgmt.store.children import Child
from casemgmt.store.db import session, transaction
from tests.factories import make_child, make_place, make_user

TODAY = date(2026, 10, 12)


@pytest.fixture
def minh(nurse, place):
    return make_child(nurse, place, full_name="Trẻ Mẫu Minh")


def change(version=1, forget=False, **given):
    fields = {"full_name": "Trẻ Mẫu Mình", "birth": "01/03/2018", "sex": "F"} | given
    identity, _problems = read_identity(TypedIdentity(**fields), TODAY)
    return IdentityChange(identity, version, forget_personal_id=forget)


def test_a_renamed_child_is_found_under_its_new_name(nurse, minh):
    change_identity(nurse, minh, change())

    child = session().get(Child, minh)
    assert (child.full_name, child.name_fold, child.version) == ("Trẻ Mẫu Mình", "tre mau minh", 2)


def test_the_second_of_two_people_is_refused(nurse, minh):
    change_identity(nurse, minh, change())

    with pytest.raises(Conflict):
        change_identity(nurse, minh, change(full_name="Trẻ Mẫu Kia"))

    assert session().get(Child, minh).full_name == "Trẻ Mẫu Mình"


@pytest.mark.parametrize(
    ("number", "doubt"),
    [
        ("999318001234", IdentifierDoubt.PROVINCE_UNKNOWN),
        ("006218001234", IdentifierDoubt.SEX_DIFFERS),
        ("006317001234", IdentifierDoubt.YEAR_DIFFERS),
    ],
)
def test_a_number_that_disagrees_is_told_and_saved(nurse, minh, number, doubt):
    assert change_identity(nurse, minh, change(personal_id=number)) == (doubt,)

    shown = open_child(nurse, minh).identity
    assert shown.personal_id.endswith("1234")
    assert shown.doubts == (doubt.value,)


def test_a_number_left_blank_stays_and_one_that_is_not_the_child_s_goes(nurse, minh):
    change_identity(nurse, minh, change(personal_id="006318001234"))

    change_identity(nurse, minh, change(version=2))
    assert open_child(nurse, minh).identity.personal_id == "006•••••1234"
    change_identity(nurse, minh, change(version=3, forget=True))
    assert open_child(nurse, minh).identity.personal_id == ""


def test_the_number_of_another_child_is_refused(nurse, place, minh):
    other = make_child(nurse, place, full_name="Trẻ Mẫu Khác")
    change_identity(nurse, other, change(full_name="Trẻ Mẫu Khác", personal_id="006318001234"))

    with pytest.raises(InvalidInput) as refused:
        change_identity(nurse, minh, change(personal_id="006318001234"))

    assert refused.value.details["problem"] == "number_taken"


def test_where_a_child_lives_is_changed_against_the_version_seen(nurse, minh):
    change_dwelling(nurse, minh, Dwelling(None, "Thôn Mẫu"), 1)

    with pytest.raises(Conflict):
        change_dwelling(nurse, minh, Dwelling(1, ""), 1)
    assert open_child(nurse, minh).contact.address == "Thôn Mẫu"


def test_a_guardian_is_added_once_changed_and_removed(nurse, minh):
    father = GuardianInput("Trẻ Văn Cha", "father", "0912345678")
    add_guardian(nurse, minh, father)
    add_guardian(nurse, minh, father)
    (known,) = open_child(nurse, minh).contact.guardians

    change_guardian(nurse, known.guardian_id, replace(father, phone=None), 1)
    with pytest.raises(Conflict):
        change_guardian(nurse, known.guardian_id, father, 1)
    assert open_child(nurse, minh).contact.guardians[0].phone is None
    with pytest.raises(Conflict):
        remove_guardian(nurse, known.guardian_id, 1)
    remove_guardian(nurse, known.guardian_id, 2)
    assert open_child(nurse, minh).contact.guardians == ()


def test_a_guardian_of_another_school_s_child_is_not_found(nurse, place, minh, as_role):
    add_guardian(nurse, minh, GuardianInput("Trẻ Văn Cha", "father", None))
    (known,) = open_child(nurse, minh).contact.guardians
    other = make_place(as_role(None), "Trường Khác")
    stranger = make_user(as_role(None), Role.SCHOOL_ENTRY, other.school_id)

    with pytest.raises(NotFound):
        change_guardian(stranger, known.guardian_id, GuardianInput("X", "father", None), 1)


def test_brothers_and_sisters_share_a_household(nurse, place, minh):
    sister = make_child(nurse, place, full_name="Trẻ Mẫu Lan", birth_date=date(2015, 5, 1))

    join_household(nurse, minh, sister)
    join_household(nurse, minh, sister)

    assert [one.full_name for one in open_child(nurse, sister).household.relatives] == ["Trẻ Mẫu Minh"]
    leave_household(nurse, minh)
    assert open_child(nurse, minh).household is None


def test_the_child_without_household_joins_the_one_that_has(nurse, place, minh):
    sister = make_child(nurse, place, full_name="Trẻ Mẫu Lan", poverty="poor")

    join_household(nurse, minh, sister)

    assert [one.status for one in open_child(nurse, minh).household.statuses] == ["poor"]


def test_a_sister_outside_the_scope_is_counted_and_not_named(nurse, place, minh, as_role):
    other = make_place(as_role(None), "Trường Khác")
    join_household(nurse, minh, make_child(nurse, other, full_name="Trẻ Mẫu Lan"))
    school = make_user(as_role(None), Role.SCHOOL_ENTRY, place.school_id)

    home = open_child(school, minh).household

    assert (home.relatives, home.hidden) == ((), 1)


def test_children_are_found_by_any_words_of_the_name(nurse, place, minh):
    make_child(nurse, place, full_name="Hoàng Thị Lan")

    assert [one.full_name for one in find_relatives(nurse, minh, "lan hoang")] == ["Hoàng Thị Lan"]
    assert find_relatives(nurse, minh, "minh") == []


def test_a_year_has_one_certificate_and_a_later_word_replaces_it(nurse, minh):
    write_certificate(nurse, minh, Certificate(2026, "poor", "12/GCN"))
    write_certificate(nurse, minh, Certificate(2026, "near_poor", "15/GCN"))
    write_certificate(nurse, minh, Certificate(2025, "poor", ""))

    found = open_child(nurse, minh).household.statuses
    assert [(one.year, one.status) for one in found] == [(2026, "near_poor"), (2025, "poor")]


@pytest.mark.parametrize(
    ("certificate", "problem"),
    [
        (Certificate(2015, "poor", ""), "certificate_year"),
        (Certificate(2028, "poor", ""), "certificate_year"),
        (Certificate(2026, "rich", ""), "unknown_status"),
        (Certificate(2026, "poor", "x" * 41), "too_long"),
    ],
)
def test_a_certificate_that_cannot_be_is_refused(nurse, minh, certificate, problem):
    with pytest.raises(InvalidInput) as refused:
        write_certificate(nurse, minh, certificate)

    assert refused.value.details["problem"] == problem


def test_the_head_of_a_household_is_changed_against_the_version_seen(nurse, minh):
    name_head(nurse, minh, "trẻ văn cha", 0)

    with pytest.raises(Conflict):
        name_head(nurse, minh, "Người Khác", 0)
    assert open_child(nurse, minh).household.head_name == "Trẻ Văn Cha"


def test_a_merged_record_leads_to_the_kept_one_where_that_is_in_scope(nurse, place, minh, social_worker):
    kept = make_child(nurse, place)
    with transaction(nurse):
        session().get(Child, minh).merged_into = kept

    assert find_child(nurse, minh) == kept
    with pytest.raises(NotFound):
        find_child(social_worker, minh)
    with pytest.raises(NotFound):
        open_child(nurse, minh)


def test_a_child_outside_the_scope_is_not_found(nurse, place, minh, social_worker):
    with pytest.raises(NotFound):
        open_child(social_worker, minh)
