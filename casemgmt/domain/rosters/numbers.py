"""Reading the cells of numbers: personal number, insurance card, the guardian's telephone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casemgmt.domain.instrument import Sex
from casemgmt.domain.rosters.cells import MARKS, NO_MARKS, Row
from casemgmt.domain.rosters.header import Guardian
from casemgmt.domain.rosters.headings import Kind
from casemgmt.domain.rosters.records import NoteCode, RowCode
from casemgmt.domain.rosters.texts import Taken, take_text
from casemgmt.domain.vietnamese.identifiers import (
    IdentifierDoubt,
    IdentifierProblem,
    doubts_about,
    mask,
    read_health_insurance,
    read_personal_id,
    read_phone,
)
from casemgmt.domain.vietnamese.names import display_name, fold

_NOTHING = Taken()
_PROBLEM = {
    IdentifierProblem.NOT_DIGITS: RowCode.NUMBER_NOT_DIGITS,
    IdentifierProblem.ROUNDED: RowCode.NUMBER_ROUNDED,
    IdentifierProblem.WRONG_LENGTH: RowCode.NUMBER_WRONG_LENGTH,
}
_DOUBT = {
    IdentifierDoubt.PROVINCE_UNKNOWN: RowCode.NUMBER_PROVINCE_UNKNOWN,
    IdentifierDoubt.SEX_DIFFERS: RowCode.NUMBER_SEX_DIFFERS,
    IdentifierDoubt.YEAR_DIFFERS: RowCode.NUMBER_YEAR_DIFFERS,
}


@dataclass(frozen=True)
class GuardianTaken:
    """The person who cares for the child, as far as the list says."""

    name: Taken = _NOTHING
    phone: Taken = _NOTHING
    relation: str | None = None


def take_number(row: Row, sex: Sex | None, born: date) -> Taken:
    """The personal number; left out where it cannot be read.

    Zeros are restored only where the completed number agrees with sex and birth year: a
    shorter number that does not may be another kind of number.
    """
    column, typed = row.column(Kind.PERSONAL_ID), row.text(Kind.PERSONAL_ID)
    read = read_personal_id(typed)
    if read.problem or read.value is None:
        shown = {"typed": mask(typed), "digits": str(sum(map(str.isdigit, typed)))}
        return Taken(doubts=(row.problem(_PROBLEM[read.problem], column, **shown),) if read.problem else ())
    doubts = doubts_about(read.value, sex, born)
    masked = mask(read.value)
    if read.zeros_restored and doubts:
        return Taken(doubts=(row.problem(RowCode.NUMBER_ZEROS_UNSURE, column, typed=masked),))
    repairs = (NoteCode.NUMBER_ZEROS_RESTORED,) if read.zeros_restored else ()
    return Taken(
        read.value, tuple(row.problem(_DOUBT[doubt], column, typed=masked) for doubt in doubts), repairs
    )


def take_insurance(row: Row, personal_id: str | None) -> Taken:
    """The number of the insurance card; left out where it cannot be read. A mark says nothing.

    Ten digits that are the child's personal number without its two zeros are that number.
    """
    column, typed = row.column(Kind.HEALTH_INSURANCE), row.text(Kind.HEALTH_INSURANCE)
    if not typed or fold(typed) in MARKS | NO_MARKS:
        return Taken()
    read = read_health_insurance(typed)
    if read.problem:
        return Taken(doubts=(row.problem(RowCode.INSURANCE_UNREADABLE, column, typed=mask(typed)),))
    if read.value and personal_id and read.value.zfill(len(personal_id)) == personal_id:
        return Taken(personal_id)
    return Taken(read.value, repairs=(NoteCode.INSURANCE_ZEROS_RESTORED,) if read.zeros_restored else ())


def take_guardian(row: Row) -> GuardianTaken:
    """The first guardian with name and phone, else the first with a name, else any phone.

    A phone column that names no parent belongs to whoever is taken.
    """
    guardians = list(_people(row))
    best = max(guardians, key=_fullness, default=GuardianTaken())
    shared = next((one.phone for one in guardians if not one.relation and one.phone.value), best.phone)
    return best if best.phone.value else GuardianTaken(best.name, shared, best.relation)


def _fullness(one: GuardianTaken) -> int:
    return 2 * bool(one.name.value) + bool(one.phone.value)


def _people(row: Row) -> Iterator[GuardianTaken]:
    for columns in row.block.layout.guardians:
        yield GuardianTaken(_name(row, columns), _phone(row, columns.phone), columns.relation or None)


def _name(row: Row, columns: Guardian) -> Taken:
    if columns.name is None:
        return Taken()
    taken = take_text(row, columns.name, row.guardian_text(columns.name))
    return Taken(display_name(taken.value) if taken.value else None, taken.doubts)


def _phone(row: Row, column: int | None) -> Taken:
    typed = row.guardian_text(column)
    read = read_phone(typed)
    if read.problem:
        return Taken(doubts=(row.problem(RowCode.PHONE_UNREADABLE, column, typed=mask(typed)),))
    restored = (NoteCode.PHONE_ZEROS_RESTORED,) if read.zeros_restored else ()
    several = (NoteCode.PHONE_FIRST_OF_SEVERAL,) if read.first_of_several else ()
    return Taken(read.value, repairs=(*restored, *several))
