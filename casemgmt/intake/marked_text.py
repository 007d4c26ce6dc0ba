"""A text table with the column "Lỗi": the separator and the encoding it came with."""

import codecs
import csv
import io
from collections.abc import Sequence

from casemgmt.domain.rosters.sheets import Cell
from casemgmt.intake.marks import SheetMarks

_SEPARATORS = (";", ",", "\t", "|")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
Rows = Sequence[Sequence[Cell]]


def mark_text(content: bytes, rows: Rows, marks: SheetMarks) -> bytes:
    """The table with one more column.

    Args:
        content: as it came; tells separator, encoding and line ends.
        rows: as read from it, so that the numbers of the remarks fit.

    Returns:
        The encoding it came with; UTF-8 with its mark where the letters do not fit into that.
    """
    mark, encoding, text = _decoded(content)
    announced, separator = _separator(text or "", rows)
    width = max(map(len, rows), default=0)
    target = io.StringIO()
    target.write(announced)
    ends = "\r\n" if text is None or "\r\n" in text else "\n"
    writer = csv.writer(target, delimiter=separator, lineterminator=ends)
    shown = marks.column()
    for number in range(1, max(len(rows), *shown, 0) + 1):
        cells = (
            ["" if cell is None else str(cell) for cell in rows[number - 1]] if number <= len(rows) else []
        )
        writer.writerow([*cells, *[""] * (width - len(cells)), _plain(shown.get(number, ""))])
    return mark + target.getvalue().encode(encoding)


def _decoded(content: bytes) -> tuple[bytes, str, str | None]:
    """Mark, encoding and text; another encoding than UTF-8 and UTF-16 becomes UTF-8 with its mark."""
    mark, encoding = next((one for one in _BOMS if content.startswith(one[0])), (b"", "utf-8"))
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError:
        return codecs.BOM_UTF8, "utf-8", None
    # Without its mark Excel takes UTF-8 for another encoding; the letters of "Lỗi" would be spoilt.
    return (mark or codecs.BOM_UTF8), encoding, text


def _separator(text: str, rows: Rows) -> tuple[str, str]:
    """The line ``sep=;`` where there is one, and the separator that gives the rows that were read."""
    first = text.partition("\n")[0]
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return first + "\n", first.strip()[-1]
    wanted = _filled(rows)
    found = (one for one in _SEPARATORS if _filled(_parsed(text, one)) == wanted)
    return "", next(found, ";")


def _parsed(text: str, separator: str) -> Rows:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return []


def _filled(rows: Rows) -> list[int]:
    """How many cells with words each row has; rows at the end without any do not count."""
    counts = [sum(bool(str(cell or "").strip()) for cell in row) for row in rows]
    while counts and not counts[-1]:
        counts.pop()
    return counts


def _plain(remark: str) -> str:
    """A remark that no spreadsheet program takes for a formula."""
    return f"'{remark}" if remark.startswith(_FORMULA_SIGNS) else remark
