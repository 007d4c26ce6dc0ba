"""The file as it came with a column "Lỗi": everything else stays, and a remark is never a formula."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.rosters.records import FileCode
from casemgmt.domain.rosters.sheets import Sheet
from casemgmt.intake import confinement
from casemgmt.intake.marked_values import write_marked_values
from casemgmt.intake.marking import mark_rows
from casemgmt.intake.marks import SheetMarks
from tests.intake import hostile

SAMPLES = Path(__file__).parents[1] / "samples" / "rosters"
YELLOW, LIGHT = "FFFFFF00", "FFFFF4CE"


def written(fill):
    made = openpyxl.Workbook()
    fill(made, made.active)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def opened(marked):
    return openpyxl.load_workbook(io.BytesIO(marked.content))


def class_list(made, sheet):
    """A list as a school draws it: title over the table, coloured heading, a second sheet."""
    sheet.title = "Lớp 1A"
    sheet.append(["DANH SÁCH HỌC SINH"])
    sheet.merge_cells("A1:C1")
    sheet["A1"].font = Font(name="Times New Roman", size=16, bold=True, color="FFAA0000")
    sheet.append(["STT", "Họ và tên", "Ngày sinh"])
    for cell in sheet[2]:
        cell.fill = PatternFill("solid", fgColor=YELLOW)
        cell.border = Border(bottom=Side("thin"))
    sheet.append([1, "Trẻ Mẫu Một", date(2018, 3, 1)])
    sheet.append([2, "Trẻ Mẫu Hai", "31/02/2018"])
    sheet["C3"].number_format = "dd/mm/yyyy"
    sheet["B4"].fill = PatternFill("solid", fgColor=YELLOW)
    sheet.column_dimensions["B"].width = 31
    sheet.row_dimensions[4].height = 15
    sheet.freeze_panes = "A3"
    made.create_sheet("Khác")["A1"] = "để nguyên"


def marked_list(remarks=None):
    remarks = remarks or {("Lớp 1A", 4): "Cột C: không có ngày này."}
    return opened(mark_rows(written(class_list), remarks, {("Lớp 1A", 2)}))


def test_the_column_stands_behind_the_last_one_and_its_rows_line_up():
    sheet = marked_list()["Lớp 1A"]

    assert [[cell.value for cell in row] for row in sheet["B2:D4"]] == [
        ["Họ và tên", "Ngày sinh", "Lỗi"],
        ["Trẻ Mẫu Một", sheet["C3"].value, None],
        ["Trẻ Mẫu Hai", "31/02/2018", "Cột C: không có ngày này."],
    ]
    assert sheet["C3"].value.date() == date(2018, 3, 1)


def test_letters_colours_widths_merged_blocks_and_other_sheets_stay_as_they_were():
    book = marked_list()
    sheet = book["Lớp 1A"]

    title = sheet["A1"].font
    assert (title.name, title.sz, title.b, title.color.rgb) == ("Times New Roman", 16, True, "FFAA0000")
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A1:C1"]
    assert (sheet.column_dimensions["B"].width, sheet.freeze_panes) == (31, "A3")
    assert (sheet["C3"].number_format, sheet["C2"].border.bottom.style) == ("dd/mm/yyyy", "thin")
    assert sheet["A2"].fill.fgColor.rgb == YELLOW
    assert [[cell.value for cell in row] for row in book["Khác"].rows] == [["để nguyên"]]


def test_rows_with_a_remark_get_a_light_ground_but_keep_a_colour_of_their_own():
    sheet = marked_list()["Lớp 1A"]

    assert [sheet[place].fill.fgColor.rgb for place in ("A4", "B4", "D4")] == [LIGHT, YELLOW, LIGHT]
    assert sheet["A3"].fill.fill_type is None


def test_the_heading_looks_like_its_neighbour_and_the_row_is_high_enough_to_read():
    sheet = marked_list({("Lớp 1A", 4): "một\nhai\nba"})["Lớp 1A"]

    assert (sheet["D2"].fill.fgColor.rgb, sheet["D2"].font.b) == (YELLOW, True)
    assert (sheet["D2"].font.name, sheet["D4"].font.name) == ("Arial", "Arial")
    assert sheet["D4"].alignment.wrap_text
    assert sheet.row_dimensions[4].height == 45


@pytest.mark.parametrize("text", ["=1+1", "+84 sai", "-1", "@SUM(A1)", "#N/A", "\x07=1+1"])
def test_a_remark_is_text_whatever_it_begins_with(text):
    cell = marked_list({("Lớp 1A", 4): text})["Lớp 1A"]["D4"]

    assert (cell.value, cell.data_type) == (text.lstrip("\x07"), "s")


def test_formulas_and_texts_that_look_like_them_stay_what_they_were():
    def fill(made, sheet):
        sheet.append(["Họ và tên", "Lớp"])
        sheet.append(["=1+1", "=LEFT(A1)"])
        sheet["A2"].data_type = "s"

    sheet = opened(mark_rows(written(fill), {("Sheet", 2): "sai"}))["Sheet"]

    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [
        ("=1+1", "s"), ("=LEFT(A1)", "f"), ("sai", "s"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        pytest.param(3, {2: "Lỗi", 3: "sai"}, id="above the first remark"),
        pytest.param(1, {1: "Lỗi: sai"}, id="in the first row, before the remark"),
    ],
)
def test_where_no_row_of_headings_is_told_the_heading_finds_a_place(row, shown):
    sheet = opened(mark_rows(written(class_list), {("Lớp 1A", row): "sai"}))["Lớp 1A"]

    assert {cell.row: cell.value for cell in sheet["D"] if cell.value} == shown


def test_a_span_of_columns_is_cut_so_that_no_column_lies_in_two():
    def fill(made, sheet):
        class_list(made, sheet)
        sheet.column_dimensions.group("C", "XFD", hidden=True)

    widths = opened(mark_rows(written(fill), {("Lớp 1A", 4): "sai"}))["Lớp 1A"].column_dimensions

    spans = sorted((one.min, one.max, one.hidden) for one in widths.values() if one.min)
    assert spans == [(2, 2, False), (3, 3, True), (4, 4, False), (5, 16384, True)]


def test_comments_rules_lists_and_charts_do_not_stand_in_the_way():
    def fill(made, sheet):
        class_list(made, sheet)
        sheet["B3"].comment = Comment("xem lại", "x")
        sheet.conditional_formatting.add("A3:A4", CellIsRule("greaterThan", ["1"], font=Font(bold=True)))
        choices = DataValidation("list", formula1='"Nam,Nữ"')
        sheet.add_data_validation(choices)
        choices.add("C3:C4")
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, min_row=2, max_row=4))
        sheet.add_chart(chart, "H2")

    sheet = opened(mark_rows(written(fill), {("Lớp 1A", 4): "sai"}))["Lớp 1A"]

    assert sheet["B3"].comment.text == "xem lại"
    assert (len(sheet.conditional_formatting), len(sheet.data_validations.dataValidation)) == (1, 1)
    assert (len(sheet._charts), sheet["D4"].value) == (1, "sai")


@pytest.mark.parametrize("name", ["01_title_merged_x.xlsx", "02_dob_under_sex_multisheet.xlsx"])
def test_nothing_of_a_sample_changes_but_the_new_column(name):
    content = (SAMPLES / name).read_bytes()
    before = openpyxl.load_workbook(io.BytesIO(content))
    remarks = {(sheet, 8): "Cột C: sai" for sheet in before.sheetnames}

    after = opened(mark_rows(content, remarks))

    for sheet in before:
        for cell in (cell for row in sheet.rows for cell in row):
            assert after[sheet.title][cell.coordinate].value == cell.value


def test_values_of_another_kind_of_workbook_become_a_workbook_of_today():
    rows = (
        ("Họ và tên", "Ngày sinh"),
        ("=1+1", date(2018, 3, 1)),
        (6315000001, True),
        (None, date(1899, 1, 1)),
    )
    sheets = (Sheet("1A/B: tên dài hơn ba mươi mốt chữ cái", rows), Sheet("1A", ()), Sheet("1a", (("x",),)))
    marks = {sheets[0].name: SheetMarks({2: "=sai"}, frozenset({1}))}

    book = openpyxl.load_workbook(io.BytesIO(write_marked_values(sheets, marks)))

    first = book.worksheets[0]
    assert [cell.value for cell in first["C"]][:2] == ["Lỗi", "=sai"]
    assert [(cell.value, cell.data_type) for cell in first["A"]][1:3] == [("=1+1", "s"), (6315000001, "n")]
    assert (first["B2"].value.date(), first["B2"].number_format) == (date(2018, 3, 1), "dd/mm/yyyy")
    assert (first["B3"].value, first["B4"].value) == (True, "01/01/1899")
    assert len({name.casefold() for name in book.sheetnames}) == 3


def open_document(*rows):
    """The smallest .ods there is."""
    office, mimetype = "urn:oasis:names:tc:opendocument:xmlns", f"{hostile.OPEN_DOCUMENT}.spreadsheet"
    cells = (
        "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
            for text in row
        )
        for row in rows
    )
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    content = (
        f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0" '
        f'xmlns:text="{office}:text:1.0"><office:body><office:spreadsheet><table:table table:name="1A">'
        f"{body}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return hostile.packed({"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": manifest})


def test_an_open_document_comes_back_as_a_workbook_with_its_values():
    content = open_document(("Họ và tên", "Ngày sinh"), ("Trẻ Mẫu", "31/02/2018"))

    sheet = opened(mark_rows(content, {("1A", 2): "Cột B: sai"}, {("1A", 1)}))["1A"]

    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["Họ và tên", "Ngày sinh", "Lỗi"],
        ["Trẻ Mẫu", "31/02/2018", "Cột B: sai"],
    ]


def test_a_workbook_that_cannot_be_written_back_gives_its_values():
    far = '<mergeCells count="1"><mergeCell ref="A1:XFD1"/></mergeCells></worksheet>'
    part = hostile.sheet_xml(f'<row r="1">{hostile.text_cell("A1", "Họ tên")}</row>')
    content = hostile.workbook(**{hostile.SHEET: part.replace("</worksheet>", far)})

    book = opened(mark_rows(content, {("Mẫu", 1): "sai"}))

    assert [cell.value for cell in book["Mẫu"][1]] == ["Họ tên", "Lỗi: sai"]


def test_a_hostile_file_costs_only_the_child(monkeypatch):
    monkeypatch.setattr(confinement, "TIMEOUT_SECONDS", 3)  # sooner than the child's own limits
    many = "".join(f'<mergeCell ref="A{row}:XFD{row}"/>' for row in range(1, 4_000))
    part = hostile.sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')
    content = hostile.workbook(
        **{hostile.SHEET: part.replace("</worksheet>", f"<mergeCells>{many}</mergeCells></worksheet>")}
    )

    with pytest.raises(UnreadableFile) as refused:
        mark_rows(content, {("Mẫu", 1): "sai"})

    assert refused.value.details["problem"] in {FileCode.PARSER_STOPPED, FileCode.TOOK_TOO_LONG}
    monkeypatch.undo()
    assert mark_rows(hostile.workbook(), {("Mẫu", 1): "sai"}).ending == ".xlsx"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"%PDF-1.4", FileCode.PDF, id="another kind of file"),
        pytest.param(
            hostile.workbook(**{hostile.SHEET: "<!DOCTYPE x>" + hostile.sheet_xml("")}),
            FileCode.FORBIDDEN_XML,
            id="a document type",
        ),
    ],
)
def test_the_guard_stands_before_the_marker_too(content, code):
    with pytest.raises(UnreadableFile) as refused:
        mark_rows(content, {("Mẫu", 1): "sai"})

    assert refused.value.details["problem"] is code


def test_the_child_gets_no_settings_and_opens_no_file(monkeypatch):
    monkeypatch.setenv("CASEMGMT_SECRET", "secret")
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

    done = confinement.subprocess.run(
        (confinement.sys.executable, "-c", program),
        env=confinement.surroundings(),
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == ["refused", "refused"]
    assert "secret" not in repr(confinement.surroundings())
