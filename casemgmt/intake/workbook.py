"""Bytes in, sheets out: the file is opened in a process of its own."""

import json

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.rosters.records import FileCode
from casemgmt.domain.rosters.sheets import Sheet
from casemgmt.intake.cell_codec import decode
from casemgmt.intake.confinement import run_confined
from casemgmt.intake.guard import file_kind

READER = "casemgmt.intake.sandbox"


def read_sheets(content: bytes) -> tuple[Sheet, ...]:
    """The sheets of an .xlsx, .xls or .ods workbook or of a text table (semicolon, comma or tab).

    Raises:
        UnreadableFile: ``problem`` is a ``FileCode``: what the file is instead, which limit it
            passes, or that the process reading it stopped or took too long.
    """
    file_kind(content)
    answer = run_confined(READER, content)
    try:
        found = json.loads(answer)
        if "problem" in found:
            raise UnreadableFile(**{**found, "problem": FileCode(found["problem"])})
        return decode(found["sheets"])
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableFile(problem=FileCode.PARSER_STOPPED) from error
