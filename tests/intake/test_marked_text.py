"""A text table with the column "Lỗi": the separator, the encoding and the rows it came with."""

import csv
import io
from pathlib import Path

import pytest

from casemgmt.intake.marking import mark_rows

SAMPLES = Path(__file__).parents[1] / "samples" / "rosters"


def lines_of(content, encoding, separator=";"):
    return list(csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=separator))


def test_a_text_table_keeps_separator_encoding_mark_and_line_ends():
    content = (SAMPLES / "04_semicolon_bom.csv").read_bytes()

    marked = mark_rows(content, {("", 3): "Cột C: sai; xem lại"}, {("", 1)})

    before, after = lines_of(content, "utf-8-sig"), lines_of(marked.content, "utf-8-sig")
    assert (marked.ending, marked.content[:3]) == (".csv", content[:3])
    assert b"\r\n" in marked.content
    assert [row[-1] for row in after[:4]] == ["Lỗi", "", "Cột C: sai; xem lại", ""]
    assert [row[:-1] for row in after] == before


@pytest.mark.parametrize(
    ("content", "encoding", "separator"),
    [
        pytest.param("STT,Họ và tên\n1,Trẻ\n".encode(), "utf-8-sig", ",", id="commas without a mark"),
        pytest.param("STT\tHọ và tên\r\n1\tTrẻ\r\n".encode("utf-16"), "utf-16", "\t", id="UTF-16 with tabs"),
    ],
)
def test_other_text_tables_stay_what_they_are_and_can_be_opened_by_excel(content, encoding, separator):
    marked = mark_rows(content, {("", 2): "sai"})

    wanted = [["STT", "Họ và tên", "Lỗi"], ["1", "Trẻ", "sai"]]
    assert lines_of(marked.content, encoding, separator) == wanted


def test_in_a_text_table_a_remark_that_looks_like_a_formula_is_quoted_and_sep_stays_first():
    marked = mark_rows("sep=;\r\nHọ tên;Lớp\r\nTrẻ;1A\r\n".encode(), {("", 2): "=1+1"})

    assert marked.content.decode("utf-8-sig").split("\r\n")[:3] == ["sep=;", "Họ tên;Lớp;Lỗi", "Trẻ;1A;'=1+1"]


def test_words_in_an_old_encoding_come_back_in_unicode_that_excel_recognises():
    content = "STT;Họ và tên;Ngày sinh\r\n1;Nguyễn Thị Hường;01/02/2018\r\n".encode("cp1258", "ignore")

    marked = mark_rows(content, {("", 2): "Cột B: xem lại"})

    assert marked.content.startswith(b"\xef\xbb\xbf")
    assert lines_of(marked.content, "utf-8-sig")[1][-1] == "Cột B: xem lại"
