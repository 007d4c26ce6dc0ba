"""Lists as schools send them, given back: nothing but the new column changes, whatever the file was."""

from pathlib import Path

import pytest

from casemgmt.domain.rosters.encodings import in_unicode
from casemgmt.intake.marking import mark_rows
from casemgmt.intake.workbook import read_sheets

MADE = Path(__file__).parents[1] / "samples" / "rosters" / "made"


def texts(sheet, width):
    return [[sheet.text(row, column) for column in range(width)] for row in range(len(sheet.rows))]


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        pytest.param("blank_lines_and_footers.xls", ".xlsx", id="xls"),
        pytest.param("tcvn3_xls.xls", ".xlsx", id="xls in an old font"),
        pytest.param("birth_under_boys_and_girls.ods", ".xlsx", id="ods"),
        pytest.param("tcvn3_xlsx.xlsx", ".xlsx", id="xlsx in an old font"),
        pytest.param("windows_1258.csv", ".csv", id="text of windows-1258"),
        pytest.param("vni_bytes.csv", ".csv", id="text in an old font"),
    ],
)
def test_a_list_comes_back_with_every_row_in_its_place(name, ending):
    content = (MADE / name).read_bytes()
    before = [in_unicode(sheet)[0] for sheet in read_sheets(content)]
    last = len(before[0].rows)

    marked = mark_rows(content, {(before[0].name, last): "Cột B: xem lại"}, {(before[0].name, 1)})

    after = [in_unicode(sheet)[0] for sheet in read_sheets(marked.content)]
    width = before[0].width
    assert marked.ending == ending
    assert [sheet.name for sheet in after] == [sheet.name for sheet in before]
    assert texts(after[0], width) == texts(before[0], width)
    assert (after[0].text(0, width), after[0].text(last - 1, width)) == ("Lỗi", "Cột B: xem lại")
