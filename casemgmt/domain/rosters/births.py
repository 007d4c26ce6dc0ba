"""The birth date of a row: one column, two under "Nam" and "Nữ", or three of day, month, year."""

from dataclasses import dataclass

from casemgmt.domain.instrument import Sex
from casemgmt.domain.rosters.cells import Row
from casemgmt.domain.rosters.dates import OLDEST_YEARS, BirthRead, read_birth, read_birth_parts
from casemgmt.domain.rosters.headings import Kind
from casemgmt.domain.rosters.records import RowCode, RowProblem

_BY_SEX = {Kind.BIRTH_MALE: Sex.MALE, Kind.BIRTH_FEMALE: Sex.FEMALE}
_PARTS = (Kind.BIRTH_DAY, Kind.BIRTH_MONTH, Kind.BIRTH_YEAR)
_SHOWN = 30


@dataclass(frozen=True)
class BirthTaken:
    """A birth date with where it was found.

    Attributes:
        kind: of the column; None where the list has none.
        sex: set where the column itself says it.
    """

    read: BirthRead
    kind: Kind | None
    sex: Sex | None = None


def take_birth(row: Row) -> BirthTaken:
    """The birth date of a row, from whichever columns its list has."""
    filled = [kind for kind in _BY_SEX if row.text(kind)]
    if len(filled) == 2:
        return BirthTaken(BirthRead(problem=RowCode.BIRTH_TWICE), filled[0])
    if filled:
        return BirthTaken(read_birth(row.cell(filled[0]), row.block.today), filled[0], _BY_SEX[filled[0]])
    if row.column(Kind.BIRTH_YEAR) is not None:
        day, month, year = (row.text(kind) for kind in _PARTS)
        return BirthTaken(read_birth_parts(day, month, year, row.block.today), Kind.BIRTH_YEAR)
    kind = next((one for one in (Kind.BIRTH, *_BY_SEX) if row.column(one) is not None), None)
    return BirthTaken(read_birth(row.cell(kind) if kind else None, row.block.today), kind)


def birth_problems(row: Row, birth: BirthTaken) -> tuple[RowProblem, ...]:
    """Why the birth date is refused; empty where it was read."""
    if birth.read.problem is None:
        return ()
    column = row.column(birth.kind) if birth.kind else None
    kinds = _PARTS if birth.kind is Kind.BIRTH_YEAR else (birth.kind,)
    typed = "/".join(text for kind in kinds if kind and (text := row.text(kind)))
    today = row.block.today
    params = {
        "typed": typed[:_SHOWN],
        "today": f"{today.day:02}/{today.month:02}/{today.year}",
        "years": str(OLDEST_YEARS),
    }
    return (row.problem(birth.read.problem, column, **params),)
