"""Compact tooth notation."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgmt.domain.dental.chart import ARCHES, TEETH, same_space
from casemgmt.domain.dental.notation import parse_teeth, write_teeth
from casemgmt.domain.errors import InvalidObservation
from casemgmt.domain.fields import Problem
from casemgmt.domain.instruments.dental import INSTRUMENT
from tests.domain.instruments.mouths import mouths


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
