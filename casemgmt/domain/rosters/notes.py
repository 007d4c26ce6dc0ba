"""What is told about a sheet beside its children: what was understood, what was passed over."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from casemgmt.domain.rosters.header import Layout
from casemgmt.domain.rosters.headings import Kind, meaning
from casemgmt.domain.rosters.records import ChildRecord, Note, NoteCode, Precision
from casemgmt.domain.rosters.rows import RowRead
from casemgmt.domain.rosters.segments import Segment
from casemgmt.domain.rosters.sheets import Sheet, column_letter
from casemgmt.domain.rosters.titles import Title
from casemgmt.domain.vietnamese.names import fold
from casemgmt.domain.vietnamese.schooling import class_of_tab

_ENOUGH_DATES = 5
_SIGHT = re.compile(r"\bthi luc\b|\bmat (?:phai|trai)\b|\bm[pt]\b")


@dataclass(frozen=True)
class SegmentRead:
    """A segment with its rows read; ``nobody_marked``: its columns of marks are empty."""

    segment: Segment
    rows: tuple[RowRead, ...]
    nobody_marked: bool = False

    @property
    def children(self) -> tuple[ChildRecord, ...]:
        """The rows that give a child."""
        return tuple(row.child for row in self.rows if row.child)


def notes_about_title(sheet: Sheet, title: Title, segments: Sequence[Segment]) -> Iterator[Note]:
    """Where the header is, what the file hides, and a class named twice in different ways."""
    yield Note(sheet.name, NoteCode.HEADER_FOUND, {"row": str(segments[0].layout.first_row + 1)})
    tab = class_of_tab(sheet.name)
    if title.class_name and tab and title.class_name != tab:
        params = {"title": title.class_name, "tab": tab}
        yield Note(sheet.name, NoteCode.CLASS_TITLE_AND_TAB_DIFFER, params)
    if sheet.hidden_columns or sheet.hidden_rows:
        yield from _about_hidden(sheet, segments)


def notes_about(sheet: Sheet, read: SegmentRead) -> Iterator[Note]:
    """Everything said of one segment."""
    yield from _about_class(sheet, read)
    yield from _about_columns(sheet, read.segment)
    yield from _about_values(sheet, read)
    if read.segment.footer_rows:
        rows = _ranges([row + 1 for row in read.segment.footer_rows])
        yield Note(sheet.name, NoteCode.FOOTER_PASSED_OVER, {"rows": rows})


def _about_class(sheet: Sheet, read: SegmentRead) -> Iterator[Note]:
    segment = read.segment
    if Kind.CLASS in segment.layout.columns:
        yield Note(sheet.name, NoteCode.CLASS_FROM_COLUMN)
    elif segment.class_name and segment.child_rows:
        yield Note(sheet.name, segment.class_from, {"class_name": segment.class_name})
    without = sum(child.class_name is None for child in read.children)
    if without:
        yield Note(sheet.name, NoteCode.CLASS_UNKNOWN, {"count": str(without)})


def _about_columns(sheet: Sheet, segment: Segment) -> Iterator[Note]:
    layout = segment.layout
    for column, heading in layout.remarks.items():
        yield _column_note(sheet, NoteCode.REMARKS_PASSED_OVER, column, heading)
    for column, heading in layout.passed_over.items():
        yield _passed_over(sheet, segment, column, heading)
    if (beside := _second_list(layout)) is not None:
        yield Note(sheet.name, NoteCode.SECOND_LIST_PASSED_OVER, {"column": column_letter(beside)})
    filled = {column for row in segment.child_rows for column in sheet.texts(row)}
    for column in sorted(filled - layout.used - set(layout.headings)):
        yield _column_note(sheet, NoteCode.COLUMN_WITHOUT_HEADING, column, "")


def _passed_over(sheet: Sheet, segment: Segment, column: int, heading: str) -> Note:
    """A column that is not taken; of sight it says how many values the spreadsheet spoiled."""
    note = _column_note(sheet, NoteCode.COLUMN_PASSED_OVER, column, heading)
    if not _SIGHT.search(fold(heading)):
        return note
    count = sum(isinstance(sheet.cell(row, column), date) for row in segment.child_rows)
    params = {**note.params, "count": str(count)}
    return Note(sheet.name, NoteCode.SPOILED_COLUMN_PASSED_OVER, params) if count else note


def _second_list(layout: Layout) -> int | None:
    """Where a second list stands beside the first: its name and birth date come again."""
    again: dict[Kind, int] = {}
    for column, heading in layout.passed_over.items():
        if found := meaning(heading):
            again.setdefault(found.kind, column)
    if not {Kind.NAME, Kind.FAMILY_MIDDLE}.isdisjoint(again) and {Kind.BIRTH, Kind.ORDINAL} & again.keys():
        return min(again.values())
    return None


def _about_hidden(sheet: Sheet, segments: Sequence[Segment]) -> Iterator[Note]:
    """Columns and rows that the file hides; they are read all the same."""
    headings = segments[0].layout.headings
    filled = {column for row in range(len(sheet.rows)) for column in sheet.texts(row)}
    for column in sorted(sheet.hidden_columns & filled):
        yield _column_note(sheet, NoteCode.HIDDEN_COLUMN, column, headings.get(column, ""))
    if rows := sorted(row + 1 for row in sheet.hidden_rows if sheet.texts(row)):
        yield Note(sheet.name, NoteCode.HIDDEN_ROWS, {"rows": _ranges(rows)})


def _column_note(sheet: Sheet, code: NoteCode, column: int, heading: str) -> Note:
    return Note(sheet.name, code, {"column": column_letter(column), "heading": heading})


def _about_values(sheet: Sheet, read: SegmentRead) -> Iterator[Note]:
    if not {Kind.BIRTH_MALE, Kind.BIRTH_FEMALE}.isdisjoint(read.segment.layout.columns):
        yield Note(sheet.name, NoteCode.SEX_FROM_BIRTH_COLUMN)
    if read.nobody_marked:
        yield Note(sheet.name, NoteCode.SEX_NOBODY_MARKED)
    counts = Counter(code for child in read.children for code in child.repairs)
    counts[NoteCode.BIRTH_YEAR_ONLY] = sum(
        child.dob_precision is not Precision.DAY for child in read.children
    )
    counts[NoteCode.BIRTH_MAYBE_SWAPPED] = _maybe_swapped(sheet, read)
    for code in NoteCode:
        if counts[code]:
            yield Note(sheet.name, code, {"count": str(counts[code])})


def _maybe_swapped(sheet: Sheet, read: SegmentRead) -> int:
    """How many real dates may have day and month turned round.

    A spreadsheet set to English reads 4/9/2015 as a real date (April 9) and leaves 25/9/2015 as
    text: then every real date has a day up to 12 and every text one above.
    """
    column = read.segment.layout.columns.get(Kind.BIRTH)
    if column is None:
        return 0
    cells = [(sheet.cell(child.row_number - 1, column), child.dob.day) for child in read.children]
    real = [day for cell, day in cells if isinstance(cell, date)]
    typed = [day for cell, day in cells if not isinstance(cell, date)]
    if not real or not typed or len(cells) < _ENOUGH_DATES:
        return 0
    return len(real) if max(real) <= 12 < min(typed) else 0


def _ranges(numbers: Sequence[int]) -> str:
    """``40–42, 45`` for 40, 41, 42, 45."""
    parts: list[tuple[int, int]] = []
    for number in numbers:
        if parts and parts[-1][1] == number - 1:
            parts[-1] = (parts[-1][0], number)
        else:
            parts.append((number, number))
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in parts)
