"""Height, weight and body mass index as measured, not classified."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgmt.domain.errors import InvalidObservation
from casemgmt.domain.fields import Problem
from casemgmt.domain.instrument import Status, Subject
from casemgmt.domain.instruments.growth import INSTRUMENT, bmi_kg_m2


def examine(age_months=84, **typed):
    readings = {code: INSTRUMENT.field(code).read(text, age_months) for code, text in typed.items()}
    return INSTRUMENT.interpret(readings, Subject(age_months, None), {})


@pytest.mark.parametrize(
    ("field", "age_months", "minimum", "maximum"),
    [
        pytest.param("height_cm", 0, 20, 110, id="height, newborn"),
        pytest.param("height_cm", 11, 20, 110, id="height, 11 months"),
        pytest.param("height_cm", 12, 40, 140, id="height, one year"),
        pytest.param("height_cm", 59, 40, 140, id="height, last month of 4 years"),
        pytest.param("height_cm", 60, 60, 190, id="height, 5 years"),
        pytest.param("height_cm", 119, 60, 190, id="height, last month of 9 years"),
        pytest.param("height_cm", 120, 80, 230, id="height, 10 years"),
        pytest.param("height_cm", None, 20, 230, id="height, age unknown"),
        pytest.param("weight_kg", 0, 0.3, 25, id="weight, newborn"),
        pytest.param("weight_kg", 12, 2, 60, id="weight, one year"),
        pytest.param("weight_kg", 60, 5, 120, id="weight, 5 years"),
        pytest.param("weight_kg", 120, 8, 250, id="weight, 10 years"),
        pytest.param("weight_kg", None, 0.3, 250, id="weight, age unknown"),
    ],
)
def test_possible_measurements_depend_on_age(field, age_months, minimum, maximum):
    limits = INSTRUMENT.field(field).range_at(age_months)

    assert (limits.minimum, limits.maximum) == (minimum, maximum)


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        pytest.param("height_cm", "1215", Problem.OUT_OF_RANGE, id="the comma forgotten"),
        pytest.param("height_cm", "190,1", Problem.OUT_OF_RANGE, id="just above"),
        pytest.param("height_cm", "59,9", Problem.OUT_OF_RANGE, id="just below"),
        pytest.param("height_cm", "1,21", Problem.OUT_OF_RANGE, id="metres"),
        pytest.param("height_cm", "121,55", Problem.TOO_FINE, id="finer than a millimetre"),
        pytest.param("weight_kg", "120,1", Problem.OUT_OF_RANGE, id="weight just above"),
        pytest.param("weight_kg", "4,9", Problem.OUT_OF_RANGE, id="weight just below"),
        pytest.param("weight_kg", "23,4cm", Problem.NOT_A_NUMBER, id="another unit typed along"),
    ],
)
def test_an_impossible_measurement_is_refused(field, typed, problem):
    with pytest.raises(InvalidObservation) as refused:
        INSTRUMENT.field(field).read(typed, 84)

    assert refused.value.details["problem"] is problem


def test_a_refused_height_tells_the_range_at_that_age():
    with pytest.raises(InvalidObservation) as refused:
        INSTRUMENT.field("height_cm").read("1215", 84)

    assert refused.value.details | {"field": ""} == {
        "field": "",
        "problem": Problem.OUT_OF_RANGE,
        "minimum": 60,
        "maximum": 190,
        "unit": "cm",
    }


@pytest.mark.parametrize(("height", "weight"), [("60", "5"), ("190", "120"), ("121,5", "23,4")])
def test_the_limits_themselves_are_possible(height, weight):
    assert examine(height_cm=height, weight_kg=weight).status is Status.COMPLETE


def test_the_row_says_plainly_that_nothing_is_classified():
    measures = examine(height_cm="121,5", weight_kg="22,4").measures

    assert [one.text for one in measures] == ["121,5 cm", "22,4 kg", "BMI 15,2 – chưa xếp loại"]
    assert measures[2].number == pytest.approx(22.4 / 1.215**2, abs=1e-12)


@pytest.mark.parametrize(
    ("typed", "codes", "missing"),
    [
        pytest.param({"height_cm": "121,5"}, ["height_cm"], ("Cân nặng",), id="weight missing"),
        pytest.param({"weight_kg": "23"}, ["weight_kg"], ("Chiều cao (chiều dài)",), id="height missing"),
    ],
)
def test_the_index_needs_both(typed, codes, missing):
    meaning = examine(**typed)

    assert ([one.code for one in meaning.measures], meaning.missing) == (codes, missing)
    assert meaning.status is Status.INCOMPLETE


def test_nothing_measured_is_not_examined():
    assert examine().status is Status.NOT_EXAMINED


def test_no_class_means_no_finding_and_no_next_visit():
    meaning = examine(height_cm="121,5", weight_kg="60")

    assert (meaning.findings, meaning.next_visit_days, INSTRUMENT.finding_kinds) == ((), None, ())


@pytest.mark.parametrize(
    ("height", "weight", "warned"),
    [
        pytest.param("100", "8,2", False, id="on the lower bound"),
        pytest.param("100", "8,1", True, id="just below"),
        pytest.param("100", "50,5", False, id="on the upper bound"),
        pytest.param("100", "50,6", True, id="just above"),
        pytest.param("121,5", "12,3", False, id="thin but seen"),
    ],
)
def test_an_index_no_child_has_is_to_be_looked_at_again(height, weight, warned):
    assert bool(examine(height_cm=height, weight_kg=weight).warnings) is warned


def test_height_zero_has_no_index():
    with pytest.raises(ValueError, match="height"):
        bmi_kg_m2(20, 0)


@given(
    height=st.integers(800, 1900),
    weight=st.integers(80, 1200),
    age_months=st.integers(60, 119) | st.none(),
)
def test_any_possible_measurements_have_a_meaning(height, weight, age_months):
    meaning = examine(age_months, height_cm=f"{height / 10}", weight_kg=f"{weight / 10}")

    assert meaning.status is Status.COMPLETE
    assert meaning.measures[2].number == pytest.approx(weight * 1000 / height**2 * 100, rel=1e-9)
