"""What may be typed into each kind of cell."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgmt.domain.errors import InvalidObservation
from casemgmt.domain.fields import Choice, ChoiceField, Limits, NumberField, Problem, TextField, ToothField

WEIGHT = NumberField("weight_kg", "Cân nặng", "kg", (Limits(0.3, 25), Limits(5, 120, 60)), decimals=1)
TENTHS = NumberField(
    "acuity",
    "Thị lực",
    "/10",
    (Limits(1, 20),),
    decimals=1,
    per=10,
    codes=(Choice("low", "Đếm ngón tay", ("ĐNT",)),),
)
SIGNS = (
    Choice("cyanosis", "Tím môi", ("1",)),
    Choice("syncope", "Ngất", ("2",)),
    Choice("none", "Không", ("0",)),
)
ONE = ChoiceField("sign", "Dấu hiệu", SIGNS)
SEVERAL = ChoiceField("signs", "Dấu hiệu", SIGNS, several=True)
NOTE = TextField("note", "Ghi chú", max_length=10)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        pytest.param("23,4", 23.4, id="decimal comma"),
        pytest.param("23.4", 23.4, id="decimal point"),
        pytest.param(" 23 ", 23.0, id="blanks around"),
        pytest.param("23,40", 23.4, id="a zero that adds nothing"),
        pytest.param("25", 25.0, id="on the upper limit"),
        pytest.param("0,3", 0.3, id="on the lower limit"),
    ],
)
def test_a_number_is_read_with_comma_or_point(typed, number):
    assert WEIGHT.read(typed, 6).number == number


@pytest.mark.parametrize(
    ("typed", "age_months", "problem"),
    [
        pytest.param("", 6, Problem.NOT_A_NUMBER, id="nothing"),
        pytest.param("nặng", 6, Problem.NOT_A_NUMBER, id="a word"),
        pytest.param("23 4", 6, Problem.NOT_A_NUMBER, id="a blank inside is not guessed away"),
        pytest.param("2,3,4", 6, Problem.NOT_A_NUMBER, id="two commas"),
        pytest.param("1e1", 6, Problem.NOT_A_NUMBER, id="an exponent"),
        pytest.param("nan", 6, Problem.NOT_A_NUMBER, id="not a number at all"),
        pytest.param("5/10", 6, Problem.NOT_A_NUMBER, id="a fraction where none is usual"),
        pytest.param("23,45", 6, Problem.TOO_FINE, id="finer than the scale"),
        pytest.param("25,1", 6, Problem.OUT_OF_RANGE, id="just above the limit of the age"),
        pytest.param("0,2", 6, Problem.OUT_OF_RANGE, id="just below the limit of the age"),
        pytest.param("-5", 6, Problem.OUT_OF_RANGE, id="negative"),
        pytest.param("121", 84, Problem.OUT_OF_RANGE, id="above the limit of an older age"),
        pytest.param("121", None, Problem.OUT_OF_RANGE, id="above every limit with age unknown"),
    ],
)
def test_an_impossible_number_is_refused(typed, age_months, problem):
    with pytest.raises(InvalidObservation) as refused:
        WEIGHT.read(typed, age_months)

    assert refused.value.details["problem"] is problem
    assert refused.value.details["field"] == "weight_kg"


@pytest.mark.parametrize(
    ("age_months", "minimum", "maximum"),
    [
        pytest.param(0, 0.3, 25, id="newborn"),
        pytest.param(59, 0.3, 25, id="the month before the next range"),
        pytest.param(60, 5, 120, id="the month of the next range"),
        pytest.param(None, 0.3, 120, id="age unknown: the widest"),
    ],
)
def test_the_range_depends_on_age(age_months, minimum, maximum):
    assert (WEIGHT.range_at(age_months).minimum, WEIGHT.range_at(age_months).maximum) == (minimum, maximum)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        pytest.param("5", 5.0, id="bare numerator"),
        pytest.param("5/10", 5.0, id="full fraction"),
        pytest.param("5 / 10", 5.0, id="full fraction with blanks"),
        pytest.param("10", 10.0, id="ten tenths"),
        pytest.param("0,8", 8.0, id="decimal acuity with comma"),
        pytest.param("0.8", 8.0, id="decimal acuity with point"),
        pytest.param("0,63", 6.3, id="decimal acuity between two tenths"),
        pytest.param("0,1", 1.0, id="the lowest line as decimal acuity"),
        pytest.param("7,5", 7.5, id="above two only tenths are possible"),
        pytest.param("10,0", 10.0, id="ten tenths with a zero"),
    ],
)
def test_a_count_of_tenths_may_be_written_in_three_ways(typed, number):
    assert TENTHS.read(typed).number == number


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        pytest.param("1,0", Problem.AMBIGUOUS_NUMBER, id="one tenth or ten tenths"),
        pytest.param("1.2", Problem.AMBIGUOUS_NUMBER, id="1.2 tenths or 12 tenths"),
        pytest.param("2,0", Problem.AMBIGUOUS_NUMBER, id="two tenths or twenty"),
        pytest.param("0,05", Problem.OUT_OF_RANGE, id="below the lowest line"),
        pytest.param("0,8/10", Problem.OUT_OF_RANGE, id="a decimal acuity with a denominator"),
        pytest.param("0", Problem.OUT_OF_RANGE, id="no line"),
        pytest.param("55", Problem.OUT_OF_RANGE, id="a key struck twice"),
        pytest.param("21", Problem.OUT_OF_RANGE, id="just above the limit"),
        pytest.param("0,855", Problem.TOO_FINE, id="finer than a tenth of a tenth"),
        pytest.param("5/12", Problem.NOT_A_NUMBER, id="another denominator"),
    ],
)
def test_a_count_of_tenths_is_never_guessed(typed, problem):
    with pytest.raises(InvalidObservation) as refused:
        TENTHS.read(typed)

    assert refused.value.details["problem"] is problem


def test_an_ambiguous_number_tells_what_the_sentence_needs():
    with pytest.raises(InvalidObservation) as refused:
        TENTHS.read("1,0")

    assert refused.value.details == {
        "field": "acuity",
        "problem": Problem.AMBIGUOUS_NUMBER,
        "per": 10,
        "unit": "/10",
        "minimum": 1,
        "maximum": 20,
        "accepted": "ĐNT = Đếm ngón tay",
    }


@pytest.mark.parametrize("typed", ["98%", "98 %", "98"])
def test_the_unit_may_be_typed_along(typed):
    assert NumberField("spo2", "SpO2", "%", (Limits(30, 100),)).read(typed).number == 98


@pytest.mark.parametrize("typed", ["ĐNT", "đnt", "đếm ngón tay", "low"])
def test_a_coded_reading_stands_beside_numbers(typed):
    reading = TENTHS.read(typed)

    assert (reading.number, reading.choices) == (None, ("low",))


@pytest.mark.parametrize(
    ("typed", "choices"),
    [
        pytest.param("1", ("cyanosis",), id="key"),
        pytest.param("Tím môi", ("cyanosis",), id="label"),
        pytest.param("syncope", ("syncope",), id="code"),
        pytest.param("2 1", ("cyanosis", "syncope"), id="keys with a blank, in the order of the field"),
        pytest.param("2, tím môi", ("cyanosis", "syncope"), id="a key and a label of two words"),
        pytest.param("1,1", ("cyanosis",), id="the same one twice"),
    ],
)
def test_choices_are_typed_as_key_label_or_code(typed, choices):
    assert SEVERAL.read(typed).choices == choices


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        pytest.param(SEVERAL, "9", Problem.UNKNOWN_CHOICE, id="unknown"),
        pytest.param(SEVERAL, "1, 9", Problem.UNKNOWN_CHOICE, id="one of them unknown"),
        pytest.param(SEVERAL, ",", Problem.UNKNOWN_CHOICE, id="no choice at all"),
        pytest.param(ONE, "1,2", Problem.ONLY_ONE_CHOICE, id="two where one is asked"),
        pytest.param(NOTE, "dài quá mười", Problem.TOO_LONG, id="too long"),
        pytest.param(NOTE, "a\u200bb", Problem.CONTROL_CHARACTER, id="an invisible character"),
    ],
)
def test_what_no_field_can_hold_is_refused(field, typed, problem):
    with pytest.raises(InvalidObservation) as refused:
        field.read(typed)

    assert refused.value.details["problem"] is problem


def test_a_note_keeps_the_words_with_composed_letters():
    assert NOTE.read("  he\u0302n   lại ").typed == "hên lại"


def test_a_tooth_cell_is_read_by_the_parser_of_its_instrument():
    field = ToothField("teeth", "Răng", lambda text: {55: text})

    assert field.read(" B ").teeth == {55: "B"}


@given(tenths=st.integers(10, 200))
def test_every_tenth_of_a_tenth_written_with_its_denominator_reads_back(tenths):
    written = f"{tenths // 10},{tenths % 10}/10"

    assert TENTHS.read(written).number == tenths / 10


@given(typed=st.text(min_size=1, max_size=20).filter(str.strip))
def test_whatever_is_typed_is_read_or_refused(typed):
    for field in (WEIGHT, TENTHS, SEVERAL, NOTE):
        with suppress(InvalidObservation):
            assert field.read(typed).typed
