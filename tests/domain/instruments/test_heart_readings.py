"""Heart: what is enough to conclude, and what cannot be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgmt.domain.errors import InvalidObservation
from casemgmt.domain.fields import Problem
from casemgmt.domain.heart.signs import Sign
from casemgmt.domain.instrument import Status
from casemgmt.domain.instruments.heart import INSTRUMENT
from tests.domain.instruments.hearts import EIGHT_YEARS, NORMAL, examine, found


@pytest.mark.parametrize(
    ("age_months", "typed", "status", "missing"),
    [
        pytest.param(36, NORMAL, Status.COMPLETE, (), id="three years: saturation optional"),
        pytest.param(35, NORMAL, Status.INCOMPLETE, ("SpO2 lúc nghỉ",), id="under three: saturation needed"),
        pytest.param(35, NORMAL | {"spo2": "98"}, Status.COMPLETE, (), id="under three with saturation"),
        pytest.param(
            None, NORMAL, Status.INCOMPLETE, ("SpO2 lúc nghỉ",), id="age unknown: saturation needed"
        ),
        pytest.param(
            96,
            {"murmur_grade": "0"},
            Status.INCOMPLETE,
            ("Dấu hiệu và tiền sử tim mạch",),
            id="signs missing",
        ),
        pytest.param(
            96, {"signs": "0"}, Status.INCOMPLETE, ("Mức độ tiếng thổi (Levine)",), id="murmur missing"
        ),
        pytest.param(
            96,
            {"spo2": "98"},
            Status.INCOMPLETE,
            ("Mức độ tiếng thổi (Levine)", "Dấu hiệu và tiền sử tim mạch"),
            id="saturation alone",
        ),
        pytest.param(96, {}, Status.NOT_EXAMINED, (), id="nothing"),
    ],
)
def test_what_is_needed_to_conclude(age_months, typed, status, missing):
    meaning = examine(age_months, **typed)

    assert (meaning.status, meaning.missing) == (status, missing)
    assert (meaning.next_visit_days is not None) is (status is Status.COMPLETE)


def test_a_finding_does_not_wait_for_the_other_cells():
    meaning = examine(murmur_grade="4")

    assert (meaning.status, found(meaning)) == (Status.INCOMPLETE, [("heart_murmur", "priority")])


def test_none_together_with_a_sign_is_mended_before_it_is_complete():
    meaning = examine(murmur_grade="0", signs="0, 6")

    assert (meaning.status, meaning.missing) == (Status.INCOMPLETE, ("Dấu hiệu và tiền sử tim mạch",))
    assert found(meaning) == [("heart_warning_sign", "urgent")]
    assert "không có dấu hiệu nào" in meaning.warnings[0]


def test_a_timing_without_a_murmur_is_mended_before_it_is_complete():
    meaning = examine(murmur_grade="0", murmur_timing="ttr", signs="0")

    assert (meaning.status, meaning.missing) == (Status.INCOMPLETE, ("Mức độ tiếng thổi (Levine)",))
    assert found(meaning) == [("heart_murmur", "priority")]
    assert "thì của tiếng thổi" in meaning.warnings[0]


def test_a_murmur_without_timing_is_asked_about():
    assert examine(murmur_grade="1", signs="0").warnings == (
        "Có tiếng thổi nhưng chưa ghi thì của tiếng thổi.",
    )


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        pytest.param("spo2", "29", Problem.OUT_OF_RANGE, id="just below"),
        pytest.param("spo2", "101", Problem.OUT_OF_RANGE, id="just above"),
        pytest.param("spo2", "97,5", Problem.TOO_FINE, id="finer than the oximeter"),
        pytest.param("murmur_grade", "7", Problem.UNKNOWN_CHOICE, id="no seventh grade"),
        pytest.param("murmur_grade", "2,3", Problem.ONLY_ONE_CHOICE, id="two grades"),
        pytest.param("signs", "99", Problem.UNKNOWN_CHOICE, id="no such sign"),
        pytest.param("signs", "tim bẩm sinh", Problem.UNKNOWN_CHOICE, id="a diagnosis is no sign"),
    ],
)
def test_an_impossible_reading_is_refused(field, typed, problem):
    with pytest.raises(InvalidObservation) as refused:
        INSTRUMENT.field(field).read(typed, EIGHT_YEARS)

    assert refused.value.details["problem"] is problem


def test_measures_say_what_was_recorded():
    measures = examine(murmur_grade="2", murmur_timing="tt", spo2="94", spo2_repeat="96", signs="0").measures

    assert [(one.code, one.number, one.choice, one.text) for one in measures] == [
        ("murmur_grade", 2, None, "Tiếng thổi tâm thu 2/6"),
        ("murmur_timing", None, "systolic", ""),
        ("spo2", 94, None, "SpO2 94%"),
        ("spo2_repeat", 96, None, "đo lại 96%"),
    ]


def test_no_murmur_is_said_in_words():
    assert [one.text for one in examine(**NORMAL).measures] == ["Không có tiếng thổi"]


@given(
    age_months=st.none() | st.integers(0, 240),
    typed=st.fixed_dictionaries(
        {},
        optional={
            "murmur_grade": st.integers(0, 6).map(str),
            "murmur_timing": st.sampled_from(["systolic", "pansystolic", "diastolic", "continuous"]),
            "spo2": st.integers(30, 100).map(str),
            "spo2_repeat": st.integers(30, 100).map(str),
            "signs": st.lists(st.sampled_from(list(Sign)), min_size=1, unique=True).map(",".join),
        },
    ),
    level=st.sampled_from(["priority", "routine"]),
)
def test_any_readable_readings_have_a_meaning_and_no_diagnosis(age_months, typed, level):
    meaning = examine(age_months, {"heart.indicator_level_under_36_months": level}, **typed)

    said = " ".join(one.because for one in meaning.findings).lower()
    assert (meaning.status is Status.INCOMPLETE) == bool(meaning.missing)
    assert {one.kind for one in meaning.findings} <= {kind.code for kind in INSTRUMENT.finding_kinds}
    assert "tim bẩm sinh" not in said + " ".join(kind.label for kind in INSTRUMENT.finding_kinds).lower()
