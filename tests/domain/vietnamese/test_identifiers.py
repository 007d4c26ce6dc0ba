"""Personal numbers and telephone numbers as files hold them."""

from datetime import date

import pytest

from casemgmt.codelists import labels
from casemgmt.domain.instrument import Sex
from casemgmt.domain.vietnamese.identifiers import (
    IdentifierDoubt,
    IdentifierProblem,
    NumberRead,
    doubts_about,
    mask,
    read_health_insurance,
    read_personal_id,
    read_phone,
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("006215073248", NumberRead("006215073248"), id="complete"),
        pytest.param(" 006 215.073-248 ", NumberRead("006215073248"), id="parted by blanks and signs"),
        pytest.param("'006215073248", NumberRead("006215073248"), id="the apostrophe of a spreadsheet"),
        pytest.param("19315561913", NumberRead("019315561913", zeros_restored=True), id="one zero lost"),
        pytest.param("6215073248", NumberRead("006215073248", zeros_restored=True), id="two zeros lost"),
        pytest.param("", NumberRead(), id="nothing"),
        pytest.param("215073248", NumberRead(problem=IdentifierProblem.WRONG_LENGTH), id="nine digits"),
        pytest.param("0123456789", NumberRead(problem=IdentifierProblem.WRONG_LENGTH), id="ten from zero"),
        pytest.param("9215073248", NumberRead(problem=IdentifierProblem.WRONG_LENGTH), id="no such province"),
        pytest.param("0062150732481", NumberRead(problem=IdentifierProblem.WRONG_LENGTH), id="thirteen"),
        pytest.param("1,93156E+10", NumberRead(problem=IdentifierProblem.ROUNDED), id="rounded, comma"),
        pytest.param("1.93156E+10", NumberRead(problem=IdentifierProblem.ROUNDED), id="rounded, dot"),
        pytest.param("chưa có", NumberRead(problem=IdentifierProblem.NOT_DIGITS), id="words"),
        pytest.param("٠٠٦٢١٥٠٧٣٢٤٨", NumberRead(problem=IdentifierProblem.NOT_DIGITS), id="other digits"),
    ],
)
def test_lost_zeros_come_back_only_where_one_reading_is_left(typed, read):
    assert read_personal_id(typed) == read


@pytest.mark.parametrize(
    ("number", "sex", "born", "doubts"),
    [
        pytest.param("006215073248", Sex.MALE, date(2015, 6, 26), (), id="a boy of 2015"),
        pytest.param("006315073248", Sex.FEMALE, date(2015, 1, 1), (), id="a girl of 2015"),
        pytest.param("006198073248", Sex.FEMALE, date(1998, 1, 1), (), id="a woman of 1998"),
        pytest.param("006215073248", None, None, (), id="nothing known to compare"),
        pytest.param(
            "006215073248", Sex.FEMALE, date(2015, 1, 1), (IdentifierDoubt.SEX_DIFFERS,), id="the other sex"
        ),
        pytest.param(
            "006215073248", Sex.MALE, date(2016, 1, 1), (IdentifierDoubt.YEAR_DIFFERS,), id="another year"
        ),
        pytest.param(
            "006015073248", Sex.MALE, date(2015, 1, 1), (IdentifierDoubt.YEAR_DIFFERS,), id="another century"
        ),
        pytest.param(
            "105215073248", Sex.MALE, None, (IdentifierDoubt.PROVINCE_UNKNOWN,), id="born abroad perhaps"
        ),
    ],
)
def test_a_number_that_disagrees_is_doubted_not_refused(number, sex, born, doubts):
    assert doubts_about(number, sex, born) == doubts


def test_the_province_list_is_that_of_before_the_mergers():
    assert len(labels("personal_id_provinces")) == 63
    assert labels("personal_id_provinces")["006"] == "Bắc Kạn"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("0349081935", NumberRead("0349081935"), id="complete"),
        pytest.param("0349.081.935", NumberRead("0349081935"), id="parted by dots"),
        pytest.param("349081935", NumberRead("0349081935", zeros_restored=True), id="zero lost"),
        pytest.param("+84 349 081 935", NumberRead("0349081935"), id="country code"),
        pytest.param("+84 (0)349 081 935", NumberRead("0349081935"), id="country code and zero"),
        pytest.param("84349081935", NumberRead("0349081935"), id="country code without plus"),
        pytest.param("02093870123", NumberRead("02093870123"), id="landline"),
        pytest.param("2093870123", NumberRead("02093870123", zeros_restored=True), id="landline, zero lost"),
        pytest.param("mẹ: 0349081935", NumberRead("0349081935"), id="with a word"),
        pytest.param(
            "0349081935/0912345678", NumberRead("0349081935", first_of_several=True), id="two, by a slash"
        ),
        pytest.param(
            "0349081935 0912345678", NumberRead("0349081935", first_of_several=True), id="two, by a blank"
        ),
        pytest.param(
            "12345; 0912345678",
            NumberRead("0912345678", first_of_several=True),
            id="the second is whole",
        ),
        pytest.param("12345", NumberRead(problem=IdentifierProblem.WRONG_LENGTH), id="too short"),
        pytest.param("không có", NumberRead(problem=IdentifierProblem.NOT_DIGITS), id="words"),
        pytest.param("", NumberRead(), id="nothing"),
    ],
)
def test_phones_are_read_as_ten_digits_from_zero(typed, read):
    assert read_phone(typed) == read


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        pytest.param("006215073248", "006•••••3248", id="personal number"),
        pytest.param("0349081935", "034•••1935", id="phone"),
        pytest.param("12345", "•••45", id="short"),
        pytest.param("1", "1", id="one digit"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_masked_number_keeps_its_length(number, shown):
    assert mask(number) == shown
    assert len(mask(number)) == len(number)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("HS4191923456789", NumberRead("HS4191923456789"), id="the card"),
        pytest.param("hs 4-19.1923456789", NumberRead("HS4191923456789"), id="parted, small letters"),
        pytest.param("1923456789", NumberRead("1923456789"), id="ten digits"),
        pytest.param("006318000001", NumberRead("006318000001"), id="the personal number"),
        pytest.param("623456789", NumberRead("0623456789", zeros_restored=True), id="ten without its zero"),
        pytest.param("6318000001", NumberRead("6318000001"), id="ten digits are taken as they are"),
        pytest.param(
            "19318000001", NumberRead("019318000001", zeros_restored=True), id="twelve without its zero"
        ),
        pytest.param("", NumberRead(), id="nothing"),
        pytest.param("HS6191923456789", NumberRead(problem=IdentifierProblem.NOT_DIGITS), id="no such level"),
        pytest.param(
            "HS41919234567", NumberRead(problem=IdentifierProblem.NOT_DIGITS), id="too short a card"
        ),
        pytest.param("12345678", NumberRead(problem=IdentifierProblem.WRONG_LENGTH), id="eight digits"),
        pytest.param("99318000001", NumberRead(problem=IdentifierProblem.WRONG_LENGTH), id="no province"),
        pytest.param("chưa có", NumberRead(problem=IdentifierProblem.NOT_DIGITS), id="words"),
    ],
)
def test_an_insurance_card_is_read_in_its_three_lengths(typed, read):
    assert read_health_insurance(typed) == read
