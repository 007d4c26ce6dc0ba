"""What typed words ask for, and how well a name fits them."""

import unicodedata

import pytest

from casemgmt.domain.name_search import fit, name_words, read_wanted


@pytest.mark.parametrize(
    ("typed", "name", "words", "birth_year", "number"),
    [
        pytest.param("Đào", "Đào", ["dao"], None, None, id="marks go"),
        pytest.param("  nguyen   van a ", "nguyen van a", ["nguyen", "van", "a"], None, None, id="blanks"),
        pytest.param("an 2018", "an", ["an"], 2018, None, id="a year behind the name"),
        pytest.param("2018 Đào", "Đào", ["dao"], 2018, None, id="a year before the name"),
        pytest.param("an 20", "an", ["an"], None, None, id="a year not finished hides nothing"),
        pytest.param("an 2918", "an", ["an"], None, None, id="no year of this age"),
        pytest.param(
            "H'Hen Niê", "H'Hen Niê", ["h", "hen", "nie"], None, None, id="an apostrophe parts words"
        ),
        pytest.param("H’Hen", "H’Hen", ["h", "hen"], None, None, id="so does a typographic one"),
        pytest.param("Bru-Vân", "Bru-Vân", ["bru", "van"], None, None, id="and a hyphen"),
        pytest.param("006218003248", "", [], None, "006218003248", id="identity number"),
        pytest.param("006 218 003.248", "", [], None, "006218003248", id="identity number in groups"),
        pytest.param("te 4 79 0123456789", "", [], None, "TE4790123456789", id="card in groups"),
        pytest.param(
            "TE479012345678", "TE479012345678", ["te479012345678"], None, None, id="a card too short"
        ),
        pytest.param("TE4790123456789", "", [], None, "TE4790123456789", id="card of fifteen"),
        pytest.param("0123456789", "", [], None, "0123456789", id="ten digits"),
        pytest.param("%_ * ' --", "%_ * ' --", [], None, None, id="signs are no words"),
        pytest.param("", "", [], None, None, id="nothing"),
    ],
)
def test_what_typed_words_ask_for(typed, name, words, birth_year, number):
    wanted = read_wanted(typed)

    assert wanted.name == name
    assert [word.folded for word in wanted.words] == words
    assert (wanted.birth_year, wanted.number) == (birth_year, number)


def test_a_year_of_its_own_field_counts_before_one_among_the_words():
    assert read_wanted("an 2018", 2019).birth_year == 2019


def test_an_endless_line_is_cut_to_a_few_words():
    assert len(read_wanted("a " * 500).words) == 8


@pytest.mark.parametrize(
    ("typed", "full_name"),
    [
        ("dao", "Đào Thị Mận"),
        ("nguyen van a", "Nguyễn Văn A"),
        ("a nguyen van", "Nguyễn Văn A"),
        ("Giàng A Páo", "Giàng A Páo"),
        ("a", "Giàng A Páo"),
        ("pao a", "Giàng A Páo"),
        ("hoa", "Hòa Thị Mận"),
        ("hoà", "Trần Thị Hòa"),
        (unicodedata.normalize("NFD", "Nguyễn Ánh"), "Nguyễn Thị Ánh"),
        ("ÁNH", "Nguyễn Thị Ánh"),
        ("an an", "Lê An An"),
        ("be b", "Bế Văn Bình"),
    ],
)
def test_a_name_fits(typed, full_name):
    assert fit(read_wanted(typed).words, name_words(full_name)) is not None


@pytest.mark.parametrize(
    ("typed", "full_name"),
    [
        ("an an", "Lê Văn An"),
        ("be b", "Bế Văn Anh"),
        ("nguy van", "Nguyễn Thị Vân"),
        ("nguyen van a b", "Nguyễn Văn A"),
        ("guyen", "Nguyễn Văn A"),
    ],
)
def test_a_name_does_not_fit(typed, full_name):
    assert fit(read_wanted(typed).words, name_words(full_name)) is None


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        pytest.param("Ánh", "Lê Thị Ánh", "Lê Thị Anh", id="marks equal"),
        pytest.param("Ánh", "Lê Ánh Hoa", "Lê Thị Anh", id="marks before place"),
        pytest.param("đa", "Lê Văn Đạt", "Lê Thị Dần Da", id="an unfinished word keeps its letters"),
        pytest.param("an", "Lê Văn An", "Lê Thị Anh", id="whole word before beginning"),
        pytest.param("an", "Lê An Bình", "Lê Thị Anh", id="whole word before place"),
        pytest.param("an", "Lê Văn An", "Lê An Bình", id="given name before middle name"),
        pytest.param("an", "Lê Văn An", "An Thị Hoa", id="given name before family name"),
        pytest.param("le an", "Lê Văn An", "Lê An Bình", id="two words: given name before their order"),
        pytest.param("le van an", "Lê Văn An", "An Văn Lê", id="three words: the start of a name"),
    ],
)
def test_how_names_are_ranked(typed, better, worse):
    wanted = read_wanted(typed).words

    assert fit(wanted, name_words(better)) < fit(wanted, name_words(worse))
