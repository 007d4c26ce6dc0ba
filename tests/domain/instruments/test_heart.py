"""Heart: murmurs, signs and oxygen saturation."""

import pytest

from casemgmt.domain.instrument import Destination, ReferralLevel, Severity
from casemgmt.domain.instruments.heart import INSTRUMENT
from tests.domain.instruments.hearts import NORMAL, examine, found


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
