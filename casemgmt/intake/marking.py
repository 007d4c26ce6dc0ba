"""A class list given back as it came, with one more column "Lỗi": what is to be put right, row by row."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.rosters.records import FileCode
from casemgmt.intake.confinement import run_confined
from casemgmt.intake.guard import file_kind

RowPlace = tuple[str, int]
_CHILD = "casemgmt.intake.marker"


@dataclass(frozen=True)
class MarkedFile:
    """The file with its column of remarks; ``ending`` with its dot: ``.xlsx`` or ``.csv``."""

    content: bytes
    ending: str


def mark_rows(
    content: bytes, remarks: Mapping[RowPlace, str], header_rows: Collection[RowPlace] = ()
) -> MarkedFile:
    """Write remarks into a column "Lỗi" behind the last column in use; a remark is never a formula.

    An .xlsx keeps its look, its merged blocks and its other sheets; pictures and drawings are left
    out. A text file keeps its separator and its encoding. Of any other kind of workbook the values
    are kept, in an .xlsx.

    Args:
        content: the file as it came.
        remarks: (sheet, row from 1) -> what to put right there; "" is the sheet of a text file.
        header_rows: (sheet, row) where a list has its headings. Where none is told, the heading of
            the column stands above the first remark of the sheet.

    Raises:
        UnreadableFile: the file is not what was expected, or the process marking it stopped.
    """
    file_kind(content)
    asked = {
        "remarks": [[sheet, row, text] for (sheet, row), text in remarks.items()],
        "header_rows": [[sheet, row] for sheet, row in header_rows],
    }
    return _understood(run_confined(_CHILD, json.dumps(asked).encode() + b"\n" + content))


def _understood(answer: bytes) -> MarkedFile:
    first, _, content = answer.partition(b"\n")
    try:
        told = json.loads(first)
        if "problem" in told:
            raise UnreadableFile(**{**told, "problem": FileCode(told["problem"])})
        return MarkedFile(content, str(told["ending"]))
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableFile(problem=FileCode.PARSER_STOPPED) from error
