"""Reading a class list: classes that became dates, headings between blocks, what lies beside."""

from datetime import date

import pytest

from casemgmt.domain.instrument import Sex
from casemgmt.domain.rosters.records import NoteCode, RowCode
from tests.domain.lists import codes, read

PLAIN = ("STT", "Họ và tên", "Ngày sinh")
BORN = "05/09/2018"


def of_classes(*cells, title=None, **given):
    rows = [(n, f"Trẻ Mẫu {chr(64 + n)}", BORN, cell) for n, cell in enumerate(cells, start=1)]
    return read(*([(title,)] if title else []), (*PLAIN, "Lớp"), *rows, **given)


def classes(reading):
    return [child.class_name for child in reading.children]


@pytest.mark.parametrize(
    ("cells", "given", "names"),
    [
        pytest.param([date(2026, 2, 1)], {"title": "DANH SÁCH LỚP 1/2"}, ["1/2"], id="the title"),
        pytest.param([date(2026, 1, 2)], {"title": "DANH SÁCH LỚP 1/2"}, ["1/2"], id="the title, English"),
        pytest.param([date(2026, 2, 1)], {"name": "Khối 1"}, ["1/2"], id="the tab"),
        pytest.param([date(2026, 2, 1), "1/13"], {}, ["1/2", "1/13"], id="another row"),
        pytest.param([date(2026, 2, 1), date(2026, 3, 1)], {}, ["1/2", "1/3"], id="the number that stays"),
        pytest.param(
            [date(2026, 1, 2), date(2026, 1, 3)], {}, ["1/2", "1/3"], id="the number that stays, English"
        ),
        pytest.param([date(2026, 12, 8)], {"title": "TRƯỜNG THCS MẪU"}, ["8/12"], id="the kind of school"),
        pytest.param([date(2026, 1, 1)], {}, ["1/1"], id="both numbers alike"),
        pytest.param([date(2026, 2, 13)], {}, ["2/13"], id="no thirteenth grade"),
    ],
)
def test_a_class_that_became_a_date_is_read_back(cells, given, names):
    reading = of_classes(*cells, **given)

    assert (classes(reading), reading.warnings) == (names, ())
    assert NoteCode.CLASS_DATES in codes(reading.notes)


def test_a_class_that_can_be_two_is_doubted_on_its_row():
    reading = of_classes(date(2026, 2, 1))

    assert classes(reading) == ["1/2"]
    assert [(one.code, one.row, one.params["second"]) for one in reading.warnings] == [
        (RowCode.CLASS_DATE_UNSURE, 2, "2/1")
    ]


def test_a_class_that_no_date_explains_is_left_out():
    reading = of_classes(date(2026, 12, 11), title="TRƯỜNG TIỂU HỌC MẪU")

    assert classes(reading) == [None]
    assert codes(reading.warnings) == [RowCode.CLASS_DATE_UNREADABLE]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(("LỚP: 1B (32 học sinh)",), id="with a count"),
        pytest.param(("II", "LỚP 1B", "GVCN: Cô Mẫu"), id="with number and teacher"),
        pytest.param((None, "Danh sách học sinh lớp 1B năm học 2026-2027"), id="a whole title"),
        pytest.param(("1B",), id="alone"),
    ],
)
def test_a_heading_between_blocks_names_the_class(row):
    reading = read(PLAIN, ("Lớp 1A",), (1, "Trẻ Mẫu Lan", BORN), row, (1, "Trẻ Mẫu Huy", BORN))

    assert classes(reading) == ["1A", "1B"]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(("Tổng số: 35 em", None, "Nữ: 18"), id="sum under the number"),
        pytest.param(("Cộng", "35 học sinh"), id="sum beside its word"),
        pytest.param((None, "Tổng cộng", "35"), id="count under the birth date"),
    ],
)
def test_a_sum_is_no_child(row):
    reading = read(PLAIN, (1, "Trẻ Mẫu Lan", BORN), ("Tổng: 1",), row)

    assert [child.full_name for child in reading.children] == ["Trẻ Mẫu Lan"]
    assert reading.rejected == ()


def test_dt_without_marks_is_a_phone_where_numbers_stand_below():
    phones = read((*PLAIN, "DT"), (1, "Trẻ Mẫu Lan", BORN, "0349081935"))
    groups = read((*PLAIN, "DT"), (1, "Trẻ Mẫu Lan", BORN, "Tày"))

    assert phones.children[0].guardian_phone == "0349081935"
    assert groups.children[0].ethnic_group == "02"


def test_numbers_for_the_sex_are_explained_by_the_personal_numbers():
    reading = read(
        (*PLAIN, "GT", "Số ĐDCN"),
        (1, "Trẻ Mẫu Lan", BORN, 1, "006318000001"),
        (2, "Trẻ Mẫu Huy", BORN, 0, "006218000002"),
        (3, "Trẻ Mẫu Mai", BORN, 1, None),
    )

    assert [child.sex for child in reading.children] == [Sex.FEMALE, Sex.MALE, Sex.FEMALE]


def test_ten_digits_that_are_the_personal_number_are_that_number():
    reading = read((*PLAIN, "Mã định danh", "Mã BHYT"), (1, "Trẻ Mẫu", BORN, "006318000001", 6318000001))

    assert reading.children[0].health_insurance == "006318000001"


def test_hidden_columns_and_rows_are_read_and_named():
    reading = read(
        (*PLAIN, "SĐT"),
        (1, "Trẻ Mẫu", BORN, "0349081935"),
        hidden_columns=frozenset({3, 9}),
        hidden_rows=frozenset({1}),
    )

    assert reading.children[0].guardian_phone == "0349081935"
    told = {note.code: note.params for note in reading.notes}
    assert told[NoteCode.HIDDEN_COLUMN] == {"column": "D", "heading": "SĐT"}
    assert told[NoteCode.HIDDEN_ROWS] == {"rows": "2"}


def test_a_second_list_beside_the_first_is_told():
    reading = read((*PLAIN, None, *PLAIN), (1, "Trẻ Mẫu Lan", BORN, None, 1, "Trẻ Mẫu Huy", BORN))

    assert [child.full_name for child in reading.children] == ["Trẻ Mẫu Lan"]
    assert [n.params for n in reading.notes if n.code is NoteCode.SECOND_LIST_PASSED_OVER] == [
        {"column": "E"}
    ]


def test_sight_values_that_became_dates_are_counted():
    reading = read((*PLAIN, "Thị lực MP"), (1, "Trẻ Mẫu", BORN, date(2026, 10, 8)))

    assert [n.params["count"] for n in reading.notes if n.code is NoteCode.SPOILED_COLUMN_PASSED_OVER] == [
        "1"
    ]


def test_what_several_blocks_count_is_told_as_one_sum():
    reading = read(PLAIN, (1, "Trẻ Mẫu Lan", BORN), PLAIN, (1, "Trẻ Mẫu Huy", BORN))

    assert [n.params for n in reading.notes if n.code is NoteCode.CLASS_UNKNOWN] == [{"count": "2"}]
