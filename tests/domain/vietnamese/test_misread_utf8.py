"""UTF-8 that was opened as a Windows code page and saved again."""

import pytest

from casemgmt.domain.vietnamese.misread_utf8 import repaired

NAMES = ("Nguyễn Thị Thu Hà", "ĐẶNG ÁNH", "Họ và tên", "Đỗ Đình Ơn", "Tổ 5, phường Mẫu", "Lừ Văn Ỡm")


def misread(text, code_page):
    return "".join(bytes([code]).decode(code_page, errors="ignore") or chr(code) for code in text.encode())


@pytest.mark.parametrize("code_page", ["latin-1", "cp1252", "cp1258"])
@pytest.mark.parametrize("name", NAMES)
def test_it_is_read_as_before(name, code_page):
    assert repaired(misread(name, code_page)) == name


def test_misread_twice_is_read_as_before():
    assert repaired(misread(misread("Nguyễn Ánh", "cp1252"), "cp1252")) == "Nguyễn Ánh"


@pytest.mark.parametrize("name", ["Hà Thị Thu Hà", "Hoàng Ơn"])
def test_a_no_break_space_that_became_a_blank_is_put_back(name):
    assert repaired(misread(name, "cp1252").replace("\u00a0", " ").strip()) == name


@pytest.mark.parametrize(
    "text", [*NAMES, "", "Nguyen Van A", "NguyÔn V¨n Hïng", "Nguyeãn Vaên Huøng", "André"]
)
def test_good_text_and_other_encodings_are_left_alone(text):
    assert repaired(text) is None
