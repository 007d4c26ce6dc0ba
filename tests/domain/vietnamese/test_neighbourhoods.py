"""Which neighbourhood a school's list means."""

import pytest

from casemgmt.domain.vietnamese.neighbourhoods import find_neighbourhood, read_neighbourhood

KNOWN = {
    1: ("Tổ 1", "Phường Sông Cầu"),
    2: ("Tổ 1", "Phường Phùng Chí Kiên"),
    5: ("Tổ 5", "Phường Sông Cầu"),
    6: ("Thôn Nà Pèn", "Xã Nông Thượng"),
    7: ("Tổ 8B", "Phường Sông Cầu"),
}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("Tổ 5", 5, id="as the ward writes it"),
        pytest.param("tổ dân phố số 5", 5, id="in full"),
        pytest.param("TDP số 05", 5, id="abbreviated, with a zero"),
        pytest.param("T5", 5, id="one letter"),
        pytest.param("To 5", 5, id="without marks"),
        pytest.param("5", 5, id="the number alone"),
        pytest.param("tổ 05 Sông Cầu", 5, id="with its old unit"),
        pytest.param("Tổ 1", None, id="a number that two old units have"),
        pytest.param("Tổ 1, phường Sông Cầu", 1, id="a number and the old unit"),
        pytest.param("Tổ 1 - P. Phùng Chí Kiên", 2, id="the other old unit"),
        pytest.param("Tổ 5 Xuất Hóa", None, id="a number of a unit that has no such"),
        pytest.param("thôn Nà Pèn", 6, id="a thôn by name"),
        pytest.param("Nà Pèn", 6, id="a name without its kind"),
        pytest.param("tổ 8b", 7, id="a number with a letter"),
        pytest.param("Tổ 50", None, id="a number nobody has"),
        pytest.param("Thái Nguyên", None, id="another place that begins with T"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_neighbourhood_is_found_only_where_the_text_leaves_one(text, wanted):
    assert find_neighbourhood(text, KNOWN) == wanted


def test_a_name_says_number_and_unit():
    read = read_neighbourhood("TDP số 05 - phường Sông Cầu")

    assert (read.name, read.unit) == ("5", "song cau")
