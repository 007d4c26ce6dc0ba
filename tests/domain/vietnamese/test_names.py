"""Vietnamese names: searching, sorting, showing, comparing."""

import unicodedata

import pytest

from casemgmt.domain.vietnamese.names import (
    NameParts,
    compare_key,
    display_name,
    fold,
    hidden_character,
    sort_key,
    split_name,
)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        pytest.param("Đặng Thu Đào", "dang thu dao", id="d with bar"),
        pytest.param("NGUYỄN ƯỚC", "nguyen uoc", id="capitals and horn"),
        pytest.param("  Lý   A\u00a0Páo ", "ly a pao", id="blanks of every kind"),
        pytest.param("Ðào", "dao", id="the look-alike eth of old keyboards"),
        pytest.param("La\u200bn", "lan", id="a zero-width blank inside"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_search_finds_names_without_their_marks(typed, folded):
    assert fold(typed) == folded


def test_search_finds_composed_and_decomposed_text_alike():
    decomposed = unicodedata.normalize("NFD", "Hoàng Thùy Mỹ")

    assert fold(decomposed) == fold("Hoàng Thùy Mỹ")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("  NÔNG DIỆU ÁNH ", "Nông Diệu Ánh", id="capitals"),
        pytest.param("giàng a páo", "Giàng A Páo", id="small letters and a name of one letter"),
        pytest.param("GIÀNG A PÁO", "Giàng A Páo", id="one capital letter stays"),
        pytest.param("NGUYỄN Văn An", "Nguyễn Văn An", id="only the family name in capitals"),
        pytest.param("H'HEN NIÊ", "H'Hen Niê", id="a capital after the apostrophe"),
        pytest.param("Lý McDonald", "Lý McDonald", id="mixed case inside a word stays"),
        pytest.param("Đỗ\n Thị  Lan", "Đỗ Thị Lan", id="a line end inside"),
        pytest.param("Hoàng", "Hoàng", id="one word"),
    ],
)
def test_names_are_shown_in_title_case(typed, shown):
    assert display_name(typed) == shown


def test_shown_names_are_composed():
    shown = display_name(unicodedata.normalize("NFD", "ĐẶNG THỊ ƯỚC"))

    assert shown == unicodedata.normalize("NFC", "Đặng Thị Ước")


@pytest.mark.parametrize(
    ("full_name", "parts"),
    [
        pytest.param("Nông Diệu Ánh", NameParts("Nông", "Diệu", "Ánh"), id="three words"),
        pytest.param("Lê Thị Hồng Nhung", NameParts("Lê", "Thị Hồng", "Nhung"), id="two middle names"),
        pytest.param("Lò Tư", NameParts("Lò", "", "Tư"), id="no middle name"),
        pytest.param("Páo", NameParts("", "", "Páo"), id="the given name alone"),
    ],
)
def test_the_given_name_is_the_last_word(full_name, parts):
    assert split_name(full_name) == parts


def test_lists_are_sorted_by_given_then_family_then_middle_name():
    listed = ["Lê Thị An", "Đỗ Văn An", "Dương Thị An", "Dương Bảo An", "Bùi Ân", "Hà Ánh", "Vũ Anh"]

    assert sorted(listed, key=sort_key) == [
        "Dương Bảo An",
        "Dương Thị An",
        "Đỗ Văn An",
        "Lê Thị An",
        "Vũ Anh",
        "Hà Ánh",
        "Bùi Ân",
    ]


def test_letters_follow_the_vietnamese_alphabet():
    given = ["Ước", "Uyên", "Đào", "Dung", "Êm", "Em", "Ổn", "Ong", "Ơn", "Ăn", "An", "Ân", "Yến", "Xuân"]

    assert sorted(given, key=sort_key) == [
        *("An", "Ăn", "Ân", "Dung", "Đào", "Em", "Êm", "Ong", "Ổn", "Ơn", "Uyên", "Ước", "Xuân", "Yến"),
    ]


def test_tones_follow_the_dictionary():
    tones = ["Mạ", "Má", "Mã", "Mả", "Mà", "Ma"]

    assert sorted(tones, key=sort_key) == ["Ma", "Mà", "Mả", "Mã", "Má", "Mạ"]


def test_the_place_of_the_tone_mark_and_capitals_do_not_change_the_order():
    assert sort_key("LÊ THỊ HOÀ") == sort_key("Lê Thị Hòa")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("Lê Thị Hoà", "LÊ THỊ HÒA", True, id="tone place and capitals"),
        pytest.param("Lí Thuý Kì", "Lý Thúy Kỳ", True, id="i and y after a consonant"),
        pytest.param("Ngô Quí", "Ngô Quý", True, id="qui and quy"),
        pytest.param("Ma Văn Huy", "Ma Văn Hui", False, id="uy and ui are two sounds"),
        pytest.param("Ma Ánh", "Ma Anh", False, id="a tone"),
        pytest.param("Ma Ân", "Ma An", False, id="a letter"),
        pytest.param("Ma Đung", "Ma Dung", False, id="d with and without bar"),
    ],
)
def test_two_spellings_of_one_name_compare_equal(one, other, same):
    assert (compare_key(one) == compare_key(other)) is same


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        pytest.param("Lan\u200bAnh", 4, id="zero-width blank"),
        pytest.param("\u202eLan", 1, id="direction override"),
        pytest.param("M\u00adờng", 2, id="soft hyphen, the ư of an old encoding"),
        pytest.param("Lan\x00", 4, id="NUL"),
        pytest.param("Lan\ud800", 4, id="half a pair"),
        pytest.param("Lan\nAnh", None, id="a line end is a blank"),
        pytest.param("Lan Anh", None, id="nothing hidden"),
    ],
)
def test_hidden_characters_are_found_with_their_place(typed, place):
    assert hidden_character(typed) == place
