"""What a person types about a child by hand: understood, or refused with the field's name."""

from datetime import date

import pytest

from casemgmt.domain.child_fields import TypedIdentity
from casemgmt.domain.child_input import read_identity
from casemgmt.domain.child_numbers import read_insurance
from casemgmt.domain.contact_input import (
    Dwelling,
    GuardianInput,
    TypedGuardian,
    dwelling_problems,
    read_guardian,
)
from casemgmt.domain.input_problems import InputCode
from casemgmt.domain.instrument import Sex
from casemgmt.domain.rosters.records import Precision
from casemgmt.http.child_messages import FIELD

TODAY = date(2026, 11, 23)


def read(sex_needed=True, **given):
    typed = {"full_name": "nông a páo", "birth": "1/3/2018", "sex": "M"} | given
    return read_identity(TypedIdentity(**typed), TODAY, sex_needed=sex_needed)


def codes(**given):
    return [one.code for one in read(**given)[1]]


def test_three_fields_make_an_identity():
    identity, problems = read()

    assert problems == ()
    assert (identity.full_name, identity.name_as_typed) == ("Nông A Páo", "nông a páo")
    assert (identity.dob, identity.dob_precision, identity.sex) == (date(2018, 3, 1), Precision.DAY, Sex.MALE)
    assert (identity.personal_id, identity.ethnic_group, identity.residence) == (None, None, None)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        pytest.param({"full_name": " "}, InputCode.NAME_MISSING, id="no name"),
        pytest.param({"full_name": "12"}, InputCode.NAME_WITHOUT_LETTERS, id="digits for a name"),
        pytest.param({"full_name": "Nông\u200bA"}, InputCode.NAME_HIDDEN_CHARACTER, id="zero-width"),
        pytest.param({"full_name": "x" * 101}, InputCode.NAME_TOO_LONG, id="too long"),
        pytest.param({"birth": ""}, InputCode.BIRTH_MISSING, id="no birth"),
        pytest.param({"birth": "3/31/2018"}, InputCode.BIRTH_IMPOSSIBLE, id="month before day"),
        pytest.param({"birth": "hè"}, InputCode.BIRTH_UNREADABLE, id="no date"),
        pytest.param({"birth": "43160"}, InputCode.BIRTH_UNREADABLE, id="a spreadsheet's day count"),
        pytest.param({"birth": "1/1/2027"}, InputCode.BIRTH_FUTURE, id="not yet born"),
        pytest.param({"birth": "1990"}, InputCode.BIRTH_TOO_LONG_AGO, id="no child any more"),
        pytest.param({"sex": ""}, InputCode.SEX_MISSING, id="no sex"),
        pytest.param({"sex": "X"}, InputCode.SEX_MISSING, id="an unknown sex"),
        pytest.param({"personal_id": "abc"}, InputCode.NUMBER_NOT_DIGITS, id="letters for a number"),
        pytest.param({"personal_id": "1,9E+10"}, InputCode.NUMBER_ROUNDED, id="a rounded number"),
        pytest.param({"personal_id": "123456789"}, InputCode.NUMBER_WRONG_LENGTH, id="nine digits"),
        pytest.param(
            {"personal_id": "6318001234"}, InputCode.NUMBER_ZEROS_UNSURE, id="zeros that do not fit"
        ),
        pytest.param({"health_insurance": "TE1"}, InputCode.INSURANCE_UNREADABLE, id="half a card"),
        pytest.param({"ethnic_group": "Sao Hỏa"}, InputCode.ETHNIC_GROUP_UNKNOWN, id="no such group"),
        pytest.param({"residence": "moon"}, InputCode.RESIDENCE_UNKNOWN, id="no such residence"),
    ],
)
def test_what_cannot_be_understood_is_named(given, code):
    assert codes(**given) == [code]


def test_every_wrong_field_is_named_at_once():
    _identity, problems = read(full_name="", birth="", sex="")

    assert [one.field for one in problems] == ["full_name", "birth", "sex"]


def test_lost_zeros_are_put_back_where_the_number_then_fits():
    identity, _problems = read(personal_id="6218001234")

    assert identity.personal_id == "006218001234"


def test_a_number_that_disagrees_is_no_reason_to_refuse():
    assert codes(personal_id="999317001234") == []


def test_where_a_child_s_sex_was_never_known_it_may_stay_so():
    identity, problems = read(sex_needed=False, sex="")

    assert problems == ()
    assert identity.sex is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        pytest.param("TE1 06 201234567", None, id="14 characters"),
        pytest.param("te1 06 0123456789", "TE1060123456789", id="card, small letters and blanks"),
        pytest.param("0123456789", "0123456789", id="ten digits"),
        pytest.param("006218001234", "006218001234", id="the personal number"),
        pytest.param("TE6060123456789", None, id="a level that is not"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_the_forms_of_a_health_insurance_number(typed, value):
    assert read_insurance(typed) == value


@pytest.mark.parametrize(
    ("dwelling", "residence", "fields"),
    [
        pytest.param(Dwelling(1, "Số 5"), "permanent", [], id="here"),
        pytest.param(Dwelling(None, "Xã khác"), "elsewhere", [], id="elsewhere"),
        pytest.param(Dwelling(1), "elsewhere", ["neighbourhood_id"], id="both"),
        pytest.param(Dwelling(None, "x" * 201), "", ["address"], id="too long"),
    ],
)
def test_where_a_child_lives(dwelling, residence, fields):
    assert [one.field for one in dwelling_problems(dwelling, residence)] == fields


def test_a_guardian_needs_a_name_or_a_telephone():
    assert read_guardian(TypedGuardian(relation="mother")) == (None, ())
    assert read_guardian(TypedGuardian(phone="912345678")) == (
        GuardianInput("", "guardian", "0912345678"),
        (),
    )


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param(TypedGuardian(name="x" * 101), "guardian_name", id="name"),
        pytest.param(TypedGuardian(name="Mẹ", relation="boss"), "guardian_relation", id="relation"),
        pytest.param(TypedGuardian(name="Mẹ", phone="12"), "guardian_phone", id="telephone"),
    ],
)
def test_what_is_wrong_with_a_guardian_is_named(typed, field):
    assert [one.field for one in read_guardian(typed, prefix="guardian_")[1]] == [field]


def test_every_problem_has_a_sentence():
    assert set(FIELD) == set(InputCode)
