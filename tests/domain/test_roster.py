"""Reading a class list: the header and the class."""

from datetime import date

import pytest

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.instrument import Sex
from casemgmt.domain.roster import read_roster
from casemgmt.domain.rosters.records import FileCode, NoteCode, Precision, RowCode
from casemgmt.domain.rosters.sheets import Merge
from tests.domain.lists import HEADER, HUY, LAN, TODAY, codes, read, sheet


def test_a_plain_list_is_read_row_by_row():
    reading = read(HEADER, LAN, HUY)

    lan = reading.children[0]
    assert (lan.full_name, lan.dob, lan.sex, lan.class_name) == (
        "Trẻ Mẫu Lan",
        date(2015, 9, 5),
        Sex.FEMALE,
        "3A",
    )
    assert (lan.personal_id, lan.row_number, lan.dob_precision) == ("006315000001", 2, Precision.DAY)
    assert [child.full_name for child in reading.children] == ["Trẻ Mẫu Lan", "Trẻ Mẫu Huy"]
    assert reading.rejected == ()


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(("TT", "HỌ TÊN HỌC SINH", "NGÀY, THÁNG, NĂM SINH", "GT"), id="capitals"),
        pytest.param(("STT", "Ho va ten", "Ngay sinh", "Gioi tinh"), id="without marks"),
        pytest.param(("S.T.T", "Họ tên trẻ", "N.sinh", "Phái"), id="abbreviated"),
        pytest.param(("Số TT", "Họ và tên (chữ in hoa)", "NTNS", "Nam/Nữ"), id="with a hint in brackets"),
    ],
)
def test_headings_are_known_in_any_spelling(header):
    reading = read(header, (1, "Trẻ Mẫu Lan", "05/09/2015", "Nữ"))

    assert [(child.dob, child.sex) for child in reading.children] == [(date(2015, 9, 5), Sex.FEMALE)]


def test_a_title_block_gives_school_school_year_and_class():
    reading = read(
        ("UBND PHƯỜNG MẪU\nTRƯỜNG TIỂU HỌC MẪU", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (None, "DANH SÁCH HỌC SINH LỚP 3A"),
        ("Năm học 2026 - 2027",),
        (),
        ("STT", "Họ và tên", "Ngày sinh"),
        (1, "Trẻ Mẫu Lan", "05/09/2015"),
    )

    assert (reading.school_name, reading.school_year) == ("TRƯỜNG TIỂU HỌC MẪU", 2026)
    assert [(child.class_name, child.row_number) for child in reading.children] == [("3A", 6)]


def test_a_header_of_two_merged_rows_is_one_header():
    reading = read(
        ("STT", "Họ và tên", "Ngày sinh", "Phụ huynh", None, "Nơi ở"),
        (None, None, None, "Họ tên", "Số ĐT", None),
        (1, "Trẻ Mẫu Lan", "05/09/2015", "Bà Mẫu", 349081935, "Tổ 19"),
        merges=(Merge(0, 3, 0, 4), *(Merge(0, column, 1, column) for column in (0, 1, 2, 5))),
    )

    lan = reading.children[0]
    assert (lan.guardian_name, lan.guardian_phone, lan.neighbourhood) == ("Bà Mẫu", "0349081935", "Tổ 19")


def test_a_header_of_two_rows_is_known_without_merged_cells():
    reading = read(
        ("STT", "Họ và tên", "Ngày sinh", "", "Phụ huynh", ""),
        ("", "", "Nam", "Nữ", "Họ tên", "SĐT"),
        ("1", "Trẻ Mẫu Lan", "", "05/09/2015", "Bà Mẫu", "0349081935"),
    )

    lan = reading.children[0]
    assert (lan.sex, lan.dob, lan.guardian_phone) == (Sex.FEMALE, date(2015, 9, 5), "0349081935")


def test_a_row_of_groups_above_the_header_tells_the_parents_name_from_the_childs():
    reading = read(
        ("Thông tin học sinh", None, None, "Thông tin mẹ", None),
        ("STT", "Họ và tên", "Ngày sinh", "Họ và tên", "Điện thoại"),
        (1, "Trẻ Mẫu Lan", "05/09/2015", "Mẹ Mẫu", "0349081935"),
        merges=(Merge(0, 0, 0, 2), Merge(0, 3, 0, 4)),
    )

    lan = reading.children[0]
    assert (lan.full_name, lan.guardian_name, lan.guardian_relation) == ("Trẻ Mẫu Lan", "Mẹ Mẫu", "mother")


def test_a_row_that_numbers_the_columns_is_no_child():
    reading = read(HEADER, ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"), LAN)

    assert [child.full_name for child in reading.children] == ["Trẻ Mẫu Lan"]
    assert reading.problems == ()


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(("STT", "Họ đệm", "Tên", "Ngày sinh"), id="two headings"),
        pytest.param(("STT", "Họ và tên", None, "Ngày sinh"), id="one heading, the next column blank"),
    ],
)
def test_a_name_split_over_two_columns_is_joined(header):
    reading = read(header, (1, "Trẻ Mẫu", "Lan", "05/09/2015"), (2, "Trẻ Mẫu", "Huy", "06/09/2015"))

    assert [child.full_name for child in reading.children] == ["Trẻ Mẫu Lan", "Trẻ Mẫu Huy"]
    assert reading.children[0].name_as_typed == "Trẻ Mẫu Lan"


def test_a_name_heading_merged_over_two_columns_covers_both():
    reading = read(
        ("STT", "Họ và tên", None, "Ngày sinh"),
        (1, "Trẻ Mẫu", "Lan", "05/09/2015"),
        merges=(Merge(0, 1, 0, 2),),
    )

    assert [child.full_name for child in reading.children] == ["Trẻ Mẫu Lan"]


def test_unknown_columns_are_named_and_remarks_never_come_in():
    reading = read(
        ("STT", "Họ và tên", "Ngày sinh", "Nơi sinh", "Ghi chú"),
        (1, "Trẻ Mẫu Lan", "05/09/2015", "Bắc Kạn", "chuyện riêng"),
    )

    passed = [(note.code, note.params["column"], note.params["heading"]) for note in reading.notes[-2:]]
    assert passed == [
        (NoteCode.REMARKS_PASSED_OVER, "E", "Ghi chú"),
        (NoteCode.COLUMN_PASSED_OVER, "D", "Nơi sinh"),
    ]
    assert "chuyện riêng" not in repr(reading)


def test_a_filled_column_without_heading_is_told():
    reading = read(("STT", "Họ và tên", "Ngày sinh"), (1, "Trẻ Mẫu Lan", "05/09/2015", "bố đi vắng"))

    assert NoteCode.COLUMN_WITHOUT_HEADING in codes(reading.notes)
    assert "bố đi vắng" not in repr(reading)


def test_a_parents_birth_year_is_not_the_childs():
    reading = read(
        ("STT", "Họ và tên", "Năm sinh cha", "Ngày sinh"), (1, "Trẻ Mẫu Lan", "1985", "05/09/2015")
    )

    assert reading.children[0].dob == date(2015, 9, 5)


def test_a_file_without_a_list_is_refused_as_such():
    with pytest.raises(UnreadableFile) as refused:
        read(("Bìa",), ("Trường Mẫu",))

    assert refused.value.details["problem"] is FileCode.NO_CLASS_LIST


def test_a_list_without_birth_dates_is_one_problem_not_thirty():
    reading = read(("STT", "Họ và tên", "Lớp"), (1, "Trẻ Mẫu Lan", "3A"), (2, "Trẻ Mẫu Huy", "3A"))

    assert [(one.code, one.params["last_row"]) for one in reading.problems] == [
        (RowCode.BIRTH_COLUMN_MISSING, "3")
    ]
    assert reading.children == ()


@pytest.mark.parametrize(
    ("title", "tab", "heading", "wanted", "source"),
    [
        pytest.param("DANH SÁCH LỚP 3A", "Sheet1", None, "3A", NoteCode.CLASS_FROM_TITLE, id="title"),
        pytest.param("DANH SÁCH", "Lớp 3B", None, "3B", NoteCode.CLASS_FROM_TAB, id="tab"),
        pytest.param("DANH SÁCH", "Sheet1", "LỚP 3C", "3C", NoteCode.CLASS_FROM_HEADING, id="heading"),
        pytest.param("DANH SÁCH", "Sheet1", None, None, NoteCode.CLASS_UNKNOWN, id="nowhere"),
    ],
)
def test_the_class_is_found_where_it_stands(title, tab, heading, wanted, source):
    rows = [(title,), ("STT", "Họ và tên", "Ngày sinh"), (heading,), (1, "Trẻ Mẫu Lan", "05/09/2015")]

    reading = read(*rows, name=tab)

    assert [child.class_name for child in reading.children] == [wanted]
    assert source in codes(reading.notes)


def test_the_column_of_classes_wins_over_the_title():
    reading = read(("DANH SÁCH LỚP 3A",), HEADER, (1, "Trẻ Mẫu Lan", "05/09/2015", "Nữ", "lớp 3 b", None))

    assert reading.children[0].class_name == "3B"


def test_a_title_and_a_tab_that_disagree_are_told():
    reading = read(
        ("DANH SÁCH LỚP 3A",),
        ("STT", "Họ và tên", "Ngày sinh"),
        (1, "Trẻ Mẫu Lan", "05/09/2015"),
        name="3B",
    )

    assert reading.children[0].class_name == "3A"
    assert NoteCode.CLASS_TITLE_AND_TAB_DIFFER in codes(reading.notes)


def test_headings_between_blocks_change_the_class():
    reading = read(
        ("STT", "Họ và tên", "Ngày sinh"),
        ("LỚP 1A",),
        (1, "Trẻ Mẫu Lan", "05/09/2015"),
        (None, "KHỐI 1"),
        ("LỚP 1B",),
        ("TT", "Họ tên", "Ngày sinh"),
        (1, "Trẻ Mẫu Huy", "06/09/2015"),
    )

    assert [(child.full_name, child.class_name) for child in reading.children] == [
        ("Trẻ Mẫu Lan", "1A"),
        ("Trẻ Mẫu Huy", "1B"),
    ]


def test_a_child_named_like_a_kindergarten_word_is_no_heading():
    reading = read(("STT", "Họ và tên", "Ngày sinh"), (None, "La Văn Mẫu"), (2, "Bé Thị Mẫu", "05/09/2015"))

    assert [child.full_name for child in reading.children] == ["Bé Thị Mẫu"]
    assert codes(reading.problems) == [RowCode.BIRTH_MISSING]


def test_every_sheet_is_read_and_others_are_named():
    one = sheet(("STT", "Họ và tên", "Ngày sinh"), (1, "Trẻ Mẫu Lan", "05/09/2015"), name="1A")
    two = sheet(("STT", "Họ và tên", "Ngày sinh"), (1, "Trẻ Mẫu Huy", "06/09/2015"), name="1B")
    cover = sheet(("Trường Mẫu",), name="Bìa")
    old = sheet(HEADER, LAN, name="cũ", hidden=True)

    reading = read_roster([cover, one, two, old], TODAY)

    assert [(child.sheet, child.class_name) for child in reading.children] == [("1A", "1A"), ("1B", "1B")]
    assert [(note.sheet, note.code) for note in reading.notes[-2:]] == [
        ("cũ", NoteCode.HIDDEN_SHEET_PASSED_OVER),
        ("Bìa", NoteCode.SHEET_PASSED_OVER),
    ]


def test_sheets_of_two_schools_are_told():
    first = sheet(("TRƯỜNG TIỂU HỌC MỘT",), HEADER, LAN, name="1")
    second = sheet(("TRƯỜNG TIỂU HỌC HAI",), HEADER, HUY, name="2")

    reading = read_roster([first, second], TODAY)

    assert reading.school_name == "TRƯỜNG TIỂU HỌC MỘT"
    assert NoteCode.SCHOOL_NAMES_DIFFER in codes(reading.notes)
