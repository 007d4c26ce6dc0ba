"""Bytes in, sheets out: the file is opened in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.rosters.records import FileCode
from casemgmt.domain.rosters.sheets import Sheet
from casemgmt.intake.cell_codec import decode
from casemgmt.intake.guard import file_kind

TIMEOUT_SECONDS = 30
_COMMAND = (sys.executable, "-P", "-m", "casemgmt.intake.sandbox")
_CODE = str(Path(__file__).resolve().parents[2])


def read_sheets(content: bytes) -> tuple[Sheet, ...]:
    """The sheets of an .xlsx, .xls or .ods workbook or of a text table (semicolon, comma or tab).

    Raises:
        UnreadableFile: ``problem`` is a ``FileCode``: what the file is instead, which limit it
            passes, or that the process reading it stopped or took too long.
    """
    file_kind(content)
    try:
        done = subprocess.run(
            _COMMAND,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_surroundings(),
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(problem=FileCode.TOOK_TOO_LONG, seconds=TIMEOUT_SECONDS) from error
    except OSError as error:
        raise UnreadableFile(problem=FileCode.PARSER_STOPPED) from error
    return _understood(done.returncode, done.stdout)


def _surroundings() -> dict[str, str]:
    """The child gets none of this process's settings or secrets."""
    needed = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return {**needed, "PYTHONPATH": _CODE, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _understood(return_code: int, answer: bytes) -> tuple[Sheet, ...]:
    if return_code != 0:
        raise UnreadableFile(problem=FileCode.PARSER_STOPPED, return_code=return_code)
    try:
        found = json.loads(answer)
        if "problem" in found:
            raise UnreadableFile(**{**found, "problem": FileCode(found["problem"])})
        return decode(found["sheets"])
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableFile(problem=FileCode.PARSER_STOPPED) from error
