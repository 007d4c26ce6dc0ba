"""Reading one sheet: its segments one after the other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from casemgmt.domain.rosters.cells import Block, Row, is_marked
from casemgmt.domain.rosters.class_dates import class_dates
from casemgmt.domain.rosters.headings import Kind
from casemgmt.domain.rosters.notes import SegmentRead, notes_about, notes_about_title
from casemgmt.domain.rosters.records import ChildRecord, Note, RowCode, RowProblem
from casemgmt.domain.rosters.rows import RowRead, read_row
from casemgmt.domain.rosters.segments import Segment, cut
from casemgmt.domain.rosters.sex_codes import sex_codes
from casemgmt.domain.rosters.sheets import Sheet
from casemgmt.domain.rosters.titles import Title

# With fewer rows a class of one sex is likely enough; above, an unused column is likelier.
_ENOUGH_ROWS = 5


@dataclass(frozen=True)
class SheetRead:
    """One sheet as understood.

    Attributes:
        row_count: rows read as children, good or not.
        header_count: headers and class headings met.
    """

    title: Title
    children: tuple[ChildRecord, ...]
    problems: tuple[RowProblem, ...]
    warnings: tuple[RowProblem, ...]
    notes: tuple[Note, ...]
    row_count: int
    header_count: int


def read_sheet(sheet: Sheet, today: date) -> SheetRead | None:
    """Read one sheet; None where no row of it names the columns of a class list."""
    found = cut(sheet)
    if found is None:
        return None
    title, segments = found
    reads = [_read_segment(sheet, title, segment, today) for segment in segments]
    rows = [row for read in reads for row in read.rows]
    told = (
        *notes_about_title(sheet, title, segments),
        *(n for read in reads for n in notes_about(sheet, read)),
    )
    return SheetRead(
        title,
        tuple(row.child for row in rows if row.child),
        tuple(problem for row in rows for problem in row.problems),
        tuple(warning for row in rows for warning in row.warnings),
        _summed(told),
        row_count=len(rows),
        header_count=len(segments),
    )


def _read_segment(sheet: Sheet, title: Title, segment: Segment, today: date) -> SegmentRead:
    layout = segment.layout
    if not layout.has_birth:
        return SegmentRead(segment, _without_birth(sheet, segment))
    block = Block(
        sheet,
        layout,
        today,
        segment.class_name,
        class_dates=class_dates(sheet, title, segment),
        sex_codes=sex_codes(sheet, layout, segment.child_rows),
    )
    unmarked = not any(is_marked(Row(block, index)) for index in segment.child_rows)
    if unmarked and len(segment.child_rows) >= _ENOUGH_ROWS:
        block = replace(block, sex_marked=False)
    return SegmentRead(
        segment, tuple(_read_rows(block, segment)), _has_marks(segment) and not block.sex_marked
    )


def _summed(told: Iterable[Note]) -> tuple[Note, ...]:
    """Each note once; what several segments counted is one sum."""
    found: dict[tuple[object, ...], Note] = {}
    for note in told:
        others = tuple(item for item in note.params.items() if item[0] != "count")
        before = found.get((note.code, *others))
        if before and "count" in note.params:
            total = int(before.params["count"]) + int(note.params["count"])
            note = replace(note, params={**note.params, "count": str(total)})
        found[(note.code, *others)] = note
    return tuple(found.values())


def _without_birth(sheet: Sheet, segment: Segment) -> tuple[RowRead, ...]:
    """One problem for all rows of a list that has no column of birth dates."""
    if not segment.child_rows:
        return ()
    first, last = segment.child_rows[0] + 1, segment.child_rows[-1] + 1
    params = {"header_row": str(segment.layout.last_row + 1), "last_row": str(last)}
    problem = RowProblem(sheet.name, first, None, RowCode.BIRTH_COLUMN_MISSING, params)
    return (RowRead(None, (problem,)),)


def _read_rows(block: Block, segment: Segment) -> Iterator[RowRead]:
    above: dict[Kind | int, str] = {}
    for index in segment.child_rows:
        row = Row(block, index, above)
        yield read_row(row)
        above = row.carried()


def _has_marks(segment: Segment) -> bool:
    return not {Kind.FEMALE_MARK, Kind.MALE_MARK}.isdisjoint(segment.layout.columns)
