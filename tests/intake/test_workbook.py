"""Bytes in, sheets out, by way of a process of its own."""

import io
import subprocess
import sys
import time
from datetime import date, datetime

import openpyxl
import pytest

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.rosters.records import FileCode
from casemgmt.domain.rosters.sheets import Merge
from casemgmt.intake import confinement
from casemgmt.intake.workbook import read_sheets
from tests.intake import hostile


def written(fill):
    """A workbook made by an independent writer."""
    made = openpyxl.Workbook()
    fill(made)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def refusal(content):
    with pytest.raises(UnreadableFile) as refused:
        read_sheets(content)
    return refused.value.details["problem"]


def test_cells_keep_their_type_and_place():
    def fill(made):
        made.active.title = "Lớp 1A"
        made.active["B3"] = "Trẻ Mẫu"
        made.active["C3"] = date(2015, 4, 9)
        made.active["D3"] = datetime.fromisoformat("2015-04-09T07:30")
        made.active["E3"] = 6315000001
        made.active["F3"] = 1.5
        made.active["G3"] = True

    sheet = read_sheets(written(fill))[0]

    assert sheet.name == "Lớp 1A"
    assert sheet.rows[:2] == ((), ())
    assert sheet.rows[2][:4] == (
        None,
        "Trẻ Mẫu",
        date(2015, 4, 9),
        datetime.fromisoformat("2015-04-09T07:30"),
    )
    assert sheet.rows[2][4:] == (6315000001, 1.5, True)


def test_merged_cells_formulas_errors_and_hidden_sheets_are_told():
    def fill(made):
        made.active["A1"] = "tiêu đề"
        made.active.merge_cells("A1:C2")
        made.active["A4"] = "=A1"
        made.active["B4"] = "#N/A"
        made.create_sheet("ẩn").sheet_state = "hidden"
        made.create_chartsheet("biểu đồ")

    shown, hidden = read_sheets(written(fill))

    assert shown.merges == (Merge(0, 0, 1, 2),)
    assert shown.formulas == {(3, 0)}
    assert shown.errors == {(3, 1)}
    assert (shown.hidden, hidden.hidden) == (False, True)


def test_formulas_and_errors_belong_to_the_sheet_they_stand_in():
    def fill(made):
        made.active["A1"] = "x"
        second = made.create_sheet("hai")
        second["B2"] = "=1/0"

    first, second = read_sheets(written(fill))

    assert (first.formulas, second.formulas) == (frozenset(), {(1, 1)})


@pytest.mark.parametrize("names", [("Mẫu", "MẪU"), ("Mẫu", "x" * 61)], ids=["twice", "too long"])
def test_sheet_names_that_no_program_writes_are_refused(names):
    first, second = (hostile.WORKBOOK.replace("Mẫu", name) for name in names)
    sheets = first.replace(
        "</sheets>", second[second.index("<sheet ") : second.index("</sheets>")] + "</sheets>"
    )

    assert refusal(hostile.workbook(**{"xl/workbook.xml": sheets})) is FileCode.DAMAGED


def test_times_and_odd_numbers_become_text():
    rows = '<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>1E400</v></c></row>'

    assert read_sheets(hostile.workbook(rows))[0].rows == (("nan", "inf"),)


def test_a_text_table_is_read_in_the_same_way():
    sheet = read_sheets("STT;Họ và tên\n1;Trẻ Mẫu\n".encode())[0]

    assert (sheet.name, sheet.rows) == ("", (("STT", "Họ và tên"), ("1", "Trẻ Mẫu")))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(hostile.workbook(""), FileCode.EMPTY, id="no cell"),
        pytest.param(
            hostile.workbook('<row r="1"><c r="A1" s="0"/></row>'), FileCode.EMPTY, id="a blank cell"
        ),
        pytest.param(b";;\n;;\n", FileCode.EMPTY, id="text without words"),
        pytest.param(
            hostile.workbook('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'),
            FileCode.FAR_CELL,
            id="two cells far apart",
        ),
        pytest.param(
            hostile.workbook(**{hostile.SHEET: "<!DOCTYPE x>" + hostile.sheet_xml("")}),
            FileCode.FORBIDDEN_XML,
            id="a document type",
        ),
        pytest.param(
            hostile.packed({"[Content_Types].xml": "<T/>", "word/document.xml": "<d/>"}),
            FileCode.WORD_DOCUMENT,
            id="docx renamed",
        ),
    ],
)
def test_the_guard_stands_before_the_parser(content, code):
    assert refusal(content) is code


def test_one_text_named_by_many_cells_brings_down_only_the_child():
    shared = f'<sst xmlns="{hostile.SHEET_MAIN}"><si><t>{"x" * 30_000}</t></si></sst>'
    relations = hostile.WORKBOOK_RELATIONS.replace(
        "</Relationships>",
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    rows = "".join(f'<row r="{row}">' + '<c t="s"><v>0</v></c>' * 50 + "</row>" for row in range(1, 2_001))

    problem = refusal(
        hostile.workbook(rows, **{"xl/sharedStrings.xml": shared, "xl/_rels/workbook.xml.rels": relations})
    )

    assert problem in {FileCode.PARSER_STOPPED, FileCode.TOO_MUCH_TEXT}
    assert read_sheets(hostile.workbook())[0].rows == ((1,),)


@pytest.mark.parametrize(
    ("program", "code"),
    [
        pytest.param("import os; os.abort()", FileCode.PARSER_STOPPED, id="killed"),
        pytest.param("raise MemoryError", FileCode.PARSER_STOPPED, id="out of memory"),
        pytest.param("print('not json')", FileCode.PARSER_STOPPED, id="an answer that is none"),
        pytest.param("print('{}')", FileCode.PARSER_STOPPED, id="an answer without sheets"),
        pytest.param("import time; time.sleep(60)", FileCode.TOOK_TOO_LONG, id="never ready"),
    ],
)
def test_the_death_of_the_child_is_a_message(monkeypatch, program, code):
    monkeypatch.setattr(confinement, "command_for", lambda _module: (sys.executable, "-c", program))
    monkeypatch.setattr(confinement, "TIMEOUT_SECONDS", 1)

    assert refusal(hostile.workbook()) is code


def test_the_child_opens_no_file_and_no_socket():
    program = (
        "import socket\n"
        "from casemgmt.intake.confinement import limit_itself\n"
        "limit_itself()\n"
        "for act in (socket.socket, lambda: open('/dev/null')):\n"
        "    try:\n"
        "        act()\n"
        "    except OSError:\n"
        "        print('refused')\n"
    )

    done = subprocess.run(
        (sys.executable, "-c", program),
        env=confinement.surroundings(),
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == ["refused", "refused"]


def test_the_child_gets_no_settings_and_no_secrets(monkeypatch):
    monkeypatch.setenv("CASEMGMT_SECRET", "secret")

    assert "secret" not in repr(confinement.surroundings())


def test_a_class_list_is_read_in_well_under_a_second():
    def fill(made):
        for number in range(45):
            made.active.append([number, "Trẻ Mẫu", date(2015, 4, 9), "x", "Tày", 6315000001])

    content = written(fill)
    started = time.perf_counter()

    assert len(read_sheets(content)[0].rows) == 45
    assert time.perf_counter() - started < 2  # about 0.1 s; the rest is for a busy machine
