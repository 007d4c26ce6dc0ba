"""The 54 ethnic groups and the names they go by."""

import pytest

from casemgmt.codelists import labels, rows
from casemgmt.domain.vietnamese.ethnic_groups import ethnic_group_code
from casemgmt.domain.vietnamese.names import fold


def test_there_are_54_groups_with_codes_in_order():
    assert list(labels("ethnic_groups")) == [f"{number:02}" for number in range(1, 55)]


def test_no_name_means_two_groups():
    names = [
        (fold(name).replace(" ", ""), row["code"])
        for row in rows("ethnic_groups")
        for name in {row["label"], *row["aliases"].split("|")}
    ]
    by_name = dict(names)

    assert [name for name, code in names if name and by_name[name] != code] == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        pytest.param("Tày", "02", id="its label"),
        pytest.param("TAY", "02", id="capitals without marks"),
        pytest.param("dân tộc Dao", "09", id="with the word before it"),
        pytest.param("H'Mông", "08", id="apostrophe"),
        pytest.param("H’mông", "08", id="typographic apostrophe"),
        pytest.param("Mông", "08", id="short"),
        pytest.param("Cao Lan", "15", id="a group within Sán Chay"),
        pytest.param("Sán Chí", "15", id="the other group within Sán Chay"),
        pytest.param("Sán Chay (Cao Lan)", "15", id="with another name in brackets"),
        pytest.param("Người Mẫu (Tày)", "02", id="only the bracket is known"),
        pytest.param("Khmer", "05", id="the foreign spelling"),
        pytest.param("Ê Đê", "12", id="blank for hyphen"),
        pytest.param("Việt", "01", id="another name of the Kinh"),
        pytest.param("Sao Hỏa", None, id="unknown"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_group_is_found_by_any_of_its_names(typed, code):
    assert ethnic_group_code(typed) == code
