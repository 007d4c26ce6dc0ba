"""Old Excel files (.xls): read by their records, and what is refused before a parser sees them."""

import io
import struct
from datetime import date

import pytest
import xlwt

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.rosters.records import FileCode
from casemgmt.domain.rosters.sheets import Merge
from casemgmt.intake.guard import LIMITS
from casemgmt.intake.ole import OLE, packed, read_stream
from casemgmt.intake.workbook import read_sheets

DIMENSIONS = struct.pack("<HH", 0x0200, 14)
PASSWORD = struct.pack("<HH", 0x002F, 4) + b"\x00\x00\x01\x02"


def old_workbook(fill, *names):
    made = xlwt.Workbook()
    fill(*(made.add_sheet(name) for name in names or ("Mẫu",)))
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def one_cell(sheet):
    sheet.write(0, 0, "Trẻ Mẫu")


def stream_of(content):
    return read_stream(content, ("Workbook",))


def refusal(content):
    with pytest.raises(UnreadableFile) as refused:
        read_sheets(content)
    return refused.value.details["problem"]


def test_cells_keep_their_type_and_place():
    def fill(sheet):
        sheet.write(2, 1, "Trẻ Mẫu")
        sheet.write(2, 2, date(2018, 4, 9), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
        sheet.write(2, 3, 6318000001)
        sheet.write(2, 4, 1.5)

    sheet = read_sheets(old_workbook(fill, "Lớp 1A"))[0]

    assert sheet.name == "Lớp 1A"
    assert sheet.rows == ((), (), (None, "Trẻ Mẫu", date(2018, 4, 9), 6318000001, 1.5))


def test_merged_cells_formulas_and_what_is_hidden_are_told():
    def fill(sheet, hidden):
        sheet.write_merge(0, 1, 0, 2, "tiêu đề")
        sheet.write(3, 0, xlwt.Formula("A1"))
        sheet.col(2).hidden = True
        sheet.row(0).hidden = True
        hidden.write(0, 0, 1)
        hidden.visibility = 1

    shown, hidden = read_sheets(old_workbook(fill, "một", "hai"))

    assert shown.merges == (Merge(0, 0, 1, 2),)
    assert shown.formulas == {(3, 0)}
    assert (shown.hidden_columns, shown.hidden_rows) == ({2}, {0})
    assert (shown.hidden, hidden.hidden) == (False, True)


def test_an_error_is_no_value():
    def fill(sheet):
        one_cell(sheet)
        sheet.write(1, 1, True)

    stream = bytearray(stream_of(old_workbook(fill)))
    place = stream.index(struct.pack("<HHHH", 0x0205, 8, 1, 1))
    stream[place + 10 : place + 12] = b"\x2a\x01"  # #N/A

    sheet = read_sheets(packed(bytes(stream)))[0]

    assert sheet.errors == {(1, 1)}


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        pytest.param(65_535, 255, FileCode.FAR_CELL, id="last cell"),
        pytest.param(LIMITS.rows, 0, FileCode.FAR_CELL, id="one row too far"),
        pytest.param(0, LIMITS.columns, FileCode.FAR_CELL, id="one column too far"),
        pytest.param(LIMITS.rows - 1, LIMITS.columns - 1, FileCode.TOO_MANY_CELLS, id="full to the corner"),
    ],
)
def test_a_far_cell_is_refused_before_room_is_made_for_it(row, column, code):
    def fill(sheet):
        one_cell(sheet)
        sheet.write(row, column, 1)

    assert refusal(old_workbook(fill)) is code


def test_a_sheet_that_lies_about_its_extent_is_read_as_it_is():
    stream = bytearray(stream_of(old_workbook(one_cell)))
    place = stream.index(DIMENSIONS) + 4
    stream[place : place + 12] = struct.pack("<IIHH", 0, 0xFFFFFFF0, 0, 0xFFFF)

    assert read_sheets(packed(bytes(stream)))[0].rows == (("Trẻ Mẫu",),)


def test_a_password_is_told():
    stream = stream_of(old_workbook(one_cell))
    first = 4 + struct.unpack_from("<H", stream, 2)[0]

    assert refusal(packed(stream[:first] + PASSWORD + stream[first:])) is FileCode.PASSWORD


def test_macro_sheets_are_refused():
    stream = bytearray(stream_of(old_workbook(one_cell)))
    place = stream.index(b"\x85\x00")  # the record that names the sheet
    stream[place + 4 + 5] = 1

    assert refusal(packed(bytes(stream))) is FileCode.MACROS


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(OLE + b"\x00" * 504 + "Workbook".encode("utf-16-le"), id="only its beginning"),
        pytest.param(old_workbook(one_cell)[:2048], id="cut off"),
        pytest.param(packed(b"\x00" * 4096), id="no records"),
        pytest.param(packed(struct.pack("<HHHH", 0x0809, 4, 0x600, 5)), id="a beginning without end"),
    ],
)
def test_what_is_damaged_is_told(content):
    assert refusal(content) in {FileCode.DAMAGED, FileCode.NOT_A_WORKBOOK}


def test_a_chain_in_a_circle_ends():
    content = bytearray(packed(stream_of(old_workbook(one_cell))))
    table = 512
    directory = struct.unpack_from("<I", content, 48)[0]
    struct.pack_into("<I", content, table + 4 * (directory + 1), directory + 1)

    assert refusal(bytes(content)) is FileCode.DAMAGED


def test_no_byte_turned_over_brings_the_reader_down():
    content = old_workbook(one_cell)

    for place in range(0, len(content), 97):
        changed = bytearray(content)
        changed[place] ^= 0xFF
        try:
            stream = read_stream(bytes(changed), ("Workbook",))
        except ValueError:
            continue
        assert stream is None or isinstance(stream, bytes)


def test_a_stream_packed_again_is_the_same_stream():
    for length in (1, 4_096, 70_000, 900_000):
        stream = bytes(range(256)) * (length // 256 + 1)

        assert read_stream(packed(stream), ("Workbook",))[: len(stream)] == stream
