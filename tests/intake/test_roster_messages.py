"""Every code has its sentence; a sentence says where, what and what to do, and never a whole number."""

import string
import unicodedata

import pytest

from casemgmt.domain.matching import Reason
from casemgmt.domain.rosters.records import FileCode, Note, NoteCode, RowCode, RowProblem
from casemgmt.http.roster_messages import (
    FILE,
    NOTE,
    REASON,
    ROW,
    match_sentence,
    note_sentence,
    problem_place,
    problem_sentence,
)


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        pytest.param(FILE, FileCode, id="files"),
        pytest.param(ROW, RowCode, id="rows"),
        pytest.param(NOTE, NoteCode, id="notes"),
        pytest.param(REASON, Reason, id="matching"),
    ],
)
def test_every_code_has_a_sentence_and_no_sentence_lacks_its_code(table, codes):
    assert set(table) == set(codes)


@pytest.mark.parametrize("table", [FILE, ROW, NOTE, REASON], ids=["files", "rows", "notes", "matching"])
def test_sentences_are_composed_text_with_names_for_their_blanks(table):
    for sentence in table.values():
        assert unicodedata.is_normalized("NFC", sentence)
        assert all(name != "" for _, name, _, _ in string.Formatter().parse(sentence))


def test_a_problem_says_sheet_row_and_column():
    problem = RowProblem("1A", 12, "C", RowCode.BIRTH_IMPOSSIBLE, {"typed": "31/02/2015", "heading": ""})

    assert problem_place(problem) == "Trang tính «1A», dòng 12, cột C"
    assert problem_sentence(problem).startswith("«31/02/2015»: không có ngày này.")


def test_a_text_file_has_no_sheets_to_name():
    assert problem_place(RowProblem("", 12, "C", RowCode.NAME_MISSING)) == "Dòng 12, cột C"
    assert problem_place(RowProblem("", 12, None, RowCode.ROW_AGAIN)) == "Dòng 12"


@pytest.mark.parametrize(
    ("other_sheet", "place"),
    [
        pytest.param("1A", "dòng 4.", id="the same sheet"),
        pytest.param("1B", "dòng 4 trang tính «1B».", id="another sheet"),
    ],
)
def test_a_row_that_comes_again_names_the_other(other_sheet, place):
    params = {"other_row": "4", "other_sheet": other_sheet}

    assert place in problem_sentence(RowProblem("1A", 9, None, RowCode.ROW_AGAIN, params))


def test_what_was_typed_is_never_taken_for_a_pattern():
    problem = RowProblem("", 2, "C", RowCode.BIRTH_UNREADABLE, {"typed": "{heading} %s"})

    assert "«{heading} %s»" in problem_sentence(problem)


def test_notes_and_reasons_read_as_sentences():
    note = Note("1A", NoteCode.REMARKS_PASSED_OVER, {"column": "E", "heading": "Ghi chú"})

    assert note_sentence(note).startswith("Trang tính «1A»: Cột E «Ghi chú»")
    assert match_sentence("number_same") == "cùng số định danh"
