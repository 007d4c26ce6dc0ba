"""The workbook as another program reads it."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from casemgmt.domain.disclosure.protect import publish
from casemgmt.reports.workbook import table_workbook
from tests.domain.disclosure.attacker import secret_table

SECRET = secret_table([[(1090, 4), (90, 20)], [(90, 0), (19, 5)], [(90, 30), (90, 40)]])


def opened(table):
    return load_workbook(BytesIO(table_workbook(table))).active


def values(sheet, rows):
    return [[cell.value for cell in row] for row in sheet[rows]]


def captioned(**changes):
    return publish(replace(SECRET, caption=replace(SECRET.caption, **changes)))


def note(sheet, name):
    return next(row[1].value for row in sheet.iter_rows() if row[0].value == name)


def test_the_figures_stand_under_their_headings():
    sheet = opened(publish(SECRET))

    heads = ["Số trẻ được khám", "Số trẻ có phát hiện", "Tỷ lệ (%)"]
    assert values(sheet, "A4:J4") == [
        ["Nhóm tuổi", "Cột 0", None, None, "Cột 1", None, None, "Chung", None, None]
    ]
    assert values(sheet, "B5:J5") == [heads * 3]


def test_numbers_are_numbers_and_hidden_ones_a_dash():
    sheet = opened(publish(SECRET))

    assert values(sheet, "A6:J9") == [
        ["Hàng 0", 1090, "–", "–", 90, "–", "–", 1180, 24, 2],
        ["Hàng 1", 90, 0, 0, 19, 5, "<20", 109, 5, 4.6],
        ["Hàng 2", 90, "–", "–", 90, "–", "–", 180, 70, 38.9],
        ["Mọi tuổi", 1270, 34, 2.7, 199, 65, 32.7, 1469, 99, 6.7],
    ]


def test_excel_shows_thousands_and_one_decimal_in_the_readers_own_way():
    sheet = opened(publish(SECRET))

    assert (sheet["B6"].number_format, sheet["J6"].number_format) == ("#,##0", "0.0")


def test_no_hidden_number_is_anywhere_in_the_file():
    secret = secret_table([[(9001, 3), (9002, 7103)], [(9003, 7204), (9004, 7305)]])

    with ZipFile(BytesIO(table_workbook(publish(secret)))) as parts:
        text = "".join(parts.read(name).decode() for name in parts.namelist())

    assert "9002" in text
    assert [number for number in ("7103", "7204", "7305") if number in text] == []


def test_a_table_of_children_examined_has_one_column_a_sex():
    sheet = opened(publish(secret_table([[(40,), (50,)]])))

    assert values(sheet, "A5:D7") == [
        [None, "Số trẻ được khám", "Số trẻ được khám", "Số trẻ được khám"],
        ["Hàng 0", 40, 50, 90],
        ["Mọi tuổi", 40, 50, 90],
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("Định nghĩa", "Định nghĩa mẫu.", id="definition"),
        pytest.param("Tử số", "Trẻ có phát hiện", id="numerator"),
        pytest.param("Mẫu số", "Trẻ được khám", id="denominator"),
        pytest.param("Đối tượng", "Trẻ Mẫu", id="population"),
        pytest.param("Kỳ số liệu", "Năm học 2026–2027", id="period"),
        pytest.param("Phiên bản quy tắc", "mẫu 1", id="rule version"),
        pytest.param("Nguồn", "Phường Mẫu", id="source"),
        pytest.param("Lập lúc", "01/10/2026 09:30", id="when, in Vietnam's time"),
    ],
)
def test_the_sheet_says_what_it_is(name, text):
    assert note(opened(publish(SECRET)), name) == text


def test_the_sheet_says_what_the_dash_means():
    assert "Số dưới 5 và số có thể suy ra được che (–)" in note(opened(publish(SECRET)), "Che số nhỏ")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('=HYPERLINK("http://mau.vn";"x")', id="a formula"),
        pytest.param("@SUM(A1)", id="an old formula"),
        pytest.param("http://mau.vn", id="a link"),
        pytest.param("{=1+1}", id="an array formula"),
        pytest.param("12", id="a number"),
    ],
)
def test_words_stay_words(text):
    sheet = opened(captioned(title=text, source=text))

    assert (sheet["A1"].value, sheet["A1"].data_type, sheet["A1"].hyperlink) == (text, "s", None)
    assert note(sheet, "Nguồn") == text


def test_the_sheet_prints_on_a4_across_one_page_with_its_headings():
    sheet = opened(publish(SECRET))

    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.print_title_rows == "$4:$5"


def test_headings_and_age_groups_stay_in_sight():
    assert opened(publish(SECRET)).freeze_panes == "B6"


def test_the_same_table_gives_the_same_bytes():
    assert table_workbook(publish(SECRET)) == table_workbook(publish(SECRET))


def test_the_file_names_no_author():
    book = load_workbook(BytesIO(table_workbook(publish(SECRET))))

    assert not book.properties.creator
    assert not book.properties.lastModifiedBy


@pytest.mark.parametrize(
    "unprotected",
    [pytest.param(SECRET, id="secret counts"), pytest.param(SECRET.cells, id="bare cells")],
)
def test_unprotected_counts_are_refused(unprotected):
    with pytest.raises(TypeError):
        table_workbook(unprotected)
