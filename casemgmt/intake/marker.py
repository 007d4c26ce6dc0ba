"""The process that marks a file: one line of JSON and the file in, one line of JSON and the file out.

``python -m casemgmt.intake.marker``, with the limits of the process that reads files.
"""

import json
import sys
import warnings

from openpyxl.utils.exceptions import InvalidFileException

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.rosters.encodings import in_unicode
from casemgmt.domain.rosters.sheets import Sheet
from casemgmt.intake.confinement import limit_itself
from casemgmt.intake.guard import CheckedWorkbook, FileKind, check_workbook, file_kind, repacked
from casemgmt.intake.marked_text import mark_text
from casemgmt.intake.marked_values import write_marked_values
from casemgmt.intake.marked_workbook import mark_workbook, warm_up
from casemgmt.intake.marks import SheetMarks, read_marks
from casemgmt.intake.sandbox import read_file

# What openpyxl raises on parts that other programs write in their own way.
_NOT_UNDERSTOOD = (
    ArithmeticError,
    AttributeError,
    AssertionError,
    InvalidFileException,
    LookupError,
    TypeError,
    ValueError,
)


def main() -> int:
    """Mark one file and print it, or the problem that makes it unreadable."""
    warm_up()
    limit_itself()
    warnings.simplefilter("ignore")
    first, _, content = sys.stdin.buffer.read().partition(b"\n")
    try:
        ending, marked = mark_file(content, read_marks(json.loads(first)))
        answer = json.dumps({"ending": ending}).encode() + b"\n" + marked
    except UnreadableFile as refusal:
        answer = json.dumps(refusal.details).encode()
    sys.stdout.buffer.write(answer)
    return 0


def mark_file(content: bytes, marks: dict[str, SheetMarks]) -> tuple[str, bytes]:
    """The ending and the content of a file with its column of remarks.

    Args:
        marks: sheet -> what to write into it; sheets without are left as they are.

    Raises:
        UnreadableFile: it is not what was expected, or passes a limit.
    """
    kind = file_kind(content)
    if kind is FileKind.TEXT:
        rows = _in_unicode(content)[0].rows
        return ".csv", mark_text(content, rows, next(iter(marks.values()), SheetMarks()))
    if kind is FileKind.WORKBOOK:
        marked = _with_its_look(check_workbook(content), marks)
        if marked is not None:
            return ".xlsx", marked
    return ".xlsx", write_marked_values(_in_unicode(content), marks)


def _with_its_look(checked: CheckedWorkbook, marks: dict[str, SheetMarks]) -> bytes | None:
    """The marked workbook; None where only its values can be written."""
    if checked.is_open_document:
        return None
    try:
        return mark_workbook(repacked(checked), marks)
    except _NOT_UNDERSTOOD:
        return None


def _in_unicode(content: bytes) -> list[Sheet]:
    """The sheets read; the fonts that made words readable do not come along."""
    return [in_unicode(sheet)[0] for sheet in read_file(content)]


if __name__ == "__main__":
    sys.exit(main())
