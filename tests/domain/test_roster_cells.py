"""Reading a class list: numbers, other cells, one child twice, size."""

import pytest

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.roster import read_roster
from casemgmt.domain.rosters.records import FileCode, NoteCode, RowCode
from casemgmt.domain.rosters.sheets import Merge
from tests.domain.lists import HEADER, HUY, LAN, TODAY, codes, read, read_one, sheet


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


def test_as_above_in_the_columns_of_a_parent_means_the_parent_above():
    reading = read(
        ("STT", "Họ và tên", "Ngày sinh", "Họ tên mẹ", "SĐT mẹ"),
        (1, "Trẻ Mẫu Lan", "05/09/2018", "Mẹ Mẫu", "0912345678"),
        (2, "Trẻ Mẫu Huy", "06/09/2018", "nt", '"  "'),
        (3, "Trẻ Mẫu Mai", "07/09/2018", None, "-"),
    )

    assert [(one.guardian_name, one.guardian_phone) for one in reading.children] == [
        ("Mẹ Mẫu", "0912345678"),
        ("Mẹ Mẫu", "0912345678"),
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


def test_more_than_five_thousand_rows_are_refused():
    rows = [(n, f"Trẻ Mẫu {n}", "05/09/2015") for n in range(5_001)]

    with pytest.raises(UnreadableFile) as refused:
        read(("STT", "Họ và tên", "Ngày sinh"), *rows)

    assert refused.value.details["problem"] is FileCode.TOO_MANY_ROWS
