"""School years, classes and school names in titles, tabs and columns."""

import unicodedata

import pytest

from casemgmt.domain.vietnamese.schooling import (
    class_of_tab,
    find_class_name,
    find_preschool_class,
    find_school_name,
    find_school_year,
    grade_of,
    grades_of_school,
    read_class_name,
)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        pytest.param("Năm học 2026 - 2027", 2026, id="blanks and hyphen"),
        pytest.param("NĂM HỌC: 2026–2027", 2026, id="dash"),
        pytest.param("NH 2026/27", 2026, id="short"),
        pytest.param("2026 - 2028", None, id="two years that do not follow"),
        pytest.param("ngày 5/9/2026", None, id="a date"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_school_year_is_found_in_a_title(text, year):
    assert find_school_year(text) == year


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("DANH SÁCH HỌC SINH LỚP 3A", "3A", id="at the end"),
        pytest.param("DANH SÁCH LỚP 3a NĂM HỌC 2026-2027", "3A", id="before the school year"),
        pytest.param("LỚP: 10A1     GVCN: Nguyễn B", "10A1", id="before the teacher"),
        pytest.param("danh sach lop 3/1", "3/1", id="without marks, by a slash"),
        pytest.param("LỚP 1", "1", id="the only class of a grade"),
        pytest.param("DANH SÁCH TRẺ LỚP 5 TUỔI A1 NĂM HỌC", "5 tuổi A1", id="kindergarten by age"),
        pytest.param("LỚP MẪU GIÁO LỚN A", "Mẫu giáo lớn A", id="kindergarten by name"),
        pytest.param(unicodedata.normalize("NFD", "Lớp 2B"), "2B", id="decomposed text"),
        pytest.param("DANH SÁCH LỚP", None, id="the word alone"),
        pytest.param("LỚP 13A", None, id="no such grade"),
        pytest.param("HỌC SINH KHỐI 3", None, id="a grade is no class"),
    ],
)
def test_a_class_is_found_after_its_word(text, name):
    assert find_class_name(text) == name


@pytest.mark.parametrize(
    ("tab", "name"),
    [
        pytest.param("1A", "1A", id="bare"),
        pytest.param("Lớp 1A", "1A", id="with the word"),
        pytest.param("lop1A", "1A", id="in one word"),
        pytest.param("K1_lop_1A", "1A", id="inside a longer name"),
        pytest.param("5 tuổi A1", "5 tuổi A1", id="kindergarten"),
        pytest.param("5A (2)", "5A", id="a copy"),
        pytest.param("DS 5A", "5A", id="after the word list"),
        pytest.param("5A - Cô Mẫu", "5A", id="before the teacher"),
        pytest.param("5A 2026-2027", "5A", id="before the school year"),
        pytest.param("5-2", "5/2", id="a tab cannot hold the stroke"),
        pytest.param("1-12-2026", None, id="a day"),
        pytest.param("Sheet1", None, id="a new sheet"),
        pytest.param("3", None, id="a number may count the sheets"),
        pytest.param("DS lớp", None, id="the word alone"),
        pytest.param("Tổng hợp", None, id="a summary"),
    ],
)
def test_a_tab_names_a_class_only_when_it_is_clear(tab, name):
    assert class_of_tab(tab) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        pytest.param("3a", "3A", id="small letter"),
        pytest.param("Lớp 3 A", "3A", id="with the word and a blank"),
        pytest.param("06B", "6B", id="leading zero"),
        pytest.param("Hoa Hồng", "Hoa Hồng", id="a name stays as typed"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_class_in_a_column_gets_one_spelling(typed, name):
    assert read_class_name(typed) == name


@pytest.mark.parametrize(
    ("class_name", "grade"),
    [
        pytest.param("3A", 3, id="primary"),
        pytest.param("10A1", 10, id="upper secondary"),
        pytest.param("5 tuổi A1", None, id="an age is no grade"),
        pytest.param("Mầm", None, id="kindergarten"),
        pytest.param("13A", None, id="no such grade"),
    ],
)
def test_the_grade_is_the_number_before_the_letter(class_name, grade):
    assert grade_of(class_name) == grade


@pytest.mark.parametrize(
    ("line", "name"),
    [
        pytest.param("TRƯỜNG TIỂU HỌC ĐỨC XUÂN", "TRƯỜNG TIỂU HỌC ĐỨC XUÂN", id="a line of its own"),
        pytest.param("UBND PHƯỜNG - TRƯỜNG MẦM NON A", "TRƯỜNG MẦM NON A", id="after the ward"),
        pytest.param("Trường: TH Đức Xuân", "Trường TH Đức Xuân", id="with a colon"),
        pytest.param("Trường TH Mẫu - Lớp 3A - GVCN: Cô Mẫu", "Trường TH Mẫu", id="before the class"),
        pytest.param("LỚP 3A TRƯỜNG TIỂU HỌC A NĂM HỌC 2026-2027", "TRƯỜNG TIỂU HỌC A", id="in the middle"),
        pytest.param("TRUONG TIEU HOC A", "TRUONG TIEU HOC A", id="without marks"),
        pytest.param("HIỆU TRƯỞNG", None, id="the head teacher"),
        pytest.param("Trường hợp đặc biệt", None, id="a case"),
        pytest.param("Nguyễn Xuân Trường", None, id="a person"),
    ],
)
def test_a_school_is_named_by_a_line_of_the_title(line, name):
    assert find_school_name(line) == name


@pytest.mark.parametrize(
    ("name", "grades"),
    [
        pytest.param("Trường Tiểu học A", {1, 2, 3, 4, 5}, id="primary"),
        pytest.param("TRƯỜNG THCS A", {6, 7, 8, 9}, id="lower secondary"),
        pytest.param("TRƯỜNG TH&THCS A", {1, 2, 3, 4, 5, 6, 7, 8, 9}, id="both"),
        pytest.param("Trường THPT A", {10, 11, 12}, id="upper secondary"),
        pytest.param("Trường Mầm non A", set(), id="a kindergarten has none"),
    ],
)
def test_the_kind_of_school_tells_its_grades(name, grades):
    assert grades_of_school(name) == grades


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("DANH SÁCH TRẺ 5 TUỔI A1", "5 tuổi A1"),
        ("Danh sách các cháu mẫu giáo lớn B - Năm học 2026-2027", "Mẫu giáo lớn B"),
        ("DANH SÁCH TRẺ 5 TUỔI", None),
        ("DANH SÁCH TRẺ MẪU GIÁO", None),
        ("DANH SÁCH HỌC SINH KHÁM SỨC KHỎE", None),
    ],
)
def test_a_preschool_class_is_found_in_a_title_by_its_letter(title, name):
    assert find_preschool_class(title) == name
