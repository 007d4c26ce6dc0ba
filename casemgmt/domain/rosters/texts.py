"""Reading the cells of words: class, ethnic group, neighbourhood, guardian's name."""

from collections.abc import Sequence
from dataclasses import dataclass

from casemgmt.domain.rosters.cells import Row
from casemgmt.domain.rosters.class_dates import spoiled
from casemgmt.domain.rosters.headings import Kind
from casemgmt.domain.rosters.records import NoteCode, RowCode, RowProblem
from casemgmt.domain.vietnamese.ethnic_groups import ethnic_group_code
from casemgmt.domain.vietnamese.names import hidden_character, tidy
from casemgmt.domain.vietnamese.schooling import LONGEST_CLASS, read_class_name

_LONGEST = 120
_SHOWN = 60  # how much of a doubtful value a message repeats


@dataclass(frozen=True)
class Taken:
    """A value taken from a cell.

    Attributes:
        value: None where the cell is blank or its content was left out.
        doubts: why it was left out, or doubted.
        repairs: what was put right.
    """

    value: str | None = None
    doubts: tuple[RowProblem, ...] = ()
    repairs: tuple[NoteCode, ...] = ()


def take_text(row: Row, column: int | None, text: str, longest: int = _LONGEST) -> Taken:
    """A cell of free words in one line; left out where too long or with hidden characters."""
    value = tidy(text)
    if not value:
        return Taken()
    if place := hidden_character(text):
        return Taken(doubts=(row.problem(RowCode.TEXT_HIDDEN_CHARACTER, column, place=str(place)),))
    if len(value) > longest:
        return Taken(doubts=(row.problem(RowCode.TEXT_TOO_LONG, column, limit=str(longest)),))
    return Taken(value)


def take_neighbourhood(row: Row) -> Taken:
    """Where the child lives, as typed."""
    return take_text(row, row.column(Kind.NEIGHBOURHOOD), row.text(Kind.NEIGHBOURHOOD))


def take_class(row: Row) -> Taken:
    """The class from its column, else that of the block; None where neither names one."""
    column = row.column(Kind.CLASS)
    taken = take_text(row, column, row.text(Kind.CLASS), LONGEST_CLASS)
    parts = spoiled(taken.value) if taken.value else None
    if parts and taken.value:
        return _class_of_date(row, column, taken.value, row.block.class_dates.classes(*parts))
    named = read_class_name(taken.value) if taken.value else None
    return Taken(named or row.block.class_name, taken.doubts)


def _class_of_date(row: Row, column: int | None, typed: str, possible: Sequence[str]) -> Taken:
    """The class that became a date; doubted where it can be read in two ways, or in none."""
    if not possible:
        doubt = row.problem(RowCode.CLASS_DATE_UNREADABLE, column, typed=typed)
        return Taken(row.block.class_name, (doubt,))
    unsure: tuple[RowProblem, ...] = ()
    if len(possible) > 1:
        names = {"class_name": possible[0], "second": possible[1]}
        unsure = (row.problem(RowCode.CLASS_DATE_UNSURE, column, typed=typed, **names),)
    return Taken(possible[0], unsure, (NoteCode.CLASS_DATES,))


def take_ethnic_group(row: Row) -> Taken:
    """The code of the ethnic group; a name not known is doubted and left out."""
    typed = tidy(row.text(Kind.ETHNIC_GROUP))
    code = ethnic_group_code(typed) if typed else None
    if code or not typed:
        return Taken(code)
    column = row.column(Kind.ETHNIC_GROUP)
    return Taken(doubts=(row.problem(RowCode.ETHNIC_GROUP_UNKNOWN, column, typed=typed[:_SHOWN]),))
