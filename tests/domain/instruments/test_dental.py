"""Teeth: notation, indices, urgency, findings and what is rare at an age."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgmt.domain.dental.ages import age_warnings
from casemgmt.domain.dental.chart import ARCHES, TEETH, codes_for, same_space
from casemgmt.domain.dental.indices import CariesIndex, dmft, suggested_urgency
from casemgmt.domain.dental.notation import parse_teeth, write_teeth
from casemgmt.domain.errors import InvalidObservation
from casemgmt.domain.fields import Problem
from casemgmt.domain.instrument import Destination, ReferralLevel, Severity, Status, Subject
from casemgmt.domain.instruments.dental import INSTRUMENT


def examine(age_months=84, policy=None, **typed):
    readings = {code: INSTRUMENT.field(code).read(text, age_months) for code, text in typed.items()}
    return INSTRUMENT.interpret(readings, Subject(age_months, None), policy or {})


def measured(meaning):
    return {
        (one.code, one.site): one.choice if one.number is None else one.number for one in meaning.measures
    }


@pytest.mark.parametrize(
    ("text", "teeth"),
    [
        pytest.param("55,64 sâu; 75 trám; 46 bít", {46: "6", 55: "B", 64: "B", 75: "D"}, id="words"),
        pytest.param("55B 64B 75D 46 6", {46: "6", 55: "B", 64: "B", 75: "D"}, id="codes"),
        pytest.param("55b,64 b", {55: "B", 64: "B"}, id="small letters"),
        pytest.param("55 SAU; 16 Sau", {16: "1", 55: "B"}, id="one word, both dentitions, no diacritics"),
        pytest.param("16,55 sâu", {16: "1", 55: "B"}, id="one word for teeth of both dentitions"),
        pytest.param("55 trám sâu; 16 tram sau", {16: "2", 55: "C"}, id="filled with caries"),
        pytest.param("55 trám, 64 sâu", {55: "D", 64: "B"}, id="a comma keeps two words apart"),
        pytest.param("74 mất; 36 mất do sâu", {36: "4", 74: "E"}, id="missing due to caries"),
        pytest.param("14 mất khác", {14: "5"}, id="missing for another reason"),
        pytest.param("55 bít; 16 trám bít", {16: "6", 55: "F"}, id="sealed"),
        pytest.param("55 chụp; 16 mão", {16: "7", 55: "G"}, id="crowned"),
        pytest.param("17 chưa mọc; 47 không ghi", {17: "8", 47: "9"}, id="unerupted and not recorded"),
        pytest.param("sâu 55, 64; trám 75", {55: "B", 64: "B", 75: "D"}, id="word first"),
        pytest.param("Sâu răng: R55, R64", {55: "B", 64: "B"}, id="word first, as doctors write"),
        pytest.param("sâu 55 trám 64 75", {55: "B", 64: "D", 75: "D"}, id="word first, twice in a part"),
        pytest.param("55=B; 16:1", {16: "1", 55: "B"}, id="signs between tooth and code"),
        pytest.param("53-51 sâu", {51: "B", 52: "B", 53: "B"}, id="a range"),
        pytest.param("52-61 sâu", {51: "B", 52: "B", 61: "B"}, id="a range over the midline"),
        pytest.param("31–42 0", {31: "0", 41: "0", 42: "0"}, id="a range written from the left with a dash"),
        pytest.param("16 tốt; 55A", {16: "0", 55: "A"}, id="sound teeth may be named"),
        pytest.param("0", {}, id="all sound"),
        pytest.param("Tốt", {}, id="all sound: tốt"),
        pytest.param("BT", {}, id="all sound: bt"),
        pytest.param("bình thường", {}, id="all sound: bình thường"),
        pytest.param("binh thuong", {}, id="all sound: no diacritics"),
        pytest.param("; 55B ;", {55: "B"}, id="empty parts"),
    ],
)
def test_compact_notation_is_read(text, teeth):
    assert parse_teeth(text) == teeth


@pytest.mark.parametrize(
    ("text", "problem", "part"),
    [
        pytest.param("19 1", Problem.UNKNOWN_TOOTH, "19", id="no such tooth"),
        pytest.param("56B", Problem.UNKNOWN_TOOTH, "56", id="no sixth primary tooth"),
        pytest.param("18 1", Problem.UNKNOWN_TOOTH, "18", id="third molar: not on the children's form"),
        pytest.param("48 chưa mọc", Problem.UNKNOWN_TOOTH, "48", id="third molar unerupted"),
        pytest.param("161", Problem.UNKNOWN_TOOTH, "161", id="tooth and digit grown together"),
        pytest.param("16-46 sâu", Problem.UNKNOWN_TOOTH, "16-46", id="a range over two jaws"),
        pytest.param("53-13 sâu", Problem.UNKNOWN_TOOTH, "53-13", id="a range over two dentitions"),
        pytest.param("răng", Problem.UNKNOWN_TOOTH, "răng", id="no tooth at all"),
        pytest.param("", Problem.UNKNOWN_TOOTH, "", id="nothing is not all sound"),
        pytest.param("46B", Problem.UNKNOWN_TOOTH_CODE, "46 B", id="a letter on a permanent tooth"),
        pytest.param("55 1", Problem.UNKNOWN_TOOTH_CODE, "55 1", id="a digit on a primary tooth"),
        pytest.param("55H", Problem.UNKNOWN_TOOTH_CODE, "55 H", id="a letter outside the list"),
        pytest.param("55Ê", Problem.UNKNOWN_TOOTH_CODE, "55 Ê", id="a letter with a mark is another letter"),
        pytest.param("55 lung lay", Problem.UNKNOWN_TOOTH_CODE, "55 lung lay", id="an unknown word"),
        pytest.param(
            "55 chưa mọc", Problem.UNKNOWN_TOOTH_CODE, "55 chưa mọc", id="no primary code for unerupted"
        ),
        pytest.param(
            "55 mất khác", Problem.UNKNOWN_TOOTH_CODE, "55 mất khác", id="no primary code for other loss"
        ),
        pytest.param("55B!", Problem.UNKNOWN_TOOTH_CODE, "!", id="a sign that means nothing"),
        pytest.param("15 1; 55B", Problem.SAME_SPACE_TWICE, "15, 55", id="both teeth of one space"),
        pytest.param(
            "55B; 15 8",
            Problem.SAME_SPACE_TWICE,
            "55, 15",
            id="an unerupted successor has no space of its own",
        ),
        pytest.param("55B; 55B", Problem.TOOTH_TWICE, "55", id="a tooth twice"),
        pytest.param("51-53 sâu; 52 trám", Problem.TOOTH_TWICE, "52", id="a tooth twice, once in a range"),
        pytest.param("55", Problem.TOOTH_WITHOUT_CODE, "55", id="a tooth alone"),
        pytest.param(
            "55, 64; 75 sâu",
            Problem.TOOTH_WITHOUT_CODE,
            "55, 64",
            id="a code does not reach over a semicolon",
        ),
        pytest.param("55 sâu 64", Problem.TOOTH_WITHOUT_CODE, "64", id="a tooth left over"),
        pytest.param("sâu", Problem.CODE_WITHOUT_TOOTH, "sâu", id="a word alone"),
        pytest.param("6 46", Problem.CODE_WITHOUT_TOOTH, "6", id="a digit before its tooth"),
        pytest.param("0; 55B", Problem.CODE_WITHOUT_TOOTH, "0", id="all sound, and yet one is not"),
        pytest.param("55 sâu trám", Problem.UNKNOWN_TOOTH_CODE, "55 sâu trám", id="two words for one tooth"),
    ],
)
def test_what_is_wrong_is_named_with_its_part(text, problem, part):
    with pytest.raises(InvalidObservation) as refused:
        parse_teeth(text)

    assert (refused.value.details["problem"], refused.value.details["part"]) == (problem, part)
    assert refused.value.details["field"] == "teeth"


@pytest.mark.parametrize(("text", "accepted"), [("55 1", "A–G"), ("16B", "0–9")])
def test_a_code_of_the_other_dentition_tells_what_is_accepted(text, accepted):
    with pytest.raises(InvalidObservation) as refused:
        parse_teeth(text)

    assert refused.value.details["accepted"] == accepted


@pytest.mark.parametrize(
    ("teeth", "text"),
    [
        pytest.param({46: "6", 55: "B", 64: "B", 75: "D"}, "46 6; 55,64 B; 75 D", id="grouped by code"),
        pytest.param({}, "0", id="all sound"),
    ],
)
def test_the_canonical_notation(teeth, text):
    assert write_teeth(teeth) == text


@st.composite
def mouths(draw):
    """Maps with at most one tooth a space."""
    chosen = draw(st.sets(st.sampled_from(sorted(TEETH)), max_size=28))
    kept = sorted(tooth for tooth in chosen if same_space(tooth) not in chosen or tooth < 50)
    return {tooth: draw(st.sampled_from(sorted(codes_for(tooth)))) for tooth in kept}


@given(teeth=mouths())
def test_canonical_notation_reads_back_to_the_same_map(teeth):
    written = write_teeth(teeth)

    assert parse_teeth(written) == teeth
    assert INSTRUMENT.field("teeth").read(written).teeth == teeth


@given(teeth=mouths().filter(bool), shuffled=st.randoms(use_true_random=False))
def test_the_order_of_the_parts_does_not_matter(teeth, shuffled):
    parts = [f"{tooth} {code}" for tooth, code in teeth.items()]
    shuffled.shuffle(parts)

    assert parse_teeth(";".join(parts)) == parse_teeth(", ".join(parts)) == teeth


@given(text=st.text(alphabet="0123456789ABDGab -–,;:=sâurămtíR", max_size=30))
def test_any_text_is_read_or_refused(text):
    with suppress(InvalidObservation):
        assert set(parse_teeth(text)) <= TEETH


def test_every_space_holds_one_tooth():
    assert len(TEETH) == 28 + 20
    assert {same_space(same_space(tooth)) for tooth in ARCHES[2]} == set(ARCHES[2])
    assert [same_space(tooth) for tooth in (16, 17, 15, 85)] == [None, None, 55, 45]


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
