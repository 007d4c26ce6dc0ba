"""Cutting a sheet into segments: child rows that share a header and a class."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.rosters.header import Layout, find_header, read_layout
from casemgmt.domain.rosters.records import FileCode, NoteCode
from casemgmt.domain.rosters.row_kinds import RowKind, class_in_heading, heading_text, kind_of_row
from casemgmt.domain.rosters.sheets import Sheet
from casemgmt.domain.rosters.titles import Title, read_title
from casemgmt.domain.vietnamese.schooling import class_of_tab

MOST_SEGMENTS = 300  # of a sheet


@dataclass(frozen=True)
class Segment:
    """Rows under one header and one class.

    Attributes:
        class_name: None where nothing names one.
        class_from: where the class is named.
        child_rows, footer_rows: from 0.
    """

    layout: Layout
    class_name: str | None
    class_from: NoteCode
    child_rows: tuple[int, ...] = ()
    footer_rows: tuple[int, ...] = ()


@dataclass
class _Open:
    """The segment being gathered."""

    layout: Layout
    class_name: str | None
    class_from: NoteCode
    children: list[int] = field(default_factory=list)
    footers: list[int] = field(default_factory=list)

    def closed(self) -> Segment:
        return Segment(
            self.layout, self.class_name, self.class_from, tuple(self.children), tuple(self.footers)
        )


def cut(sheet: Sheet) -> tuple[Title, tuple[Segment, ...]] | None:
    """The title block and the segments of a sheet; None where no row names the columns.

    Raises:
        UnreadableFile: ``too_many_headers``.
    """
    header = find_header(sheet)
    if header is None:
        return None
    layout = read_layout(sheet, header)
    title = read_title(sheet, layout.first_row)
    named, tab = title.class_name, class_of_tab(sheet.name)
    source = NoteCode.CLASS_FROM_TITLE if named else NoteCode.CLASS_FROM_TAB
    return title, tuple(_segments(sheet, _Open(layout, named or tab, source)))


def _segments(sheet: Sheet, now: _Open) -> Iterator[Segment]:
    row, opened = now.layout.last_row + 1, 1
    while row < len(sheet.rows):
        kind = _kind_of_row(sheet, row, now)
        following = _next_segment(sheet, row, kind, now)
        if following:
            yield now.closed()
            now, opened = following, opened + 1
            if opened > MOST_SEGMENTS:
                raise UnreadableFile(problem=FileCode.TOO_MANY_HEADERS, limit=MOST_SEGMENTS)
        elif kind is RowKind.CHILD:
            now.children.append(row)
        elif kind is RowKind.FOOTER:
            now.footers.append(row)
        row = max(row, now.layout.last_row) + 1
    yield now.closed()


def _kind_of_row(sheet: Sheet, row: int, now: _Open) -> RowKind:
    """What a row is; a heading of the class that is being read ends its list: "Lớp 3A có 35 em"."""
    kind = kind_of_row(sheet, row, now.layout, after_footer=bool(now.footers))
    if kind is not RowKind.CLASS_HEADING or not now.children:
        return kind
    named = class_in_heading(heading_text(sheet.texts(row)) or "")
    return RowKind.FOOTER if named == now.class_name else kind


def _layout_again(sheet: Sheet, row: int, before: Layout) -> Layout:
    """The layout under a repeated header; the same words in one row are not read again."""
    if before.first_row == before.last_row and sheet.texts(row) == sheet.texts(before.first_row):
        return replace(before, first_row=row, last_row=row)
    return read_layout(sheet, row)


def _next_segment(sheet: Sheet, row: int, kind: RowKind, now: _Open) -> _Open | None:
    """The segment that a heading or another header opens; None for any other row."""
    if kind is RowKind.HEADER:
        return _Open(_layout_again(sheet, row, now.layout), now.class_name, now.class_from)
    if kind is RowKind.CLASS_HEADING:
        text = heading_text(sheet.texts(row)) or ""
        return _Open(now.layout, class_in_heading(text), NoteCode.CLASS_FROM_HEADING)
    return None
