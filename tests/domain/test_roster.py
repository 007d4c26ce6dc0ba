"""Reading class lists in the forms schools send them."""

from datetime import date, datetime

import pytest

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.instrument import Sex
from casemgmt.domain.roster import read_roster
from casemgmt.domain.rosters.records import FileCode, NoteCode, Precision, RowCode
from casemgmt.domain.rosters.sheets import Merge, Sheet

TODAY = date(2026, 11, 23)
HEADER = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Lớp", "Mã định danh")
LAN = (1, "Trẻ Mẫu Lan", "05/09/2015", "Nữ", "3A", "006315000001")
HUY = (2, "Trẻ Mẫu Huy", "06/09/2015", "Nam", "3A", "006215000002")


def sheet(*rows, name="", **given):
    return Sheet(name, tuple(tuple(row) for row in rows), **given)


def read(*rows, name="", **given):
    return read_roster([sheet(*rows, name=name, **given)], TODAY)


def read_one(heading, value, *, born="05/09/2015"):
    """A list of one child with one more column."""
    return read(("STT", "Họ và tên", "Ngày sinh", heading), (1, "Trẻ Mẫu", born, value))


def codes(found):
    return [one.code for one in found]


# --- the header ---


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


# --- the class ---


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


# --- what is no child ---


def test_footers_and_signatures_are_passed_over_and_said():
    reading = read(
        HEADER,
        LAN,
        (),
        (None, "Tổng số: 31 học sinh; nữ: 18"),
        (None, None, None, "Mẫu, ngày 05 tháng 9 năm 2026"),
        (None, "GIÁO VIÊN", "HIỆU TRƯỞNG"),
        (None, "Người Ký Mẫu", "Người Ký Khác"),
    )

    assert len(reading.children) == 1
    assert reading.problems == ()
    assert [note.params["rows"] for note in reading.notes if note.code is NoteCode.FOOTER_PASSED_OVER] == [
        "4–7"
    ]


def test_prepared_rows_with_only_their_number_are_blank():
    reading = read(HEADER, LAN, (2,), (3,))

    assert len(reading.children) == 1
    assert reading.problems == ()


@pytest.mark.parametrize("name", ["Tống Văn Mẫu", "Lưu Ý", "An Định", "Công Mẫu"])
def test_a_name_like_a_footer_word_is_a_child(name):
    reading = read(HEADER, (1, name, "05/09/2015", "Nam", "3A", None))

    assert [child.full_name for child in reading.children] == [name]


# --- names ---


def test_capitals_are_shown_in_title_case_and_kept_as_typed():
    reading = read(HEADER, (1, "  TRẺ  MẪU ÁNH ", "05/09/2015", "Nữ", "3A", None))

    child = reading.children[0]
    assert (child.full_name, child.name_as_typed) == ("Trẻ Mẫu Ánh", "TRẺ  MẪU ÁNH")
    assert NoteCode.NAMES_RECASED in codes(reading.notes)


@pytest.mark.parametrize(
    ("name", "code", "params"),
    [
        pytest.param(None, RowCode.NAME_MISSING, {}, id="none"),
        pytest.param(12345, RowCode.NAME_WITHOUT_LETTERS, {"typed": "12345"}, id="a number"),
        pytest.param("Trẻ\u200b Mẫu", RowCode.NAME_HIDDEN_CHARACTER, {"place": "4"}, id="hidden character"),
        pytest.param("ﬃ" * 50, RowCode.NAME_TOO_LONG, {"limit": "100"}, id="too long when folded"),
        pytest.param("Trẻ" + " " * 100 + "Mẫu", RowCode.NAME_TOO_LONG, {"limit": "100"}, id="blanks inside"),
        pytest.param("Trẻ " + "M" * 100, RowCode.NAME_TOO_LONG, {"limit": "100"}, id="too long"),
    ],
)
def test_a_row_without_a_sound_name_is_refused(name, code, params):
    reading = read(HEADER, (1, name, "05/09/2015", "Nữ", "3A", None))

    problem = reading.problems[0]
    assert (problem.code, problem.row, problem.column_letter) == (code, 2, "B")
    assert problem.params == {"heading": "Họ và tên", **params}
    assert reading.rejected == (("", 2),)


# --- birth dates ---


@pytest.mark.parametrize(
    ("cell", "born", "precision"),
    [
        pytest.param(date(2015, 4, 9), date(2015, 4, 9), Precision.DAY, id="a real date"),
        pytest.param(
            datetime.fromisoformat("2015-04-09T07:30"), date(2015, 4, 9), Precision.DAY, id="a real moment"
        ),
        pytest.param("09/04/2015", date(2015, 4, 9), Precision.DAY, id="slashes"),
        pytest.param("9.4.15", date(2015, 4, 9), Precision.DAY, id="dots, two-digit year"),
        pytest.param("09-04-2015", date(2015, 4, 9), Precision.DAY, id="hyphens"),
        pytest.param(" 9 / 4 / 2015 ", date(2015, 4, 9), Precision.DAY, id="blanks"),
        pytest.param("2015-04-09 00:00:00", date(2015, 4, 9), Precision.DAY, id="year first"),
        pytest.param("ngày 09 tháng 4 năm 2015", date(2015, 4, 9), Precision.DAY, id="in words"),
        pytest.param("09042015", date(2015, 4, 9), Precision.DAY, id="eight digits"),
        pytest.param(42103, date(2015, 4, 9), Precision.DAY, id="a day count"),
        pytest.param("04/2015", date(2015, 4, 1), Precision.MONTH, id="month and year"),
        pytest.param("2015", date(2015, 1, 1), Precision.YEAR, id="year as text"),
        pytest.param(2015, date(2015, 1, 1), Precision.YEAR, id="year as a number"),
        pytest.param("29/02/2016", date(2016, 2, 29), Precision.DAY, id="leap day"),
        pytest.param("23/11/2026", date(2026, 11, 23), Precision.DAY, id="today"),
    ],
)
def test_birth_dates_are_read_as_far_as_they_are_written(cell, born, precision):
    reading = read(HEADER, (1, "Trẻ Mẫu Lan", cell, "Nữ", "3A", None))

    assert [(child.dob, child.dob_precision) for child in reading.children] == [(born, precision)]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        pytest.param(None, RowCode.BIRTH_MISSING, id="none"),
        pytest.param("31/02/2015", RowCode.BIRTH_IMPOSSIBLE, id="no such day"),
        pytest.param("29/02/2015", RowCode.BIRTH_IMPOSSIBLE, id="no leap year"),
        pytest.param("04/25/2015", RowCode.BIRTH_IMPOSSIBLE, id="month first is not turned round"),
        pytest.param("00/00/2015", RowCode.BIRTH_IMPOSSIBLE, id="zeros"),
        pytest.param("24/11/2026", RowCode.BIRTH_FUTURE, id="tomorrow"),
        pytest.param("9.4.27", RowCode.BIRTH_TOO_LONG_AGO, id="two-digit year that is not past"),
        pytest.param("1985", RowCode.BIRTH_TOO_LONG_AGO, id="an adult"),
        pytest.param("mùa xuân", RowCode.BIRTH_UNREADABLE, id="words"),
        pytest.param("9/4", RowCode.BIRTH_UNREADABLE, id="no year"),
        pytest.param("1O/9/2015", RowCode.BIRTH_UNREADABLE, id="a letter for a digit"),
        pytest.param(True, RowCode.BIRTH_UNREADABLE, id="a truth value"),
    ],
)
def test_a_birth_date_that_cannot_be_is_refused_with_its_place(cell, code):
    reading = read(HEADER, (1, "Trẻ Mẫu Lan", cell, "Nữ", "3A", None), HUY)

    assert [(one.code, one.row, one.column_letter) for one in reading.problems] == [(code, 2, "C")]
    assert [child.full_name for child in reading.children] == ["Trẻ Mẫu Huy"]


def test_a_birth_year_alone_is_told_as_such():
    reading = read(HEADER, (1, "Trẻ Mẫu Lan", "2015", "Nữ", "3A", None))

    assert NoteCode.BIRTH_YEAR_ONLY in codes(reading.notes)


def test_day_month_and_year_in_three_columns_are_one_date():
    reading = read(
        ("STT", "Họ và tên", "Ngày sinh", None, None),
        (None, None, "Ngày", "Tháng", "Năm"),
        (1, "Trẻ Mẫu Lan", 5, 9, 2015),
        (2, "Trẻ Mẫu Huy", None, None, 2016),
        merges=(Merge(0, 2, 0, 4),),
    )

    assert [(child.dob, child.dob_precision) for child in reading.children] == [
        (date(2015, 9, 5), Precision.DAY),
        (date(2016, 1, 1), Precision.YEAR),
    ]


def test_a_birth_date_under_both_sexes_is_refused():
    reading = read(
        ("STT", "Họ và tên", "Ngày sinh", None),
        (None, None, "Nam", "Nữ"),
        (1, "Trẻ Mẫu Lan", "05/09/2015", "05/09/2015"),
    )

    assert codes(reading.problems) == [RowCode.BIRTH_TWICE]


def test_dates_that_a_spreadsheet_may_have_turned_round_are_told():
    real = [(n, f"Trẻ Mẫu {letter}", date(2015, 4, n)) for n, letter in enumerate("ABC", start=1)]
    typed = [(n, f"Trẻ Mẫu {letter}", f"{n}/4/2015") for n, letter in enumerate("DE", start=25)]

    reading = read(("STT", "Họ và tên", "Ngày sinh"), *real, *typed)

    assert [note.params for note in reading.notes if note.code is NoteCode.BIRTH_MAYBE_SWAPPED] == [
        {"count": "3"}
    ]


# --- sex ---


@pytest.mark.parametrize(
    ("heading", "value", "sex"),
    [
        pytest.param("Nữ", "x", Sex.FEMALE, id="x under girls"),
        pytest.param("Nữ", "X", Sex.FEMALE, id="capital X"),
        pytest.param("Nữ", "1", Sex.FEMALE, id="1 under girls"),
        pytest.param("Nữ", None, Sex.MALE, id="blank under girls"),
        pytest.param("Nam", "x", Sex.MALE, id="x under boys"),
        pytest.param("Giới tính", "NỮ", Sex.FEMALE, id="a word"),
        pytest.param("Giới tính", "trai", Sex.MALE, id="another word"),
        pytest.param("Giới tính", None, None, id="not said"),
        pytest.param("Lớp", "3A", None, id="no column"),
    ],
)
def test_sex_is_read_from_words_or_marks(heading, value, sex):
    assert read_one(heading, value).children[0].sex is sex


def test_a_word_that_is_no_sex_is_left_blank_and_doubted():
    reading = read_one("Giới tính", "khác")

    assert reading.children[0].sex is None
    assert codes(reading.warnings) == [RowCode.SEX_UNREADABLE]


def test_an_unused_column_of_marks_does_not_make_a_class_of_boys():
    rows = [(n, f"Trẻ Mẫu {letter}", f"0{n}/09/2015", None) for n, letter in enumerate("ABCDE", start=1)]

    reading = read(("STT", "Họ và tên", "Ngày sinh", "Nữ"), *rows)

    assert {child.sex for child in reading.children} == {None}
    assert NoteCode.SEX_NOBODY_MARKED in codes(reading.notes)


def test_marks_under_both_sexes_are_doubted():
    reading = read(("STT", "Họ và tên", "Ngày sinh", "Nam", "Nữ"), (1, "Trẻ Mẫu Lan", "05/09/2015", "x", "x"))

    assert reading.children[0].sex is None
    assert codes(reading.warnings) == [RowCode.SEX_TWICE]


# --- numbers ---


def test_lost_zeros_are_restored_and_said():
    reading = read(HEADER, (1, "Trẻ Mẫu Lan", "05/09/2015", "Nữ", "3A", 6315000001))

    assert reading.children[0].personal_id == "006315000001"
    assert [note.params for note in reading.notes if note.code is NoteCode.NUMBER_ZEROS_RESTORED] == [
        {"count": "1"}
    ]


@pytest.mark.parametrize(
    ("typed", "code", "shown"),
    [
        pytest.param("215000001", RowCode.NUMBER_WRONG_LENGTH, "•••••••01", id="nine digits"),
        pytest.param("1,9E+10", RowCode.NUMBER_ROUNDED, "•••••10", id="rounded"),
        pytest.param("chưa có", RowCode.NUMBER_NOT_DIGITS, "•••••có", id="words"),
        pytest.param(
            6215000001, RowCode.NUMBER_ZEROS_UNSURE, "006•••••0001", id="zeros would not fit the sex"
        ),
    ],
)
def test_a_number_that_cannot_be_read_is_left_out_and_masked(typed, code, shown):
    reading = read(HEADER, (1, "Trẻ Mẫu Lan", "05/09/2015", "Nữ", "3A", typed))

    assert reading.children[0].personal_id is None
    assert [(one.code, one.params["typed"]) for one in reading.warnings] == [(code, shown)]


def test_a_number_that_disagrees_is_kept_and_doubted():
    reading = read(HEADER, (1, "Trẻ Mẫu Lan", "05/09/2015", "Nữ", "3A", "006214000001"))

    assert reading.children[0].personal_id == "006214000001"
    assert codes(reading.warnings) == [RowCode.NUMBER_SEX_DIFFERS, RowCode.NUMBER_YEAR_DIFFERS]


def test_no_message_holds_a_whole_number():
    reading = read(
        (*HEADER, "SĐT"),
        (1, "Trẻ Mẫu Lan", "05/09/2015", "Nữ", "3A", "006214000001", "0349081935123"),
        (2, "Trẻ Mẫu Huy", "05/09/2015", "Nữ", "3A", "006214000001", None),
    )

    messages = repr((reading.problems, reading.warnings, reading.notes))
    assert "006214000001" not in messages
    assert "0349081935123" not in messages


# --- other cells ---


def test_ethnic_groups_are_stored_by_code():
    assert read_one("Dân tộc", "Cao Lan").children[0].ethnic_group == "15"


def test_an_unknown_ethnic_group_is_left_blank_and_doubted():
    reading = read_one("Dân tộc", "Sao Hỏa")

    assert reading.children[0].ethnic_group is None
    assert [(one.code, one.params["typed"]) for one in reading.warnings] == [
        (RowCode.ETHNIC_GROUP_UNKNOWN, "Sao Hỏa")
    ]


def test_as_above_means_the_row_above():
    reading = read(
        ("STT", "Họ và tên", "Ngày sinh", "Dân tộc", "Tổ dân phố"),
        (1, "Trẻ Mẫu Lan", "05/09/2015", "Tày", "Tổ 5"),
        (2, "Trẻ Mẫu Huy", "06/09/2015", "nt", '"'),
        (3, "Trẻ Mẫu An", "07/09/2015", "-nt-", "như trên"),
        (4, "Trẻ Mẫu Ân", "08/09/2015", None, None),
    )

    assert [(child.ethnic_group, child.neighbourhood) for child in reading.children] == [
        ("02", "Tổ 5"),
        ("02", "Tổ 5"),
        ("02", "Tổ 5"),
        (None, None),
    ]


def test_a_merged_cell_counts_for_every_row_it_covers():
    reading = read(
        ("STT", "Họ và tên", "Ngày sinh", "Lớp"),
        (1, "Trẻ Mẫu Lan", "05/09/2015", "3A"),
        (2, "Trẻ Mẫu Huy", "06/09/2015", None),
        merges=(Merge(1, 3, 2, 3),),
    )

    assert [child.class_name for child in reading.children] == ["3A", "3A"]


def test_the_parent_with_name_and_phone_is_taken():
    reading = read(
        ("STT", "Họ và tên", "Ngày sinh", "Họ tên cha", "SĐT cha", "Họ tên mẹ", "SĐT mẹ"),
        (1, "Trẻ Mẫu Lan", "05/09/2015", "Cha Mẫu", None, "MẸ MẪU", "349081935"),
    )

    lan = reading.children[0]
    assert (lan.guardian_name, lan.guardian_relation, lan.guardian_phone) == (
        "Mẹ Mẫu",
        "mother",
        "0349081935",
    )


def test_a_phone_that_cannot_be_read_is_left_out_and_masked():
    reading = read_one("SĐT", "12345")

    assert reading.children[0].guardian_phone is None
    assert [(one.code, one.params["typed"]) for one in reading.warnings] == [
        (RowCode.PHONE_UNREADABLE, "•••45")
    ]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        pytest.param({"errors": frozenset({(1, 2)})}, RowCode.CELL_ERROR, id="an error"),
        pytest.param({"formulas": frozenset({(1, 2)})}, RowCode.CELL_FORMULA, id="a formula"),
    ],
)
def test_a_cell_that_was_not_typed_refuses_its_row(given, code):
    reading = read(HEADER, LAN, HUY, **given)

    assert [(one.code, one.row, one.column_letter) for one in reading.problems] == [(code, 2, "C")]
    assert len(reading.children) == 1


def test_a_formula_that_counts_the_rows_does_no_harm():
    reading = read(HEADER, LAN, HUY, formulas=frozenset({(1, 0), (2, 0)}))

    assert len(reading.children) == 2


def test_every_problem_of_a_row_is_told():
    reading = read(HEADER, (1, 123, "31/02/2015", "Nữ", "3A", None))

    assert codes(reading.problems) == [RowCode.NAME_WITHOUT_LETTERS, RowCode.BIRTH_IMPOSSIBLE]
    assert reading.rejected == (("", 2),)


# --- one child twice ---


def test_a_row_that_comes_again_is_refused_and_names_the_first():
    reading = read(HEADER, LAN, HUY, LAN)

    assert [(one.code, one.row, one.params["other_row"]) for one in reading.problems] == [
        (RowCode.ROW_AGAIN, 4, "2")
    ]
    assert len(reading.children) == 2


def test_one_number_for_two_children_refuses_both_rows():
    other = (2, "Trẻ Mẫu Huy", "06/09/2015", "Nam", "3A", "006315000001")

    reading = read(HEADER, LAN, other)

    found = [(one.code, one.row, one.params["other_row"]) for one in reading.problems]
    assert sorted(found) == [(RowCode.NUMBER_AGAIN, 2, "3"), (RowCode.NUMBER_AGAIN, 3, "2")]
    assert reading.children == ()


def test_a_row_that_comes_again_without_number_is_refused():
    row = (1, "Trẻ Mẫu Lan", "05/09/2015", "Nữ", "3A", None)

    reading = read(HEADER, row, row)

    assert codes(reading.problems) == [RowCode.ROW_AGAIN]
    assert len(reading.children) == 1


def test_two_children_of_one_name_and_day_whom_something_tells_apart_both_stay():
    other = (2, "Trẻ Mẫu Lan", "05/09/2015", "Nữ", "3B", None)

    reading = read(HEADER, (1, "Trẻ Mẫu Lan", "05/09/2015", "Nữ", "3A", None), other)

    assert len(reading.children) == 2
    assert codes(reading.warnings) == [RowCode.SAME_NAME_AND_BIRTH]


def test_twins_are_two_children_without_a_word():
    reading = read(
        HEADER,
        (1, "Trẻ Mẫu Minh Anh", "05/09/2015", "Nữ", "3A", None),
        (2, "Trẻ Mẫu Minh Ánh", "05/09/2015", "Nữ", "3A", None),
    )

    assert len(reading.children) == 2
    assert (reading.problems, reading.warnings) == ((), ())


def test_one_child_on_two_sheets_names_the_other_sheet():
    one = sheet(HEADER, LAN, name="3A")
    whole = sheet(HEADER, LAN, name="Toàn trường")

    reading = read_roster([one, whole], TODAY)

    assert [(problem.sheet, problem.params["other_sheet"]) for problem in reading.problems] == [
        ("Toàn trường", "3A")
    ]


# --- size ---


def test_more_than_five_thousand_rows_are_refused():
    rows = [(n, f"Trẻ Mẫu {n}", "05/09/2015") for n in range(5_001)]

    with pytest.raises(UnreadableFile) as refused:
        read(("STT", "Họ và tên", "Ngày sinh"), *rows)

    assert refused.value.details["problem"] is FileCode.TOO_MANY_ROWS
