"""Heart: murmur, saturation, signs; who is referred how soon, at which age."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgmt.domain.errors import InvalidObservation
from casemgmt.domain.fields import Problem
from casemgmt.domain.heart.signs import Sign
from casemgmt.domain.instrument import Destination, ReferralLevel, Severity, Status, Subject
from casemgmt.domain.instruments.heart import INSTRUMENT

EIGHT_YEARS = 96
TWO_YEARS = 24
NORMAL = {"murmur_grade": "0", "signs": "0"}


def examine(age_months=EIGHT_YEARS, policy=None, **typed):
    readings = {code: INSTRUMENT.field(code).read(text, age_months) for code, text in typed.items()}
    return INSTRUMENT.interpret(readings, Subject(age_months, None), policy or {})


def found(meaning):
    return [(one.kind, one.level.value) for one in meaning.findings]


@pytest.mark.parametrize(
    ("grade", "timing", "expected"),
    [
        pytest.param("0", None, [], id="no murmur"),
        pytest.param("1", "tt", [("soft_heart_murmur", "recheck")], id="grade 1 systolic"),
        pytest.param("2", "tâm thu", [("soft_heart_murmur", "recheck")], id="grade 2 systolic, just below"),
        pytest.param("2", None, [("soft_heart_murmur", "recheck")], id="grade 2, timing not recorded"),
        pytest.param("3", "tt", [("heart_murmur", "priority")], id="grade 3, on the cut-off"),
        pytest.param("3/6", None, [("heart_murmur", "priority")], id="grade 3, timing not recorded"),
        pytest.param("VI/VI", "tt", [("heart_murmur", "priority")], id="grade 6"),
        pytest.param("1", "ttt", [("heart_murmur", "priority")], id="soft but pansystolic"),
        pytest.param("1", "ttr", [("heart_murmur", "priority")], id="soft but diastolic"),
        pytest.param("1", "lt", [("heart_murmur", "priority")], id="soft but continuous"),
    ],
)
def test_a_murmur_from_three_years(grade, timing, expected):
    typed = {"murmur_grade": grade, "signs": "0"} | ({"murmur_timing": timing} if timing else {})

    assert found(examine(**typed)) == expected


@pytest.mark.parametrize(
    ("age_months", "policy", "expected"),
    [
        pytest.param(11, {}, ("heart_murmur", "priority"), id="under 12 months"),
        pytest.param(12, {}, ("heart_murmur", "priority"), id="one year: an indicator"),
        pytest.param(35, {}, ("heart_murmur", "priority"), id="last month of two years"),
        pytest.param(36, {}, ("soft_heart_murmur", "recheck"), id="three years"),
        pytest.param(None, {}, ("heart_murmur", "priority"), id="age unknown: as the youngest"),
        pytest.param(11, "routine", ("heart_murmur", "priority"), id="under 12 months, indicators routine"),
        pytest.param(12, "routine", ("heart_murmur", "routine"), id="one year, indicators routine"),
    ],
)
def test_a_soft_murmur_by_age(age_months, policy, expected):
    chosen = {"heart.indicator_level_under_36_months": policy} if policy else {}

    meaning = examine(age_months, chosen, murmur_grade="1", murmur_timing="tt", signs="0", spo2="98")

    assert found(meaning) == [expected]


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        pytest.param("dyspnoea", ["heart_warning_sign", "heart_murmur"], id="a symptom"),
        pytest.param("exertional_chest_pain", ["heart_warning_sign", "heart_murmur"], id="chest pain"),
    ],
)
def test_a_soft_murmur_with_a_symptom_has_priority(sign, expected):
    meaning = examine(murmur_grade="1", murmur_timing="tt", signs=sign)

    assert found(meaning) == [(kind, "priority") for kind in expected]


def test_a_soft_murmur_with_family_history_is_routine():
    meaning = examine(murmur_grade="1", murmur_timing="tt", signs="family_history_chd")

    assert found(meaning) == [("heart_murmur", "routine"), ("heart_risk_background", "routine")]


@pytest.mark.parametrize(
    ("sign", "older", "younger"),
    [
        ("cyanosis", ("heart_warning_sign", "priority"), ("heart_warning_sign", "priority")),
        ("dyspnoea", ("heart_warning_sign", "routine"), ("heart_warning_sign", "priority")),
        ("respiratory_distress", ("heart_warning_sign", "emergency"), ("heart_warning_sign", "emergency")),
        ("hypercyanotic_spell", ("heart_warning_sign", "emergency"), ("heart_warning_sign", "emergency")),
        ("heart_failure_signs", ("heart_warning_sign", "urgent"), ("heart_warning_sign", "urgent")),
        ("exertional_syncope", ("heart_warning_sign", "urgent"), ("heart_warning_sign", "urgent")),
        ("exertional_chest_pain", ("heart_warning_sign", "routine"), ("heart_warning_sign", "routine")),
        ("family_history_chd", ("heart_risk_background", "routine"), ("heart_risk_background", "priority")),
        (
            "special_facial_features",
            ("heart_risk_background", "routine"),
            ("heart_risk_background", "priority"),
        ),
        (
            "other_congenital_malformation",
            ("heart_risk_background", "routine"),
            ("heart_risk_background", "priority"),
        ),
        ("syndrome", ("heart_risk_background", "routine"), ("heart_risk_background", "priority")),
    ],
)
def test_each_sign_alone(sign, older, younger):
    assert found(examine(36, murmur_grade="0", signs=sign)) == [older]
    assert found(examine(35, murmur_grade="0", signs=sign, spo2="98")) == [younger]


def test_being_followed_by_a_hospital_is_no_finding():
    assert found(examine(murmur_grade="0", signs="known_cyanotic")) == []


def test_the_most_pressing_of_several_signs_decides():
    meaning = examine(murmur_grade="0", signs="1, 6, 8")

    assert found(meaning) == [("heart_warning_sign", "urgent"), ("heart_risk_background", "routine")]
    assert meaning.findings[0].because == "Tím môi, đầu chi, ngất khi gắng sức."


@pytest.mark.parametrize(
    ("first", "repeat", "older", "younger"),
    [
        pytest.param("95", None, [], [], id="on the limit"),
        pytest.param(
            "94", None, [("borderline_spo2", "recheck")], [("low_spo2", "priority")], id="just below, once"
        ),
        pytest.param("90", None, [("borderline_spo2", "recheck")], [("low_spo2", "priority")], id="90 once"),
        pytest.param("89", None, [("low_spo2", "emergency")], [("low_spo2", "emergency")], id="below 90"),
        pytest.param("94", "94", [("low_spo2", "urgent")], [("low_spo2", "urgent")], id="below 95 twice"),
        pytest.param("89", "93", [("low_spo2", "urgent")], [("low_spo2", "urgent")], id="low, then 90 to 94"),
        pytest.param("94", "95", [], [], id="normal when repeated"),
        pytest.param(
            "89", "97", [("borderline_spo2", "recheck")], [("borderline_spo2", "recheck")], id="far apart"
        ),
        pytest.param(
            "97", "89", [("low_spo2", "emergency")], [("low_spo2", "emergency")], id="fallen below 90"
        ),
        pytest.param(
            "97", "94", [("borderline_spo2", "recheck")], [("low_spo2", "priority")], id="fallen below 95"
        ),
        pytest.param(
            None, "93", [("borderline_spo2", "recheck")], [("low_spo2", "priority")], id="repeat cell only"
        ),
    ],
)
def test_oxygen_saturation(first, repeat, older, younger):
    typed = NORMAL | ({"spo2": first} if first else {}) | ({"spo2_repeat": repeat} if repeat else {})

    assert found(examine(36, **typed)) == older
    assert found(examine(35, **typed)) == younger


def test_a_first_low_saturation_is_measured_again_at_once():
    finding = examine(**NORMAL, spo2="92").findings[0]

    assert (finding.recheck_days, finding.destination) == (0, Destination.STATION)
    assert finding.because == "SpO2 92%: dưới 95% một lần, đo lại ngay trong buổi khám."


def test_an_emergency_goes_to_the_nearest_hospital():
    finding = examine(**NORMAL, spo2="89").findings[0]

    assert (finding.destination, finding.severity) == (Destination.GENERAL_HOSPITAL, Severity.CRITICAL)


def test_a_child_known_to_be_cyanotic_is_urgent_below_ninety():
    assert found(examine(murmur_grade="0", signs="known_cyanotic", spo2="85")) == [("low_spo2", "urgent")]


def test_a_loud_murmur_goes_to_cardiology_and_may_be_serious():
    finding = examine(murmur_grade="3", murmur_timing="tt", signs="0").findings[0]

    assert (finding.level, finding.destination, finding.severity) == (
        ReferralLevel.PRIORITY,
        Destination.CARDIOLOGY,
        Severity.MODERATE,
    )
    assert INSTRUMENT.finding_kind(finding.kind).may_be_serious is True
    assert finding.because == "Tiếng thổi tâm thu 3/6 (từ mức 3/6): cần khám chuyên khoa tim mạch."


@pytest.mark.parametrize("days", ["30", "60", "90"])
def test_a_soft_murmur_is_heard_again_when_the_policy_says(days):
    meaning = examine(
        policy={"heart.soft_murmur_recheck_days": days}, murmur_grade="2", murmur_timing="tt", signs="0"
    )

    assert meaning.findings[0].recheck_days == int(days)
    assert INSTRUMENT.finding_kind("soft_heart_murmur").may_be_serious is False


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
