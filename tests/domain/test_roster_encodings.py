"""Reading a class list: words that are not in Unicode."""

import pytest

from casemgmt.domain.rosters.encodings import in_unicode
from casemgmt.domain.rosters.font_signs import Encoding, encoding_of_bytes
from casemgmt.domain.rosters.records import NoteCode
from tests.domain.lists import codes, read, sheet


def unicode_rows(*rows):
    return in_unicode(sheet(*rows))[0].rows


@pytest.mark.parametrize(
    "row",
    [
        pytest.param((1, "Nguyễn Văn Dòng", "Tày"), id="Vietnamese"),
        pytest.param((1, "Hà Thanh Thúy", "Nùng"), id="only letters that the old fonts have too"),
        pytest.param((1, "André Müller", "Ê-đê"), id="a foreign name"),
        pytest.param((1, "Y Blô Niê", "H´Mông"), id="a name of another people"),
        pytest.param((1, "Ðặng Văn Ðức", "«Tổ 5»"), id="the letter eth for Đ"),
        pytest.param((1, "Trẻ Mẫu", "×"), id="a mark"),
        pytest.param((1, "Trẻ Mẫu", "20 m²"), id="a sign"),
    ],
)
def test_good_unicode_is_never_touched(row):
    assert unicode_rows(("STT", "Họ và tên", "Dân tộc"), row)[1] == row


def test_what_both_explain_goes_with_its_column():
    rows = unicode_rows(
        ("STT", "Tên", "Lớp", "Thôn"),
        (1, "Dòng", "1A", "Thôn Bình"),
        (2, "Phóc", "1A", "Thôn Bình"),
        (3, "H¶i", "1A", "Thôn Bình"),
    )

    assert [row[1] for row in rows] == ["Tên", "Dũng", "Phúc", "Hải"]
    assert {row[3] for row in rows[1:]} == {"Thôn Bình"}


def test_nothing_is_decoded_twice():
    rows = unicode_rows(("STT", "Tên"), (1, "Dßng"), (2, "Dòng"), (3, "H¶i"))

    assert [row[1] for row in rows] == ["Tên", "Dòng", "Dũng", "Hải"]


def test_a_given_name_goes_with_the_family_name_beside_it():
    rows = unicode_rows(
        ("STT", "Họ đệm", "Tên", "Dân tộc"), (1, "NguyÔn V¨n", "Tó", "Nùng"), (2, "Lª ThÞ", "Dòng", "Nùng")
    )

    assert [row[1:] for row in rows[1:]] == [("Nguyễn Văn", "Tú", "Nùng"), ("Lê Thị", "Dũng", "Nùng")]


def test_a_heading_is_what_has_a_meaning():
    assert unicode_rows(("STT", "Hä vµ tªn", "Líp", "Xãm"), (1, "NguyÔn V¨n An", "1A", "3"))[0] == (
        *("STT", "Họ và tên", "Lớp", "Xóm"),
    )


def test_the_marks_of_girls_stay_marks_in_an_old_font():
    rows = unicode_rows(("STT", "Hä vµ tªn", "N÷"), (1, "NguyÔn ThÞ Hoa", "×"))

    assert rows[1] == (1, "Nguyễn Thị Hoa", "×")


def test_what_was_decoded_is_told_with_its_number():
    reading = read(("STT", "Hä vµ tªn", "Ngµy sinh"), (1, "NguyÔn V¨n An", "05/09/2018"))

    assert [note.params for note in reading.notes if note.code is NoteCode.ENCODING_TCVN3] == [{"count": "3"}]


def test_the_soft_hyphen_of_tcvn3_is_no_hidden_character():
    reading = read(("STT", "Hä vµ tªn", "Ngµy sinh"), (1, "L\u00adêng V¨n An", "05/09/2018"))

    assert [child.full_name for child in reading.children] == ["Lường Văn An"]
    assert reading.problems == ()


def test_a_soft_hyphen_in_unicode_is_one():
    reading = read(("STT", "Họ và tên", "Ngày sinh"), (1, "Lường\u00ad Văn An", "05/09/2018"))

    assert [one.code.value for one in reading.problems] == ["name_hidden_character"]


def test_a_misread_list_is_put_right_and_told():
    header = tuple(text.encode().decode("latin-1") for text in ("STT", "Họ và tên", "Ngày sinh"))

    reading = read(header, (1, "Nguyễn Văn Hà".encode().decode("latin-1"), "05/09/2018"))

    assert [child.full_name for child in reading.children] == ["Nguyễn Văn Hà"]
    assert NoteCode.ENCODING_MISREAD_UTF8 in codes(reading.notes)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        pytest.param("STT;Ngày sinh".encode("cp1258"), Encoding.WINDOWS_1258, id="Windows-1258"),
        pytest.param("NguyÔn V¨n Hïng".encode("latin-1"), Encoding.TCVN3, id="TCVN3"),
        pytest.param("Nguyeãn Vaên Huøng".encode("latin-1"), Encoding.VNI, id="VNI"),
        pytest.param("café;Müller".encode("latin-1"), None, id="another language"),
        pytest.param(b"STT;Ho va ten", None, id="no marks at all"),
    ],
)
def test_the_encoding_of_a_text_file_is_seen_by_its_words(content, encoding):
    assert encoding_of_bytes(content) is encoding


def test_what_both_old_fonts_explain_goes_with_the_other_words_of_the_sheet():
    vni = unicode_rows(("STT", "Tên", "Dân tộc"), (1, "Nguyeãn", "Moâng"), (2, "Ñaëng", "Moâng"))
    tcvn3 = unicode_rows(("STT", "Tên"), (1, "NguyÔn"), (2, "§Æng"), (3, "Moâng"))

    assert [row[2] for row in vni] == ["Dân tộc", "Mông", "Mông"]
    assert tcvn3[3][1] == "Moõng"
