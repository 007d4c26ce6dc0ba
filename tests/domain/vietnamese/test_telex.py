"""Names typed with the keyboard program off are put right; proper names are left alone."""

import unicodedata

import pytest

from casemgmt.codelists import labels
from casemgmt.domain.vietnamese.names import compare_key, fold
from casemgmt.domain.vietnamese.telex import untelex
from tests.typists import as_telex, as_vni

LISTS = ("demo_family_names", "demo_middle_names", "demo_given_names", "demo_reserved_names")
NAMES = sorted({name for each in LISTS for name in labels(each).values()})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("Nguyeexn Vawn Hufng", "Nguyễn Văn Hùng", id="Telex, tones inside the words"),
        pytest.param("Nguyeenx Vawn Hungf", "Nguyễn Văn Hùng", id="Telex, tones at the ends"),
        pytest.param("NGUYEEXN VAWN HUFNG", "Nguyễn Văn Hùng", id="Telex in capitals"),
        pytest.param("Nguye6n4 Va8n Hu2ng", "Nguyễn Văn Hùng", id="VNI"),
        pytest.param("Nguyen64 D9ình Phuong7", "Nguyễn Đình Phương", id="VNI, marks at the ends"),
        pytest.param("Tran Thij Hoaf", "Tran Thị Hòa", id="only some words have anything to put right"),
        pytest.param("ddoan Dduowngf", "đoan Đường", id="d with bar and the double horn"),
        pytest.param("Luwowng Luongw Hwng", "Lương Lương Hưng", id="the horn wherever it was typed"),
        pytest.param("Nguyênx", "Nguyễn", id="only the tone failed"),
        pytest.param("Quys Giangf Gias", "Quý Giàng Giá", id="qu and gi are consonants"),
        pytest.param("Dduc", "Đuc", id="the tone left out"),
    ],
)
def test_typing_without_the_keyboard_program_is_put_right(typed, meant):
    assert untelex(typed) == meant


@pytest.mark.parametrize("written", [str, str.upper, str.lower, fold])
def test_proper_names_are_left_alone_also_without_their_marks(written):
    names = [written(name) for name in (*NAMES, *labels("ethnic_groups").values())]

    assert [untelex(name) for name in names] == names


def test_decomposed_names_come_back_composed():
    decomposed = [unicodedata.normalize("NFD", name) for name in NAMES]

    assert [untelex(name) for name in decomposed] == NAMES


@pytest.mark.parametrize("at_the_end", [True, False], ids=["tone at the end", "tone in its place"])
@pytest.mark.parametrize("typist", [as_telex, as_vni])
def test_every_name_is_found_again_however_it_was_typed(typist, at_the_end):
    repaired = [compare_key(untelex(typist(name, at_the_end))) for name in NAMES]

    assert repaired == [compare_key(name) for name in NAMES]


def test_two_names_never_become_one():
    repaired = {untelex(name) for name in NAMES}

    assert len(repaired) == len(NAMES)


@pytest.mark.parametrize(
    "name",
    ["McDonald", "H'Hen Niê", "Ksor H'Lan", "Rmah", "Alex", "Trẻ 0001", "Mẫu A1", "A Páo", "Y", ""],
)
def test_what_becomes_no_vietnamese_syllable_is_left_alone(name):
    assert untelex(name) == name
