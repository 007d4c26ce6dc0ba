"""Reading a class list: what is a child, names, birth dates, sex."""

from datetime import date, datetime

import pytest

from casemgmt.domain.instrument import Sex
from casemgmt.domain.rosters.records import NoteCode, Precision, RowCode
from casemgmt.domain.rosters.sheets import Merge
from tests.domain.lists import HEADER, HUY, LAN, codes, read, read_one


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
        pytest.param("Nguy?n Văn", RowCode.NAME_LETTERS_LOST, {"typed": "Nguy?n Văn"}, id="lost letters"),
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


@pytest.mark.parametrize(
    ("heading", "value", "sex"),
    [
        pytest.param("Nữ", "x", Sex.FEMALE, id="x under girls"),
        pytest.param("Nữ", "X", Sex.FEMALE, id="capital X"),
        pytest.param("Nữ", "1", Sex.FEMALE, id="1 under girls"),
        pytest.param("Nữ", None, Sex.MALE, id="blank under girls"),
        pytest.param("Nữ", True, Sex.FEMALE, id="a ticked box under girls"),
        pytest.param("Nữ", False, Sex.MALE, id="a box that is not ticked"),
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
