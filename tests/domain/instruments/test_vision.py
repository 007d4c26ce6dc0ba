"""Vision: which line is to be read, and what follows."""

import pytest

from casemgmt.domain.instrument import Destination, ReferralLevel, Severity, Status, Subject
from casemgmt.domain.instruments.vision import INSTRUMENT
from casemgmt.domain.vision.acuity import logmar
from tests.domain.instruments.eyes import examine, kinds


@pytest.mark.parametrize(
    ("tenths", "expected"),
    [
        pytest.param(10, 0.0, id="10/10"),
        pytest.param(9, 0.046, id="9/10"),
        pytest.param(8, 0.097, id="8/10"),
        pytest.param(7, 0.155, id="7/10"),
        pytest.param(6, 0.222, id="6/10"),
        pytest.param(5, 0.301, id="5/10"),
        pytest.param(4, 0.398, id="4/10"),
        pytest.param(3, 0.523, id="3/10"),
        pytest.param(2, 0.699, id="2/10"),
        pytest.param(1, 1.0, id="1/10"),
    ],
)
def test_logmar_of_each_line_of_the_chart(tenths, expected):
    assert logmar(tenths) == pytest.approx(expected, abs=0.0005)


@pytest.mark.parametrize(
    ("age_months", "line", "worse_eye", "found"),
    [
        pytest.param(36, "vn_7_10", "4", [], id="3 years: 4/10 is read"),
        pytest.param(36, "vn_7_10", "3", ["reduced_vision"], id="3 years: 3/10 fails"),
        pytest.param(47, "vn_7_10", "4", [], id="last month of 3 years"),
        pytest.param(48, "vn_7_10", "4", ["reduced_vision"], id="4 years: 4/10 fails"),
        pytest.param(48, "vn_7_10", "5", [], id="4 years: 5/10 meets 0.30 within tolerance"),
        pytest.param(59, "vn_7_10", "5", [], id="last month of 4 years"),
        pytest.param(60, "vn_7_10", "7", ["reduced_vision"], id="school line: 7/10 fails"),
        pytest.param(60, "vn_7_10", "8", [], id="school line: 8/10 passes"),
        pytest.param(60, "vn_7_10", "7,9", [], id="school line: 7,9/10 meets 0.10 within tolerance"),
        pytest.param(60, "vn_7_10", "7,8", ["reduced_vision"], id="school line: 7,8/10 fails"),
        pytest.param(60, "vn_below_7_10", "7", [], id="below 7/10 fails: 7/10 passes"),
        pytest.param(60, "vn_below_7_10", "6", ["reduced_vision"], id="below 7/10 fails: 6/10 fails"),
        pytest.param(60, "iapb_6_9", "6,3", [], id="IAPB 6/9: 6,3/10 meets 0.20 within tolerance"),
        pytest.param(60, "iapb_6_9", "6", ["reduced_vision"], id="IAPB 6/9: 6/10 fails"),
        pytest.param(60, "iapb_6_12", "5", [], id="IAPB 6/12: 5/10 meets 0.30 within tolerance"),
        pytest.param(60, "iapb_6_12", "4", ["reduced_vision"], id="IAPB 6/12: 4/10 fails"),
        pytest.param(215, "vn_7_10", "7", ["reduced_vision"], id="the oldest child"),
    ],
)
def test_the_line_to_be_read_depends_on_age_and_policy(age_months, line, worse_eye, found):
    meaning = examine(age_months, line, right=worse_eye, left=worse_eye)

    assert (kinds(meaning), meaning.status) == (found, Status.COMPLETE)


def test_without_a_policy_seven_tenths_refers():
    readings = {code: INSTRUMENT.field(code).read("7") for code in INSTRUMENT.normal}

    assert kinds(INSTRUMENT.interpret(readings, Subject(84, None), {})) == ["reduced_vision"]


@pytest.mark.parametrize(
    ("reading", "level", "severity"),
    [
        pytest.param("7", ReferralLevel.ROUTINE, Severity.MINOR, id="just below the line"),
        pytest.param("4", ReferralLevel.ROUTINE, Severity.MINOR, id="better than 6/18"),
        pytest.param("3,4", ReferralLevel.ROUTINE, Severity.MINOR, id="just better than 6/18"),
        pytest.param("3,3", ReferralLevel.ROUTINE, Severity.MINOR, id="on 6/18 within tolerance"),
        pytest.param("3,2", ReferralLevel.PRIORITY, Severity.MODERATE, id="just worse than 6/18"),
        pytest.param("1", ReferralLevel.PRIORITY, Severity.MODERATE, id="the lowest line"),
        pytest.param("ĐNT 3m", ReferralLevel.PRIORITY, Severity.MODERATE, id="fingers at 3 m are 3/60"),
        pytest.param("ĐNT 2m", ReferralLevel.URGENT, Severity.SEVERE, id="fingers nearer than 3 m"),
        pytest.param("ĐNT", ReferralLevel.URGENT, Severity.SEVERE, id="fingers, distance not written"),
        pytest.param("BBT", ReferralLevel.URGENT, Severity.SEVERE, id="hand movement"),
        pytest.param("ST+", ReferralLevel.URGENT, Severity.SEVERE, id="light perception"),
        pytest.param("ST (-)", ReferralLevel.URGENT, Severity.SEVERE, id="no light perception"),
    ],
)
def test_how_soon_depends_on_the_worse_eye(reading, level, severity):
    found = examine(right=reading, left="8").findings[0]

    assert (found.kind, found.level, found.severity, found.site) == ("reduced_vision", level, severity, "R")
    assert found.destination is Destination.EYE_CLINIC


@pytest.mark.parametrize(
    ("right", "left", "found"),
    [
        pytest.param("5", "8", ["interocular_difference"], id="8/10 and 5/10: 0.204"),
        pytest.param("6,3", "4", ["interocular_difference"], id="nominal two lines: 0.197 within tolerance"),
        pytest.param("6,2", "4", [], id="just under two lines: 0.190"),
        pytest.param("5", "7", [], id="one line: 0.146"),
        pytest.param("10", "10", [], id="no difference"),
    ],
)
def test_two_lines_between_the_eyes_refer_even_if_both_pass(right, left, found):
    assert kinds(examine(40, right=right, left=left)) == found


def test_a_difference_is_routine_at_the_eye_clinic():
    found = examine(48, right="10", left="5").findings[0]

    assert (found.level, found.destination) == (ReferralLevel.ROUTINE, Destination.EYE_CLINIC)
    assert found.because == (
        "Mắt phải 10/10, mắt trái 5/10 (không kính); chênh 0,30 logMAR, từ 0,2 (hai dòng) trở lên cần khám."
    )


@pytest.mark.parametrize(
    ("typed", "found", "level"),
    [
        pytest.param(
            {"right": "3", "left": "4", "right_glasses": "10", "left_glasses": "9"},
            ["vision_corrected"],
            ReferralLevel.NONE,
            id="passes with glasses only",
        ),
        pytest.param(
            {"right": "3", "left": "4", "right_glasses": "7", "left_glasses": "9"},
            ["reduced_vision_with_glasses"],
            ReferralLevel.ROUTINE,
            id="one eye fails with glasses",
        ),
        pytest.param(
            {"right": "1", "left": "10", "right_glasses": "8", "left_glasses": "10"},
            ["vision_corrected"],
            ReferralLevel.NONE,
            id="a difference that glasses remove",
        ),
        pytest.param(
            {"right": "3", "left": "3", "right_glasses": "10", "left_glasses": "3"},
            ["reduced_vision_with_glasses", "interocular_difference"],
            ReferralLevel.PRIORITY,
            id="one eye not helped",
        ),
        pytest.param(
            {"right_glasses": "10", "left_glasses": "10"},
            [],
            ReferralLevel.NONE,
            id="measured with glasses only",
        ),
        pytest.param(
            {"right": "10", "left": "10", "right_glasses": "10", "left_glasses": "10"},
            [],
            ReferralLevel.NONE,
            id="passes either way",
        ),
        pytest.param(
            {"right": "5", "left": "5", "right_glasses": "KHT", "left_glasses": "KHT"},
            ["reduced_vision"],
            ReferralLevel.ROUTINE,
            id="not testable with glasses: without counts",
        ),
    ],
)
def test_the_acuity_with_own_glasses_decides(typed, found, level):
    meaning = examine(**typed)

    assert (kinds(meaning), meaning.level, meaning.status) == (found, level, Status.COMPLETE)


def test_a_corrected_child_is_seen_again_sooner_and_not_referred():
    meaning = examine(right="3", left="4", right_glasses="10", left_glasses="9")

    assert meaning.next_visit_days == 182
    assert meaning.findings[0].severity is Severity.NONE


@pytest.mark.parametrize(
    ("typed", "found", "missing"),
    [
        pytest.param(
            {"right": "10"}, [], ("Mắt trái, không kính",), id="right eye passes, left not measured"
        ),
        pytest.param(
            {"right": "5"},
            ["reduced_vision"],
            ("Mắt trái, không kính",),
            id="right eye fails, left not measured",
        ),
        pytest.param(
            {"right": "5", "left": "5", "right_glasses": "10"},
            ["reduced_vision"],
            ("Mắt trái, có kính",),
            id="one eye with glasses only begun",
        ),
        pytest.param({"left_glasses": "10"}, [], ("Mắt phải, có kính",), id="left eye with glasses alone"),
    ],
)
def test_a_missing_eye_is_never_normal(typed, found, missing):
    meaning = examine(**typed)

    assert (meaning.status, kinds(meaning), meaning.missing) == (Status.INCOMPLETE, found, missing)
    assert meaning.next_visit_days is None


def test_nothing_measured_is_not_examined():
    assert examine().status is Status.NOT_EXAMINED


@pytest.mark.parametrize(
    ("age_months", "days"),
    [
        pytest.param(59, 30, id="under 5 years: a month"),
        pytest.param(60, 90, id="from 5 years: within the term"),
        pytest.param(None, 30, id="age unknown: the sooner"),
    ],
)
def test_a_child_who_does_not_cooperate_is_measured_again(age_months, days):
    meaning = examine(age_months, right="KHT", left="không hợp tác")
    found = meaning.findings[0]

    assert (meaning.status, found.kind, found.level) == (
        Status.COMPLETE,
        "vision_not_testable",
        ReferralLevel.RECHECK,
    )
    assert (found.recheck_days, found.destination, found.site) == (days, Destination.STATION, "")


def test_one_eye_not_testable_does_not_hide_the_other():
    assert kinds(examine(right="5", left="KHT")) == ["reduced_vision", "vision_not_testable"]


@pytest.mark.parametrize(
    ("reading", "found", "missing"),
    [
        pytest.param("10", [], (), id="passes at every age"),
        pytest.param("5", [], ("Tháng, năm sinh",), id="passes at 4 years, fails at school"),
        pytest.param("3", ["reduced_vision"], (), id="fails at every age"),
    ],
)
def test_with_age_unknown_only_what_holds_at_every_age_is_said(reading, found, missing):
    meaning = examine(None, right=reading, left=reading)

    assert (kinds(meaning), meaning.missing) == (found, missing)


def test_under_three_years_no_chart_is_used():
    meaning = examine(35, right="2", left="10")

    assert (meaning.status, meaning.findings) == (Status.INCOMPLETE, ())
    assert meaning.missing == ("Khám mắt không dùng bảng (trẻ dưới 36 tháng)",)


def test_a_coded_low_reading_is_a_finding_at_any_age():
    meaning = examine(20, right="ST-", left="ST-")

    assert (kinds(meaning), meaning.level) == (["reduced_vision"], ReferralLevel.URGENT)
