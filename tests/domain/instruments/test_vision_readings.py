"""Vision: rare, impossible and coded readings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgmt.domain.errors import InvalidObservation
from casemgmt.domain.fields import Problem
from casemgmt.domain.instrument import Status, Subject
from casemgmt.domain.instruments.vision import INSTRUMENT
from tests.domain.instruments.eyes import CELLS, SEVEN_YEARS, examine, kinds


@pytest.mark.parametrize(
    ("age_months", "typed", "part"),
    [
        pytest.param(59, {"right": "12,6", "left": "10"}, "trên 12,5/10", id="too sharp under 5 years"),
        pytest.param(84, {"right": "8", "right_glasses": "6"}, "kém hơn không kính", id="worse with glasses"),
        pytest.param(84, {"right": "0,8", "left": "1"}, "1/10 hay 10/10", id="two ways of writing mixed"),
    ],
)
def test_rare_readings_are_to_be_looked_at_again(age_months, typed, part):
    assert part in examine(age_months, **typed).warnings[0]


@pytest.mark.parametrize(
    ("age_months", "typed"),
    [
        pytest.param(59, {"right": "12,5", "left": "10"}, id="sharp but possible under 5 years"),
        pytest.param(60, {"right": "15", "left": "15"}, id="sharp at school age"),
        pytest.param(84, {"right": "8", "right_glasses": "7"}, id="less than one line worse with glasses"),
        pytest.param(84, {"right": "0,8", "left": "1/10"}, id="a full fraction is clear"),
    ],
)
def test_usual_readings_give_no_warning(age_months, typed):
    assert examine(age_months, **typed).warnings == ()


def test_measures_are_logmar_per_eye_and_condition():
    measures = examine(right="5", left="ĐNT", right_glasses="10", left_glasses="BBT").measures

    assert [(one.code, one.site, one.choice, one.text) for one in measures] == [
        ("logmar_uncorrected", "R", None, "MP 5/10"),
        ("acuity_uncorrected", "L", "counting_fingers", "MT ĐNT"),
        ("logmar_glasses", "R", None, "MP 10/10 (có kính)"),
        ("acuity_glasses", "L", "hand_movement", "MT BBT (có kính)"),
    ]
    assert measures[0].number == pytest.approx(0.30103)


def test_the_reason_names_reading_and_limit():
    found = examine(right="5", left="3").findings[0]

    assert (
        found.because == "Mắt phải 5/10, mắt trái 3/10 (không kính); chưa đọc được dòng 8/10, kém hơn 6/18."
    )
    assert found.site == ""


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        pytest.param("55", Problem.OUT_OF_RANGE, id="a key struck twice"),
        pytest.param("0", Problem.OUT_OF_RANGE, id="below the chart: a code is asked for"),
        pytest.param("1,0", Problem.AMBIGUOUS_NUMBER, id="one tenth or ten tenths"),
        pytest.param("cận", Problem.NOT_A_NUMBER, id="a diagnosis is no reading"),
    ],
)
def test_a_reading_the_chart_cannot_give_is_refused(typed, problem):
    with pytest.raises(InvalidObservation) as refused:
        INSTRUMENT.field("va_right_uncorrected").read(typed, SEVEN_YEARS)

    assert refused.value.details["problem"] is problem


def test_a_refused_reading_tells_the_range():
    with pytest.raises(InvalidObservation) as refused:
        INSTRUMENT.field("va_right_uncorrected").read("55", SEVEN_YEARS)

    assert (refused.value.details["minimum"], refused.value.details["maximum"]) == (1, 20)


@pytest.mark.parametrize(
    "typed", ["ĐNT", "dnt", "ĐNT 1m", "ĐNT1m", "đnt 0,5 m", "BBT 1m", "ST +", "ST(−)", "kht"]
)
def test_coded_readings_are_typed_as_examiners_write_them(typed):
    assert INSTRUMENT.field("va_right_uncorrected").read(typed).choices != ()


def test_the_normal_keys_mean_normal():
    readings = {code: INSTRUMENT.field(code).read(text) for code, text in INSTRUMENT.normal.items()}
    meaning = INSTRUMENT.interpret(readings, Subject(84, None), {})

    assert (meaning.status, meaning.findings, meaning.next_visit_days) == (Status.COMPLETE, (), 365)


CODED = [choice.code for choice in INSTRUMENT.fields[0].codes]


READINGS = st.one_of(
    st.integers(1, 20).map(str), st.integers(10, 200).map(lambda n: f"{n / 10}/10"), st.sampled_from(CODED)
)


@given(
    typed=st.dictionaries(st.sampled_from(sorted(CELLS)), READINGS),
    age_months=st.none() | st.integers(0, 240),
    line=st.sampled_from(sorted(INSTRUMENT.settings[0].choices)),
)
def test_any_readable_readings_have_a_meaning_and_no_diagnosis(typed, age_months, line):
    meaning = examine(age_months, line, **typed)

    said = " ".join(finding.because for finding in meaning.findings).lower()
    assert (meaning.status is Status.INCOMPLETE) == bool(meaning.missing)
    assert set(kinds(meaning)) <= {kind.code for kind in INSTRUMENT.finding_kinds}
    assert "cận thị" not in said
