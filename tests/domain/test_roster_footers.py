"""Reading a class list: lines that are no children are passed over and named; no child is lost to them."""

import pytest

from casemgmt.domain.rosters.records import NoteCode, RowCode
from tests.domain.lists import codes, read

HEADER = ("STT", "Họ và tên", "Ngày sinh", "Giới tính")
LAN = (1, "Trẻ Mẫu Lan", "05/09/2018", "Nữ")
HUY = (2, "Trẻ Mẫu Huy", "16/10/2018", "Nam")


def passed_over(reading):
    return [note.params["rows"] for note in reading.notes if note.code is NoteCode.FOOTER_PASSED_OVER]


@pytest.mark.parametrize("column", [0, 1, 2])
@pytest.mark.parametrize(
    "words",
    [
        "Tổng",
        "TS: 2",
        "Tổng 2 hs",
        "Nữ: 1 em",
        "Số HS nữ: 1",
        "Dân tộc: 2",
        "Hộ nghèo: 2",
        "Lớp có 2 học sinh, 1 nữ",
        "(Danh sách gồm có 2 em)",
        "Sĩ số lớp: 2",
        "Lớp 3A có 2 học sinh",
        "Tổng số học sinh lớp 3A: 2 em",
        "GVCN lớp 3A",
        "GV CHỦ NHIỆM",
        "Chủ nhiệm lớp",
        "BAN GIÁM HIỆU",
        "Nhân viên y tế",
        "Y TẾ TRƯỜNG HỌC",
        "Phụ trách",
        "Kế toán",
        "P. HIỆU TRƯỞNG",
        "Nơi nhận:",
        "Duyệt của BGH",
        "* Danh sách tạm thời",
        "(Ký, đóng dấu)",
        "Trang 1/2",
        "Hết./.",
        "Bắc Kạn, 05/09/2026",
        "Bắc Kạn, ngày 05/09/2026",
        "Điện thoại liên hệ: 0912345678",
    ],
)
def test_a_line_below_the_list_is_no_child_and_neither_is_the_name_under_it(words, column):
    line = (*(None,) * column, words)

    reading = read(("Danh sách lớp 3A",), HEADER, LAN, HUY, line, (None, "Cô Mẫu"))

    assert [child.full_name for child in reading.children] == ["Trẻ Mẫu Lan", "Trẻ Mẫu Huy"]
    assert reading.problems == ()
    assert passed_over(reading) == ["5–6"]


@pytest.mark.parametrize(
    "name", ["Tổng Văn Trang", "Nam", "Chu Nhi", "Hết Mẫu", "Lớp Mẫu", "Phù Mẫu", "Kế Mẫu", "Ngô Trường"]
)
def test_a_name_with_a_birth_date_is_a_child_though_it_begins_like_a_footer(name):
    reading = read(HEADER[1:], (name, "05/09/2018", "Nam"), ("Trẻ Mẫu", "06/09/2018", "Nữ"))

    assert [child.full_name for child in reading.children] == [name, "Trẻ Mẫu"]


def test_a_trade_in_a_long_row_makes_no_footer_of_a_child():
    header = (*HEADER, "Dân tộc", "Họ tên mẹ", "Nghề nghiệp mẹ")
    reading = read(header, (None, "Trẻ Mẫu", None, "Nam", "Tày", "Hà Mẫu", "Giáo viên"))

    assert codes(reading.problems) == [RowCode.BIRTH_MISSING]


def test_a_row_with_its_number_and_birth_date_but_no_name_is_refused():
    assert codes(read(HEADER, LAN, (2, None, "16/10/2018", "Nam")).problems) == [RowCode.NAME_MISSING]


def test_a_row_prepared_with_number_and_class_is_passed_over_and_named():
    reading = read((*HEADER, "Lớp"), (*LAN, "3A"), (2, None, None, None, "3A"), (3,))

    assert len(reading.children) == 1
    assert reading.problems == ()
    assert passed_over(reading)


@pytest.mark.parametrize("group", ["Nữ", "Học sinh nam", "HS NỮ"])
def test_a_group_of_one_sex_is_no_second_header_and_no_child(group):
    reading = read(HEADER[:3], (None, group), LAN[:3], HUY[:3])

    assert len(reading.children) == 2
    assert reading.problems == ()
    assert passed_over(reading) == ["2"]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(("3A (35)",), id="alone with its count"),
        pytest.param(("3A - 35 HS",), id="with its count after a dash"),
        pytest.param(("Lớp 3A", None, "Sĩ số: 35", "Nữ: 17"), id="counts in cells"),
        pytest.param(("Lớp:", "3A"), id="label and class"),
        pytest.param(("Lớp 3A", "GVCN:", "Cô Mẫu"), id="label and teacher"),
        pytest.param(("LỚP 3A", 35), id="a bare count"),
        pytest.param(("Lớp: 3A", "Sĩ số:", 35), id="label and count"),
    ],
)
def test_a_heading_may_say_how_many_and_who_teaches(row):
    reading = read(HEADER, row, LAN)

    assert [child.class_name for child in reading.children] == ["3A"]
    assert reading.problems == ()


def test_a_child_whose_class_stands_first_is_no_heading():
    reading = read(("Lớp", "STT", "Họ và tên", "Ngày sinh"), ("Lớp 3A", 1, "Trẻ Mẫu", "05/09/2018"))

    assert [child.class_name for child in reading.children] == ["3A"]
