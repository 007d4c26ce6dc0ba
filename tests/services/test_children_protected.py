"""An address that is protected: hidden below every page, sealed in the file, changed by few."""

import pytest
from sqlalchemy import select

from casemgmt.domain.contact_input import Dwelling, GuardianInput
from casemgmt.domain.context import Role
from casemgmt.domain.errors import NotFound, WrongStep
from casemgmt.services.address_protection import protect_address
from casemgmt.services.child_changes import change_dwelling
from casemgmt.services.child_page import open_child
from casemgmt.services.guardians import add_guardian, change_guardian
from casemgmt.services.households import join_household, leave_household, name_head
from casemgmt.services.merge_saving import Merge, merge_children
from casemgmt.services.screening import record_rows
from casemgmt.store.audit import AuditEntry
from casemgmt.store.children import Child, get_child
from casemgmt.store.contacts import (
    PROTECTED,
    address_of,
    neighbourhood_names,
    protected_among,
    shown_neighbourhood,
)
from casemgmt.store.db import session
from tests.child_rows import open_enrolment, versions
from tests.dumps import dump
from tests.factories import make_child, make_user, open_day, row

STREET, PHONE = "Ngõ Canary Số 7", "0912345678"


@pytest.fixture
def minh(nurse, place):
    """A child with a street, a telephone and a suggestion, so that a social worker sees it."""
    child = make_child(nurse, place, poverty="poor")
    record_rows(nurse, open_day(nurse, place), (row(child, heart={"murmur_grade": "3", "signs": "0"}),))
    change_dwelling(nurse, child, Dwelling(1, STREET), 1)
    add_guardian(nurse, child, GuardianInput("Trẻ Văn Cha", "father", PHONE))
    return child


@pytest.fixture
def supervisor(place, as_role):
    return make_user(as_role(None), Role.SUPERVISOR)


def test_street_and_telephone_stand_in_no_file_of_the_installation(minh, settings):
    content = b"".join(file.read_bytes() for file in settings.instance.rglob("*.sqlite3*"))

    for held in (content, dump()):  # the file byte for byte; on PostgreSQL every value of every table
        assert STREET.encode() not in held
        assert PHONE.encode() not in held


def test_street_and_telephone_are_no_column_s_value(minh):
    child = session().get(Child, minh)

    assert STREET.encode() not in child.address_sealed
    assert address_of(child) == STREET


@pytest.mark.parametrize("role", ["nurse", "social_worker", "supervisor", "school"])
def test_once_protected_nobody_is_shown_where_the_child_lives(
    request, nurse, social_worker, supervisor, place, as_role, minh, role
):
    name_head(nurse, minh, "Trẻ Văn Chủ", 1)
    protect_address(social_worker, minh, protect=True)
    known = {"nurse": nurse, "social_worker": social_worker, "supervisor": supervisor}
    looking = known.get(role) or make_user(as_role(None), Role.SCHOOL_ENTRY, place.school_id)

    file = open_child(looking, minh)

    assert file.contact.protected
    assert (file.contact.neighbourhood, file.contact.neighbourhood_id, file.contact.address) == ("", None, "")
    assert [(one.name, one.phone, one.relation) for one in file.contact.guardians] == [("", None, "father")]
    assert file.household.head_name == ""


def test_a_list_says_only_that_the_address_is_protected(nurse, social_worker, minh):
    child = get_child(nurse, minh)
    before = shown_neighbourhood(child, neighbourhood_names(nurse), protected_among([child]))
    protect_address(social_worker, minh, protect=True)
    child = get_child(nurse, minh)

    after = shown_neighbourhood(child, neighbourhood_names(nurse), protected_among([child]))

    assert (before, after) == ("Tổ 1", PROTECTED)


def test_a_sister_in_the_household_does_not_give_the_address_away(nurse, social_worker, place, minh):
    sister = make_child(nurse, place, full_name="Trẻ Mẫu Lan")
    join_household(nurse, minh, sister)

    protect_address(social_worker, minh, protect=True)

    assert open_child(nurse, sister).contact.protected


LEAVING = {
    "self": lambda ctx, child, _sister, _other: leave_household(ctx, child),
    "sister": lambda ctx, _child, sister, _other: leave_household(ctx, sister),
    "sister into another household": lambda ctx, _child, sister, other: join_household(ctx, other, sister),
}


@pytest.mark.parametrize("leaving", LEAVING)
def test_school_and_station_take_nobody_out_of_a_protected_household(
    nurse, social_worker, place, minh, leaving
):
    sister = make_child(nurse, place, full_name="Trẻ Mẫu Lan", neighbourhood_id=1)
    other = make_child(nurse, place, full_name="Trẻ Mẫu Khác", poverty="poor")
    join_household(nurse, minh, sister)
    protect_address(social_worker, minh, protect=True)

    with pytest.raises(WrongStep):
        LEAVING[leaving](nurse, minh, sister, other)

    assert open_child(nurse, sister).contact.neighbourhood == ""


def test_a_social_worker_takes_the_child_out_of_the_household(nurse, social_worker, minh):
    protect_address(social_worker, minh, protect=True)

    leave_household(social_worker, minh)

    assert open_child(nurse, minh).household is None


def test_shown_again_after_a_merge_no_merged_record_hides_the_address(
    nurse, social_worker, supervisor, place, minh
):
    kept = make_child(nurse, place)
    protect_address(social_worker, minh, protect=True)
    merge_children(nurse, Merge(kept, minh, versions(kept, minh), {}, open_enrolment(kept)))
    assert open_child(nurse, kept).contact.protected

    protect_address(supervisor, kept, protect=False)

    assert open_child(nurse, kept).contact.address == STREET


def test_a_merged_record_protects_its_household_as_long_as_the_kept_one_is(nurse, social_worker, place, minh):
    sister = make_child(nurse, place, full_name="Trẻ Mẫu Lan")
    join_household(nurse, minh, sister)
    kept = make_child(nurse, place, poverty="poor", address_protected=True)
    protect_address(social_worker, minh, protect=True)

    merge_children(nurse, Merge(kept, minh, versions(kept, minh), {}, open_enrolment(kept)))

    assert open_child(nurse, sister).contact.protected


def test_school_and_station_change_no_contact_of_a_protected_child(nurse, social_worker, minh):
    (father,) = open_child(nurse, minh).contact.guardians
    protect_address(social_worker, minh, protect=True)
    typed = GuardianInput("Ai Đó", "other", None)

    with pytest.raises(WrongStep):
        change_dwelling(nurse, minh, Dwelling(None, "Nơi khác"), open_child(nurse, minh).identity.version)
    with pytest.raises(WrongStep):
        add_guardian(nurse, minh, typed)
    with pytest.raises(WrongStep):
        change_guardian(nurse, father.guardian_id, typed, 1)
    with pytest.raises(WrongStep):
        name_head(nurse, minh, "Ai Đó", 1)


def test_a_social_worker_writes_what_nobody_sees_and_blanks_keep_it(social_worker, supervisor, minh):
    protect_address(social_worker, minh, protect=True)
    seen = open_child(social_worker, minh)
    change_dwelling(social_worker, minh, Dwelling(None, ""), seen.identity.version)
    (father,) = seen.contact.guardians
    change_guardian(social_worker, father.guardian_id, GuardianInput("", "father", None), 1)

    protect_address(supervisor, minh, protect=False)

    contact = open_child(social_worker, minh).contact
    assert (contact.neighbourhood, contact.address) == ("Tổ 1", STREET)
    assert contact.guardians[0].phone == PHONE


def test_only_a_supervisor_shows_the_address_again(social_worker, supervisor, minh):
    protect_address(social_worker, minh, protect=True)

    with pytest.raises(WrongStep):
        protect_address(social_worker, minh, protect=False)
    protect_address(supervisor, minh, protect=False)

    assert not open_child(social_worker, minh).contact.protected


def test_a_child_outside_the_scope_is_protected_by_nobody(nurse, place, social_worker):
    child = make_child(nurse, place)

    with pytest.raises(NotFound):
        protect_address(social_worker, child, protect=True)


def test_looking_at_a_protected_file_has_a_name_of_its_own_in_the_trail(nurse, social_worker, minh):
    protect_address(social_worker, minh, protect=True)

    open_child(nurse, minh)

    acts = session().scalars(select(AuditEntry.act).where(AuditEntry.subject_id == str(minh))).all()
    assert "child.read_protected" in acts
