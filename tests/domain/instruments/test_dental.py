"""Dental: indices, urgency, findings, what is rare at an age."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgmt.domain.dental.ages import age_warnings
from casemgmt.domain.dental.indices import CariesIndex, dmft, suggested_urgency
from casemgmt.domain.dental.notation import write_teeth
from casemgmt.domain.instrument import Destination, ReferralLevel, Severity, Status
from casemgmt.domain.instruments.dental import INSTRUMENT
from tests.domain.instruments.mouths import examine, measured, mouths


# The worked examples of the clinical reference: age in years, teeth, dmft, DMFT, urgency.
@pytest.mark.parametrize(
    ("years", "text", "primary", "permanent", "urgency"),
    [
        pytest.param(5, "55B 65B 75C 54D 74E", (3, 1, 1), (0, 0, 0), "2", id="five years"),
        pytest.param(6, "36 1; 46 6; 84B; 85C", (2, 0, 0), (1, 0, 0), "2", id="six years, mixed"),
        pytest.param(
            12, "16 1; 26 3; 36 4; 46 2; 11 5; 21 6; 47 7; 17 9", (0, 0, 0), (2, 1, 1), "2", id="twelve years"
        ),
        pytest.param(15, "14,24,34,44 5", (0, 0, 0), (0, 0, 0), "0", id="fifteen years, orthodontic"),
        pytest.param(5, "0", (0, 0, 0), (0, 0, 0), "0", id="all sound"),
    ],
)
def test_worked_examples(years, text, primary, permanent, urgency):
    meaning = examine(years * 12, teeth=text)
    found = measured(meaning)

    assert (found["d", ""], found["m", ""], found["f", ""], found["dmft", ""]) == (*primary, sum(primary))
    assert (found["D", ""], found["M", ""], found["F", ""], found["DMFT", ""]) == (*permanent, sum(permanent))
    assert found["intervention_urgency", ""] == urgency
    assert meaning.warnings == ()


@pytest.mark.parametrize(
    ("code", "index"),
    [
        ("A", (0, 0, 0)),
        ("B", (1, 0, 0)),
        ("C", (1, 0, 0)),
        ("D", (0, 0, 1)),
        ("E", (0, 1, 0)),
        ("F", (0, 0, 0)),
        ("G", (0, 0, 0)),
    ],
)
def test_each_letter_counts_in_its_component(code, index):
    assert dmft({55: code}, primary=True) == CariesIndex(*index)
    assert dmft({55: code}, primary=False) == CariesIndex(0, 0, 0)


@pytest.mark.parametrize(
    ("code", "index"),
    [
        ("0", (0, 0, 0)),
        ("1", (1, 0, 0)),
        ("2", (1, 0, 0)),
        ("3", (0, 0, 1)),
        ("4", (0, 1, 0)),
        ("5", (0, 0, 0)),
        ("6", (0, 0, 0)),
        ("7", (0, 0, 0)),
        ("8", (0, 0, 0)),
        ("9", (0, 0, 0)),
    ],
)
def test_each_digit_counts_in_its_component(code, index):
    assert dmft({16: code}, primary=False) == CariesIndex(*index)
    assert dmft({16: code}, primary=True) == CariesIndex(0, 0, 0)


@pytest.mark.parametrize(
    ("teeth", "pain", "bleeding", "urgency"),
    [
        pytest.param({}, False, False, 0, id="nothing"),
        pytest.param({}, False, True, 1, id="bleeding gums"),
        pytest.param({55: "D"}, False, False, 0, id="filled only"),
        pytest.param({55: "B"}, False, True, 2, id="caries before gums"),
        pytest.param({55: "B"}, True, True, 3, id="pain before all"),
        pytest.param(None, True, False, 3, id="pain though not examined"),
        pytest.param(None, False, True, None, id="not examined"),
    ],
)
def test_suggested_urgency(teeth, pain, bleeding, urgency):
    assert suggested_urgency(teeth, pain=pain, gingival_bleeding=bleeding) == urgency


def test_teeth_that_are_not_sound_are_measures_of_their_own():
    teeth = [one for one in examine(teeth="55B; 46 6; 16 0; 65A").measures if one.code == "tooth"]

    assert [(one.site, one.choice, one.number) for one in teeth] == [("46", "6", None), ("55", "B", None)]


def test_the_row_shows_both_indices_apart_and_the_urgency():
    shown = [one.text for one in examine(teeth="55,65 sâu; 16 trám").measures if one.text]

    assert shown == [
        "smt 2 (sâu 2, mất 0, trám 0)",
        "SMT 1 (sâu 0, mất 0, trám 1)",
        "Mức 2: cần điều trị sớm",
    ]


def test_untreated_caries_names_number_and_teeth():
    found = examine(teeth="55,65 sâu; 16 trám sâu").findings[0]

    assert (found.kind, found.level, found.severity) == (
        "untreated_caries",
        ReferralLevel.PRIORITY,
        Severity.MODERATE,
    )
    assert found.because == "3 răng sâu chưa điều trị (16, 55, 65): mức 2, cần điều trị sớm."
    assert (found.destination, found.recheck_days, found.site) == (Destination.DENTAL_CLINIC, 90, "")


def test_one_decayed_tooth_is_the_site():
    assert examine(teeth="55B").findings[0].site == "55"


def test_the_ward_may_make_caries_routine():
    found = examine(policy={"dental.untreated_caries_level": "routine"}, teeth="55B").findings[0]

    assert found.level is ReferralLevel.ROUTINE


@pytest.mark.parametrize(
    ("typed", "found", "level"),
    [
        pytest.param({"teeth": "0"}, [], ReferralLevel.NONE, id="all sound"),
        pytest.param(
            {"teeth": "0", "pain_now": "0", "gingivitis": "0"}, [], ReferralLevel.NONE, id="asked and no"
        ),
        pytest.param({"teeth": "55D"}, [], ReferralLevel.NONE, id="filled"),
        pytest.param(
            {"teeth": "0", "gingivitis": "1"},
            ["gingival_bleeding"],
            ReferralLevel.ROUTINE,
            id="bleeding gums",
        ),
        pytest.param(
            {"teeth": "0", "pain_now": "có"},
            ["dental_pain_or_infection"],
            ReferralLevel.URGENT,
            id="pain alone",
        ),
        pytest.param(
            {"teeth": "55B", "pain_now": "1", "gingivitis": "1"},
            ["dental_pain_or_infection", "untreated_caries", "gingival_bleeding"],
            ReferralLevel.URGENT,
            id="all three",
        ),
    ],
)
def test_findings_follow_the_urgency(typed, found, level):
    meaning = examine(**typed)

    assert ([one.kind for one in meaning.findings], meaning.level) == (found, level)
    assert meaning.status is Status.COMPLETE


def test_teeth_not_examined_are_never_sound():
    meaning = examine(pain_now="1")

    assert (meaning.status, meaning.missing) == (Status.INCOMPLETE, ("Tình trạng răng",))
    assert measured(meaning) == {("intervention_urgency", ""): "3"}
    assert meaning.level is ReferralLevel.URGENT


def test_nothing_recorded_is_not_examined():
    assert examine().status is Status.NOT_EXAMINED


def test_the_normal_key_means_all_sound():
    meaning = examine(**INSTRUMENT.normal)

    assert (meaning.status, meaning.findings, meaning.next_visit_days) == (Status.COMPLETE, (), 365)


@pytest.mark.parametrize(
    ("tooth", "code", "age_months", "said"),
    [
        pytest.param(51, "E", 71, "", id="upper central incisor missing at 5 years"),
        pytest.param(51, "E", 72, "tuổi thay răng", id="upper central incisor missing at 6 years"),
        pytest.param(82, "E", 83, "", id="lower lateral incisor missing at 6 years"),
        pytest.param(82, "E", 84, "tuổi thay răng", id="lower lateral incisor missing at 7 years"),
        pytest.param(53, "E", 119, "", id="upper canine missing at 9 years"),
        pytest.param(83, "E", 108, "tuổi thay răng", id="lower canine missing at 9 years"),
        pytest.param(74, "E", 107, "", id="first molar missing at 8 years"),
        pytest.param(74, "E", 108, "tuổi thay răng", id="first molar missing at 9 years"),
        pytest.param(65, "E", 119, "", id="second molar missing at 9 years"),
        pytest.param(65, "E", 120, "tuổi thay răng", id="second molar missing at 10 years"),
        pytest.param(36, "1", 60, "", id="first molar exactly a year early"),
        pytest.param(36, "1", 59, "sớm hơn", id="first molar more than a year early"),
        pytest.param(36, "8", 59, "", id="unerupted is not early"),
        pytest.param(47, "0", 119, "sớm hơn", id="lower second molar named sound at 9 years"),
        pytest.param(47, "0", 120, "", id="lower second molar named sound at 10 years"),
        pytest.param(11, "8", 120, "", id="incisor unerupted exactly two years late"),
        pytest.param(11, "8", 121, "muộn hơn tuổi mọc", id="incisor unerupted more than two years late"),
        pytest.param(55, "B", 168, "", id="primary molar exactly two years late"),
        pytest.param(55, "B", 169, "răng sữa còn lại", id="primary molar more than two years late"),
        pytest.param(
            81, "A", 109, "răng sữa còn lại", id="primary incisor named sound more than two years late"
        ),
    ],
)
def test_what_is_rare_at_an_age_is_to_be_looked_at_again(tooth, code, age_months, said):
    warnings = age_warnings({tooth: code}, age_months)

    assert (len(warnings), said in "".join(warnings)) == (int(bool(said)), True)


def test_a_missing_primary_tooth_long_after_shedding_age_is_asked_about_once():
    assert len(age_warnings({55: "E"}, 200)) == 1


def test_teeth_of_one_warning_stand_together():
    assert age_warnings({51: "E", 61: "E"}, 84) == (
        "Răng 51, 61 ghi mất do sâu ở tuổi thay răng, có thể đã rụng tự nhiên: kiểm tra lại.",
    )


def test_with_age_unknown_nothing_is_called_rare():
    assert age_warnings({36: "1", 51: "E"}, None) == ()


@given(teeth=mouths(), age_months=st.none() | st.integers(0, 240), pain=st.sampled_from(["0", "1"]))
def test_any_mouth_has_a_meaning(teeth, age_months, pain):
    meaning = examine(age_months, teeth=write_teeth(teeth), pain_now=pain)

    assert meaning.status is Status.COMPLETE
    assert measured(meaning)["dmft", ""] + measured(meaning)["DMFT", ""] <= len(teeth)
