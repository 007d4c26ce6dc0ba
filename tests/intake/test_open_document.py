"""LibreOffice workbooks (.ods): what is read, and what is refused."""

import time
from datetime import date, datetime

import pytest

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.rosters.records import FileCode
from casemgmt.domain.rosters.sheets import Merge
from casemgmt.intake.workbook import read_sheets
from tests.intake import hostile

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = "".join(f' xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "table", "text", "style"))
CALC = ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
MIMETYPE = f"{hostile.OPEN_DOCUMENT}.spreadsheet"


def content_xml(rows, before="", columns=""):
    return (
        f"{before}<office:document-content{SPACES}{CALC}><office:body><office:spreadsheet>"
        f'<table:table table:name="1A">{columns}{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )


def row(cells, attributes=""):
    return f"<table:table-row{attributes}>{cells}</table:table-row>"


def cell(text, attributes=' office:value-type="string"'):
    return f"<table:table-cell{attributes}><text:p>{text}</text:p></table:table-cell>"


REST = ' table:number-rows-repeated="1048000"'
ONE_CELL = row(cell("x"))


def document(rows=ONE_CELL, before="", columns="", **other):
    parts = {"mimetype": MIMETYPE, "content.xml": content_xml(rows, before, columns)}
    return hostile.packed(parts | other)


def refusal(content):
    with pytest.raises(UnreadableFile) as refused:
        read_sheets(content)
    return refused.value.details["problem"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        pytest.param(cell("Trẻ Mẫu"), "Trẻ Mẫu", id="text"),
        pytest.param(cell("a<text:s text:c='2'/>b<text:tab/>c"), "a  b\tc", id="blanks as elements"),
        pytest.param(cell("Trẻ <text:span>Mẫu</text:span>"), "Trẻ Mẫu", id="letters of two looks"),
        pytest.param(cell("5", ' office:value-type="float" office:value="5.0"'), 5, id="a whole number"),
        pytest.param(cell("1,5", ' office:value-type="float" office:value="1.5"'), 1.5, id="a number"),
        pytest.param(
            cell("9/4", ' office:value-type="date" office:date-value="2018-04-09"'),
            date(2018, 4, 9),
            id="a date",
        ),
        pytest.param(
            cell("9/4", ' office:value-type="date" office:date-value="2018-04-09T07:30:00"'),
            datetime.fromisoformat("2018-04-09T07:30"),
            id="a moment",
        ),
        pytest.param(
            cell("x", ' office:value-type="boolean" office:boolean-value="true"'), True, id="a truth value"
        ),
        pytest.param(
            '<table:table-cell office:value-type="string"><office:annotation><text:p>bí mật</text:p>'
            "</office:annotation><text:p>x</text:p></table:table-cell>",
            "x",
            id="a remark on the cell is no content",
        ),
    ],
)
def test_a_cell_is_read_by_its_type(written, value):
    assert read_sheets(document(row(written)))[0].rows == ((value,),)


def test_repeated_rows_and_cells_stand_where_they_are_shown():
    rows = (
        row('<table:table-cell table:number-columns-repeated="2"/>' + cell("x"))
        + row("<table:table-cell/>", ' table:number-rows-repeated="2"')
        + row(cell("y", ' office:value-type="string" table:number-columns-repeated="2"'))
        + row(
            '<table:table-cell table:number-columns-repeated="16384"/>',
            ' table:number-rows-repeated="1048000"',
        )
    )

    assert read_sheets(document(rows))[0].rows == ((None, None, "x"), (), (), ("y", "y"))


def test_merged_cells_formulas_errors_and_what_is_hidden_are_told():
    rows = row(
        cell(
            "a", ' office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="2"'
        )
        + "<table:covered-table-cell/>"
        + cell("#N/A", ' table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"'),
        ' table:visibility="collapse"',
    )
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'

    sheet = read_sheets(document(rows, columns=columns))[0]

    assert sheet.merges == (Merge(0, 0, 1, 1),)
    assert (sheet.formulas, sheet.errors) == ({(0, 2)}, {(0, 2)})
    assert (sheet.hidden_columns, sheet.hidden_rows) == ({1}, {0})


def test_old_versions_of_cells_are_passed_over():
    tracked = "<table:tracked-changes>" + row(cell("cũ")) + "</table:tracked-changes>"

    assert read_sheets(document(tracked + row(cell("mới"))))[0].rows == (("mới",),)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        pytest.param(
            row(cell("x", ' office:value-type="string" table:number-columns-repeated="16384"')),
            FileCode.FAR_CELL,
            id="a cell repeated over the sheet",
        ),
        pytest.param(
            row(cell("x"), ' table:number-rows-repeated="1048576"'), FileCode.FAR_CELL, id="a row repeated"
        ),
        pytest.param(
            row("<table:table-cell/>", ' table:number-rows-repeated="5000"') + row(cell("x")),
            FileCode.FAR_CELL,
            id="a cell behind many blank rows",
        ),
        pytest.param(
            row(
                cell("x", ' office:value-type="string" table:number-columns-repeated="100"'),
                ' table:number-rows-repeated="4000"',
            ),
            FileCode.TOO_MANY_CELLS,
            id="one element for 400,000 cells",
        ),
        pytest.param(
            row(cell("x"), ' table:number-rows-repeated="-1"'), FileCode.DAMAGED, id="less than once"
        ),
        pytest.param(
            row(cell("x", ' office:value-type="float" office:value="số"')), FileCode.DAMAGED, id="no number"
        ),
    ],
)
def test_what_would_grow_is_refused_before_it_grows(rows, code):
    started = time.perf_counter()

    assert refusal(document(rows)) is code
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(
            document(before='<!DOCTYPE x [<!ENTITY e "ha">]>'), FileCode.FORBIDDEN_XML, id="entities"
        ),
        pytest.param(
            document(**{"META-INF/manifest.xml": "<m><encryption-data/></m>"}),
            FileCode.PASSWORD,
            id="password",
        ),
        pytest.param(
            hostile.packed({"mimetype": MIMETYPE, "encrypted-package": "x"}),
            FileCode.PASSWORD,
            id="wholly sealed",
        ),
        pytest.param(document(**{"Basic/Standard/Module1.xml": "<x/>"}), FileCode.MACROS, id="macros"),
        pytest.param(document(**{"../x.xml": "<x/>"}), FileCode.UNSAFE_PARTS, id="a part outside"),
        pytest.param(
            document(**{"Pictures/a.png": b"\x00" * 101 * 1024 * 1024}), FileCode.UNPACKS_TOO_BIG, id="a bomb"
        ),
        pytest.param(document(rows="<table:table-row>"), FileCode.DAMAGED, id="XML that does not end"),
        pytest.param(document(rows=""), FileCode.EMPTY, id="no cell"),
    ],
)
def test_the_guard_stands_before_the_reader(content, code):
    assert refusal(content) is code


def test_two_sheets_of_one_name_are_refused():
    twice = content_xml(row(cell("x"))).replace(
        "</table:table>", '</table:table><table:table table:name="1a"></table:table>', 1
    )

    assert refusal(hostile.packed({"mimetype": MIMETYPE, "content.xml": twice})) is FileCode.DAMAGED
