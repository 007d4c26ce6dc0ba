"""Adding a child by hand: possible duplicates first, one child for one form."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from casemgmt.domain.child_fields import TypedIdentity
from casemgmt.domain.child_input import read_identity
from casemgmt.domain.contact_input import Dwelling, GuardianInput
from casemgmt.domain.context import Role
from casemgmt.domain.errors import InvalidInput, KeyReused
from casemgmt.domain.matching import Reason
from casemgmt.services.child_page import open_child
from casemgmt.services.children import NewChild, add_child
from casemgmt.store.audit import AuditEntry
from casemgmt.store.children import Child, visible_children
from casemgmt.store.db import session
from tests.factories import make_child, make_place, make_user

TODAY = date(2026, 10, 12)
NUMBER = "006318001234"  # a girl born in 2018


def typed(**given):
    """A girl of 1 March 2018 without a number, unless said otherwise."""
    fields = {"full_name": "Nông Thị Mẫu", "birth": "01/03/2018", "sex": "F"} | given
    identity, problems = read_identity(TypedIdentity(**fields), TODAY)
    assert problems == ()
    return identity


def new(class_id=None, guardian=None, dwelling=None, **given):
    return NewChild(typed(**given), dwelling or Dwelling(), guardian, class_id)


def add(ctx, child, answer="", key=""):
    return add_child(ctx, child, key or uuid4().hex, answer)


def everybody(ctx):
    return session().scalars(visible_children(ctx)).all()


def test_a_child_nobody_resembles_is_added_at_once(nurse, place):
    made = add(nurse, new(place.class_id))

    file = open_child(nurse, made.child_id)
    assert file.identity.full_name == "Nông Thị Mẫu"
    assert [one.class_name for one in file.enrolments] == ["2A"]
    assert file.identity.personal_id == ""


def test_nothing_is_saved_while_the_question_stands(nurse, place):
    there = make_child(nurse, place, full_name="Nông Thị Mẫu")

    asked = add(nurse, new())

    assert asked.child_id is None
    assert [one.child_id for one in asked.alike] == [there]
    assert set(asked.alike[0].reasons) >= {Reason.NAME_SAME, Reason.BIRTH_SAME}
    assert len(everybody(nurse)) == 1


def test_after_the_answer_that_it_is_another_child_it_is_added(nurse, place):
    make_child(nurse, place, full_name="Nông Thị Mẫu")
    asked = add(nurse, new())

    made = add(nurse, new(), answer=asked.answer)

    assert made.child_id is not None
    assert len(everybody(nurse)) == 2


def test_an_answer_about_other_children_is_no_answer(nurse, place):
    make_child(nurse, place, full_name="Nông Thị Mẫu")
    asked = add(nurse, new())
    make_child(nurse, place, full_name="Nông Thị Mẫu")

    again = add(nurse, new(), answer=asked.answer)

    assert again.child_id is None
    assert len(again.alike) == 2


def test_a_child_with_the_same_number_cannot_be_added_whatever_the_answer(nurse, place):
    add(nurse, new(personal_id=NUMBER))

    asked = add(nurse, new(full_name="Hoàng Văn Khác", sex="M", personal_id=NUMBER))

    assert asked.child_id is None
    assert asked.answer == ""
    assert (
        add(nurse, new(full_name="Hoàng Văn Khác", sex="M", personal_id=NUMBER), answer="").child_id is None
    )
    assert len(everybody(nurse)) == 1


def test_one_form_sent_twice_adds_one_child(nurse, place):
    key = uuid4().hex

    first, second = add(nurse, new(), key=key), add(nurse, new(), key=key)

    assert first == second
    assert len(everybody(nurse)) == 1


def test_one_key_with_another_child_is_refused(nurse, place):
    key = uuid4().hex
    add(nurse, new(), key=key)

    with pytest.raises(KeyReused):
        add(nurse, new(full_name="Hoàng Văn Khác", sex="M"), key=key)


def test_twins_are_added_one_after_the_other_without_a_question(nurse, place):
    first = add(nurse, new(full_name="Nông Thị Lan", dwelling=Dwelling(1)))
    second = add(nurse, new(full_name="Nông Thị Huệ", dwelling=Dwelling(1)))

    assert None not in {first.child_id, second.child_id}
    assert open_child(nurse, first.child_id).alike == ()


def test_a_resident_who_goes_to_no_school_is_in_the_register(nurse, place):
    made = add(nurse, new(residence="permanent", dwelling=Dwelling(1, "Thôn Mẫu")))

    file = open_child(nurse, made.child_id)
    assert file.enrolments == ()
    assert (file.contact.neighbourhood, file.contact.address) == ("Tổ 1", "Thôn Mẫu")


def test_a_pupil_who_lives_elsewhere_is_in_the_class_and_in_no_neighbourhood(nurse, place):
    made = add(nurse, new(place.class_id, residence="elsewhere"))

    file = open_child(nurse, made.child_id)
    assert file.identity.residence == "elsewhere"
    assert file.contact.neighbourhood == ""
    assert len(file.enrolments) == 1


def test_a_birth_known_by_its_year_stays_a_year(nurse, place):
    made = add(nurse, new(birth="2018"))

    assert open_child(nurse, made.child_id).identity.birth_precision == "year"


def test_a_guardian_comes_along_with_the_telephone(nurse, place):
    made = add(nurse, new(guardian=GuardianInput("Nông Văn Cha", "father", "0912345678")))

    (father,) = open_child(nurse, made.child_id).contact.guardians
    assert (father.name, father.relation, father.phone) == ("Nông Văn Cha", "father", "0912345678")


def test_a_school_adds_only_into_its_own_classes(nurse, place, as_role):
    school = make_user(as_role(None), Role.SCHOOL_ENTRY, place.school_id)

    with pytest.raises(InvalidInput) as refused:
        add(school, new())

    assert refused.value.details["problem"] == "class_wanted"
    assert add(school, new(place.class_id)).visible


def test_a_school_learns_only_that_a_like_child_is_elsewhere(nurse, place, as_role):
    other = make_place(as_role(None), "Trường Khác")
    make_child(nurse, other, full_name="Nông Thị Mẫu")
    school = make_user(as_role(None), Role.SCHOOL_ENTRY, place.school_id)

    asked = add(school, new(place.class_id))

    assert (asked.alike, asked.hidden) == ((), 1)


def test_a_social_worker_adds_a_child_and_need_not_see_it(social_worker, place):
    made = add(social_worker, new())

    assert made.child_id is not None
    assert made.visible is False


def test_a_foreign_neighbourhood_is_refused(nurse, place):
    with pytest.raises(InvalidInput) as refused:
        add(nurse, new(dwelling=Dwelling(99)))

    assert refused.value.details["problem"] == "no_such_neighbourhood"


def test_the_trail_has_the_new_child_and_whom_it_was_compared_with(nurse, place):
    there = make_child(nurse, place, full_name="Nông Thị Mẫu")
    asked = add(nurse, new())
    made = add(nurse, new(), answer=asked.answer)

    acts = session().execute(select(AuditEntry.act, AuditEntry.subject_id)).all()
    assert ("child.compare", str(there)) in acts
    assert ("child.create", str(made.child_id)) in acts


def test_the_name_as_typed_is_kept_beside_the_shown_one(nurse, place):
    made = add(nurse, new(full_name="NÔNG THỊ MẪU"))

    child = session().get(Child, made.child_id)
    assert (child.full_name, child.name_typed) == ("Nông Thị Mẫu", "NÔNG THỊ MẪU")
