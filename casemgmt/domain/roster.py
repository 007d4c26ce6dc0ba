"""Reading a class list: which rows are children, what they say, and everything that is wrong.

Pure: sheets of cells in, records and problems out. Nothing is guessed and nothing is dropped
unsaid; what was passed over is among the notes.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from casemgmt.domain.dates import school_year_label
from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.rosters.blocks import SheetRead, read_sheet
from casemgmt.domain.rosters.encodings import in_unicode
from casemgmt.domain.rosters.font_signs import Encoding
from casemgmt.domain.rosters.records import FileCode, Note, NoteCode, RosterReading
from casemgmt.domain.rosters.repeats import without_repeats
from casemgmt.domain.rosters.sheets import Sheet
from casemgmt.domain.vietnamese.names import fold

ENCODING_NOTE: Mapping[Encoding, NoteCode] = {
    Encoding.TCVN3: NoteCode.ENCODING_TCVN3,
    Encoding.VNI: NoteCode.ENCODING_VNI,
    Encoding.MISREAD_UTF8: NoteCode.ENCODING_MISREAD_UTF8,
    Encoding.WINDOWS_1258: NoteCode.ENCODING_WINDOWS_1258,
}
MOST_ROWS = 5_000
MOST_HEADERS = 300  # 5,000 rows in groups of 17


def read_roster(sheets: Sequence[Sheet], today: date) -> RosterReading:
    """Read every class list of a file.

    Args:
        sheets: in file order; hidden ones are passed over and named.
        today: a birth after it is refused.

    Returns:
        Children in file order. A row with a problem gives no child; a row with a warning does.

    Raises:
        UnreadableFile: no sheet has a row of headings with the child's name
            (``no_class_list``), more than 5,000 rows (``too_many_rows``), or more than 300
            headers and class headings (``too_many_headers``).
    """
    shown, notes = _understood([sheet for sheet in sheets if not sheet.hidden])
    reads = list(_within_limits(shown, today))
    lists = [one for one in reads if one is not None]
    if not lists:
        raise UnreadableFile(problem=FileCode.NO_CLASS_LIST)
    return without_repeats(_joined(lists, (*notes, *_passed_over(sheets, shown, reads))))


def _understood(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Note]]:
    """The sheets in Unicode, and what each was written in."""
    read: list[Sheet] = []
    notes: list[Note] = []
    for sheet in sheets:
        decoded, counts = in_unicode(sheet)
        read.append(decoded)
        notes.extend(
            Note(sheet.name, ENCODING_NOTE[encoding], {"count": str(count)})
            for encoding, count in counts.items()
        )
    return read, notes


def _within_limits(sheets: Sequence[Sheet], today: date) -> Iterator[SheetRead | None]:
    rows = headers = 0
    for sheet in sheets:
        read = read_sheet(sheet, today)
        yield read
        rows += read.row_count if read else 0
        headers += read.header_count if read else 0
        if rows > MOST_ROWS:
            raise UnreadableFile(problem=FileCode.TOO_MANY_ROWS, limit=MOST_ROWS)
        if headers > MOST_HEADERS:
            raise UnreadableFile(problem=FileCode.TOO_MANY_HEADERS, limit=MOST_HEADERS)


def _passed_over(
    sheets: Sequence[Sheet], shown: Sequence[Sheet], reads: Sequence[SheetRead | None]
) -> tuple[Note, ...]:
    hidden = (Note(sheet.name, NoteCode.HIDDEN_SHEET_PASSED_OVER) for sheet in sheets if sheet.hidden)
    other = (
        Note(sheet.name, NoteCode.SHEET_PASSED_OVER)
        for sheet, read in zip(shown, reads, strict=True)
        if read is None and sheet.width
    )
    return (*hidden, *other)


def _joined(lists: Sequence[SheetRead], notes: tuple[Note, ...]) -> RosterReading:
    names = list(dict.fromkeys(one.title.school_name for one in lists if one.title.school_name))
    years = list(dict.fromkeys(one.title.school_year for one in lists if one.title.school_year))
    return RosterReading(
        children=tuple(child for one in lists for child in one.children),
        problems=tuple(problem for one in lists for problem in one.problems),
        warnings=tuple(warning for one in lists for warning in one.warnings),
        notes=(*(note for one in lists for note in one.notes), *notes, *_differing(names, years)),
        school_name=names[0] if names else None,
        school_year=years[0] if years else None,
    )


def _differing(names: Sequence[str], years: Sequence[int]) -> tuple[Note, ...]:
    """Sheets whose titles name different schools or school years: the first is taken, and said."""
    found = []
    if len({fold(name) for name in names}) > 1:
        found.append(Note("", NoteCode.SCHOOL_NAMES_DIFFER, {"names": ", ".join(names)}))
    if len(years) > 1:
        labels = ", ".join(map(school_year_label, years))
        found.append(Note("", NoteCode.SCHOOL_YEARS_DIFFER, {"years": labels}))
    return tuple(found)
