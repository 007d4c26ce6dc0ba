"""Tables in text files."""

import codecs

import pytest

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.rosters.records import FileCode
from casemgmt.intake.guard import LIMITS
from casemgmt.intake.text_table import read_text_table

TABLE = "STT;Họ và tên\r\n1;Trẻ Mẫu\r\n"


def read(content):
    return read_text_table(content, LIMITS)


def refusal(content):
    with pytest.raises(UnreadableFile) as refused:
        read(content)
    return refused.value.details["problem"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TABLE.encode(), id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + TABLE.encode(), id="utf-8 with its mark"),
        pytest.param(codecs.BOM_UTF16_LE + TABLE.encode("utf-16-le"), id="utf-16 of a spreadsheet"),
        pytest.param(TABLE.replace(";", ",").encode(), id="comma"),
        pytest.param(TABLE.replace(";", "\t").encode(), id="tab"),
        pytest.param(("sep=;\r\n" + TABLE).encode(), id="separator stated"),
        pytest.param((TABLE + ";\r\n\r\n").encode(), id="blank lines at the end"),
        pytest.param(TABLE.replace("Trẻ Mẫu", '"Trẻ Mẫu"').encode(), id="quoted"),
    ],
)
def test_a_table_is_read_whatever_parts_its_columns(content):
    assert read(content).rows == (("STT", "Họ và tên"), ("1", "Trẻ Mẫu"))


def test_text_stays_text():
    assert read(b"a;b\n006215000001;05-09-2015\n").rows[1] == ("006215000001", "05-09-2015")


def test_a_comma_inside_words_does_not_part_columns():
    assert read("STT;Nơi ở\n1;Tổ 5, phường Mẫu\n".encode()).rows[1] == ("1", "Tổ 5, phường Mẫu")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param("a;café;Müller".encode("latin-1"), FileCode.TEXT_ENCODING, id="not Vietnamese"),
        pytest.param(b"a;b\n\xff\xfe\x81;\x8d", FileCode.TEXT_ENCODING, id="no text of any encoding"),
        pytest.param(b"only words\nwithout columns\n", FileCode.TEXT_NOT_A_TABLE, id="no columns"),
        pytest.param(b'a;"' + b"x" * 200_000, FileCode.TEXT_NOT_A_TABLE, id="a field without end"),
        pytest.param(b"a;b\n\x00;\x01\n", FileCode.NOT_A_WORKBOOK, id="binary"),
        pytest.param(b"a;b\n" * 5_001, FileCode.FAR_CELL, id="too many rows"),
        pytest.param((b"a;" * 150 + b"b\n") * 2_000, FileCode.TOO_MANY_CELLS, id="too many cells"),
        pytest.param(b"a;" * 200 + b"b\n", FileCode.FAR_CELL, id="too many columns"),
    ],
)
def test_what_is_no_table_is_refused(content, code):
    assert refusal(content) is code
