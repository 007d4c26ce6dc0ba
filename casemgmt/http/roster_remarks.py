"""What the column "Lỗi" of a class list says, row by row."""

from collections import defaultdict
from pathlib import PurePath

from casemgmt.domain.rosters.records import NoteCode, RosterReading, RowProblem
from casemgmt.http.roster_messages import problem_sentence

Place = tuple[str, int]


def remarks_of(reading: RosterReading) -> dict[Place, str]:
    """(sheet, row) -> everything to be put right there, a line for each, with the column's letter."""
    found: defaultdict[Place, list[str]] = defaultdict(list)
    for problem in (*reading.problems, *reading.warnings):
        found[problem.sheet, problem.row].append(_line(problem))
    return {place: "\n".join(dict.fromkeys(lines)) for place, lines in found.items()}


def header_rows_of(reading: RosterReading) -> set[Place]:
    """(sheet, row) of the headings of every list that was read."""
    return {
        (note.sheet, int(note.params["row"])) for note in reading.notes if note.code is NoteCode.HEADER_FOUND
    }


def marked_name(file_name: str, ending: str) -> str:
    """The name under which the marked file is given back."""
    return f"{PurePath(file_name.replace('/', '_')).stem or 'danh-sach'} - Lỗi{ending}"


def _line(problem: RowProblem) -> str:
    said = problem_sentence(problem)
    return f"Cột {problem.column_letter}: {said}" if problem.column_letter else said
