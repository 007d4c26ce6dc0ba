"""How alike names are, what twins are called, and what a number weighs against them."""

from datetime import date

import pytest

from casemgmt.domain.instrument import Sex
from casemgmt.domain.match_keys import match_keys, wanted_keys
from casemgmt.domain.matching import ANOTHER_NUMBER, Candidate, Reason, Verdict, decide
from casemgmt.domain.name_likeness import NameLikeness, name_likeness
from casemgmt.domain.rosters.records import ChildRecord, Precision
from casemgmt.domain.vietnamese.identifiers import insurance_core

BORN = date(2015, 9, 5)
NUMBER, OTHER_NUMBER = "006315000001", "006315000002"


def row(name, number=None, insurance=None, born=BORN):
    return ChildRecord(
        name, name, born, Precision.DAY, Sex.FEMALE, "3A", "", 2,
        personal_id=number, health_insurance=insurance,
    )  # fmt: skip


def known(name, number=None, insurance=None, key="known", sex=Sex.FEMALE):
    return Candidate(key, name, BORN, Precision.DAY, sex, number, insurance)


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        pytest.param("Nguyeexn Vawn Hufng", "Nguyễn Văn Hùng", NameLikeness.TELEX, id="Telex"),
        pytest.param("Nguye6n4 Va8n Hu2ng", "Nguyễn Văn Hùng", NameLikeness.TELEX, id="VNI"),
        pytest.param("Tran Thij Hoaf", "Trần Thị Hòa", NameLikeness.TELEX, id="Telex and no marks"),
        pytest.param("Tran Thij Hoas", "Trần Thị Hòa", NameLikeness.ONE_LETTER, id="Telex of another name"),
        pytest.param("Tran Thi Hoa", "Trần Thị Hòa", NameLikeness.WITHOUT_MARKS, id="no marks"),
        pytest.param("Trần Thi Hòa", "Trần Thị Hòa", NameLikeness.WITHOUT_MARKS, id="a mark left out"),
        pytest.param("Ma Anh", "Ma Ánh", NameLikeness.ONE_LETTER, id="nothing else could bear a mark"),
        pytest.param("Trần Thị Hoa", "Trần Thị Hòa", NameLikeness.ONE_LETTER, id="Hoa and Hòa are two names"),
        pytest.param("Lường Văn A", "Lương Văn A", NameLikeness.ONE_LETTER, id="one mark in the family name"),
        pytest.param("Nôg Thị Mai", "Nông Thị Mai", NameLikeness.ONE_LETTER, id="a slip in the family name"),
        pytest.param("Lê Thị Mai", "Lý Thị Mai", NameLikeness.OTHER, id="two short family names"),
        pytest.param("Nông Thị Mia", "Nông Thị Mai", NameLikeness.ONE_LETTER, id="two letters exchanged"),
        pytest.param("Nông Mai", "Nông Thị Mai", NameLikeness.MIDDLE_DIFFERS, id="Thị left out"),
        pytest.param("Nông Văn Mai", "Nông Thị Mai", NameLikeness.MIDDLE_DIFFERS, id="Văn for Thị"),
        pytest.param("Nông T.B Mai", "Nông Thị Bảo Mai", NameLikeness.MIDDLE_DIFFERS, id="initials"),
        pytest.param("Nông Thu Mai", "Nông Thanh Mai", NameLikeness.OTHER, id="another middle name"),
        pytest.param("Trần Bảo An", "Nông Bảo An", NameLikeness.FAMILY_DIFFERS, id="another family name"),
        pytest.param("Tran Bao An", "Nông Bảo An", NameLikeness.FAMILY_DIFFERS, id="and no marks"),
        pytest.param("Trần Bảo An", "Nông Bảo Ân", NameLikeness.OTHER, id="another family and given name"),
        pytest.param("Trần Thị Mai", "Nông Thị Mai", NameLikeness.OTHER, id="Thị Mai are too many"),
        pytest.param("Giàng A Páo", "Lý A Páo", NameLikeness.OTHER, id="A Páo are too many"),
        pytest.param("Lý Thị Kì", "Lí Thị Kỳ", NameLikeness.SAME, id="i and y twice"),
        pytest.param("Ly Thi Ki", "Lý Thị Kỳ", NameLikeness.WITHOUT_MARKS, id="i and y without marks"),
        pytest.param("Smith", "Smyth", NameLikeness.OTHER, id="never by sound"),
    ],
)
def test_names_are_compared_as_vietnamese_names(one, other, likeness):
    assert name_likeness(one, other) is likeness
    assert name_likeness(other, one) is likeness


@pytest.mark.parametrize(
    ("incoming", "verdict"),
    [
        pytest.param("Ma Tuấn Ánh", Verdict.NEAR, id="Anh and Ánh"),
        pytest.param("Ma Tuấn An", Verdict.NEAR, id="Anh and An"),
        pytest.param("Ma Tuấn Ảnh", Verdict.NEAR, id="Anh and Ảnh"),
        pytest.param("Ma Tuấn Minh", Verdict.NEW, id="another given name"),
        pytest.param("Ma Minh Anh", Verdict.NEW, id="another middle name"),
        pytest.param("Ma Anh Tuấn", Verdict.NEW, id="the same words the other way round"),
    ],
)
def test_a_twin_is_asked_about_at_most(incoming, verdict):
    assert decide(row(incoming), [known("Ma Tuấn Anh")]).verdict is verdict


@pytest.mark.parametrize(("one", "other"), [("Ma An", "Ma Ân"), ("Ma Hải", "Ma Hà"), ("Ma Anh", "Ma Ánh")])
def test_a_person_is_told_that_it_may_be_a_twin(one, other):
    decision = decide(row(one), [known(other)])

    assert decision.verdict is Verdict.NEAR
    assert Reason.MAYBE_TWIN in decision.near[0].reasons


def test_a_row_without_number_is_the_twin_whose_very_name_it_has():
    twins = [known("Ma Ân", ANOTHER_NUMBER, key="ân"), known("Ma An", ANOTHER_NUMBER, key="an")]

    assert decide(row("Ma An"), twins).same.key == "an"
    assert decide(row("Ma Ân"), twins).same.key == "ân"


@pytest.mark.parametrize("name", ["Ma An", "Ma Ân", "Ma Thị An", "Tran Thi Hoa"])
def test_two_numbers_are_never_joined(name):
    assert decide(row(name, NUMBER), [known(name, OTHER_NUMBER)]).verdict is not Verdict.SAME


def test_two_numbers_and_one_mark_are_two_children():
    assert decide(row("Ma Ân", NUMBER), [known("Ma An", ANOTHER_NUMBER)]).verdict is Verdict.NEW


def test_somebody_elses_number_keeps_a_like_child_from_being_joined():
    holder, namesake = known("Lê Thu Khác", NUMBER, key="holder"), known("Ma Thị An", key="namesake")

    decision = decide(row("Ma Thị An", NUMBER), [holder, namesake])

    assert decision.verdict is Verdict.NEAR
    assert {one.key: one.reasons[-1] for one in decision.near}["namesake"] is Reason.NUMBER_OF_ANOTHER
    assert {one.key for one in decision.near} == {"holder", "namesake"}


# --- the health insurance number ---


@pytest.mark.parametrize(
    ("written", "core"),
    [
        pytest.param("TE1190612345678", "0612345678", id="card of 15 characters"),
        pytest.param("te 1 19 061 2345 678", "0612345678", id="with blanks and small letters"),
        pytest.param("0612345678", "0612345678", id="newer card of 10 digits"),
        pytest.param("006315000001", "006315000001", id="personal number of 12 digits"),
    ],
)
def test_two_writings_of_one_insurance_number_have_one_core(written, core):
    assert insurance_core(written) == core


CARD, TEN_DIGITS, OTHER_CARD = "TE1190612345678", "0612345678", "HS4190699999999"


def test_an_equal_insurance_number_weighs_like_the_personal_number():
    decision = decide(row("Ma Thị Mẫn", insurance=TEN_DIGITS), [known("Ma Thị Mẫu", insurance=CARD)])

    assert decision.verdict is Verdict.SAME
    assert Reason.INSURANCE_SAME in decision.same.reasons


def test_an_insurance_number_that_differs_forbids_nothing():
    found = decide(row("Ma Thị Mẫu", insurance=OTHER_CARD), [known("Ma Thị Mẫu", insurance=CARD)])

    assert found.verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("incoming", "candidate"),
    [
        pytest.param(
            row("Lê Thu Khác", insurance=CARD), known("Ma Thị Mẫu", insurance=CARD), id="other name"
        ),
        pytest.param(
            row("Ma Thị Mẫu", NUMBER, CARD),
            known("Ma Thị Mẫu", OTHER_NUMBER, CARD),
            id="two personal numbers",
        ),
        pytest.param(
            row("Ma Thị Mẫu", insurance=CARD), known("Ma Thị Mẫu", None, CARD, sex=Sex.MALE), id="other sex"
        ),
    ],
)
def test_an_equal_insurance_number_with_something_against_it_is_asked_about(incoming, candidate):
    assert decide(incoming, [candidate]).verdict is Verdict.NEAR


def test_the_personal_number_goes_before_the_insurance_number():
    by_card = known("Ma Thị Mẫu", insurance=CARD, key="card")
    by_number = known("Ma Thị Mẫu", NUMBER, key="number")

    assert decide(row("Ma Thị Mẫu", NUMBER, CARD), [by_card, by_number]).same.key == "number"


# --- blocking ---


@pytest.mark.parametrize(
    ("name", "born"),
    [
        pytest.param("Nguyeexn Thij Hufng", BORN, id="Telex"),
        pytest.param("nguyen thi hung", date(2015, 9, 15), id="no marks, another day"),
        pytest.param("Nguyễn Hùng", BORN, id="middle name left out"),
        pytest.param("Nguyễn Thị Hùn", BORN, id="a slip in the given name"),
        pytest.param("Nguyễn Thị Hùng", date(2014, 9, 5), id="the year before"),
        pytest.param("Nguyễn Thị Hùn", date(2015, 5, 9), id="day and month turned round, and a slip"),
        pytest.param("Nguyễn Hùng", date(2015, 5, 9), id="day and month turned round, middle name left out"),
    ],
)
def test_a_child_written_otherwise_shares_a_key(name, born):
    stored = match_keys("Nguyễn Thị Hùng", BORN, Precision.DAY)
    wanted = wanted_keys(name, born, Precision.DAY)

    assert (
        stored.name_year in wanted.name_years
        or stored.birth_given in wanted.birth_givens
        or stored.birth_rest in wanted.birth_rests
    )


def test_a_leap_day_has_no_neighbours_in_other_years():
    assert len(wanted_keys("Ma An", date(2016, 2, 29), Precision.DAY).birth_rests) == 1
