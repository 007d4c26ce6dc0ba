"""The numbers on a child's papers as typed by hand: identity and health insurance."""

from datetime import date

from casemgmt.domain.input_problems import InputCode
from casemgmt.domain.instrument import Sex
from casemgmt.domain.rosters.dates import read_birth
from casemgmt.domain.vietnamese.identifiers import (
    IdentifierProblem,
    doubts_about,
    read_health_insurance,
    read_personal_id,
)


def read_insurance(typed: str) -> str | None:
    """A health insurance number of 10, 12 or 15 characters; None for anything else.

    The rule is that of the lists; only a person at the keyboard types the zeros themselves.
    """
    read = read_health_insurance(typed)
    return None if read.zeros_restored else read.value


def personal_id_problem(typed: str, sex: str, birth: str, today: date) -> InputCode | None:
    """What is wrong with an identity number; sex and birth as typed tell whether zeros belong to it."""
    read = read_personal_id(typed)
    if read.problem is not None:
        return _NUMBER[read.problem]
    known_sex = Sex(sex) if sex in set(Sex) else None
    if not (read.value and read.zeros_restored):
        return None
    unsure = doubts_about(read.value, known_sex, read_birth(birth, today).value)
    return InputCode.NUMBER_ZEROS_UNSURE if unsure else None


_NUMBER = {
    IdentifierProblem.NOT_DIGITS: InputCode.NUMBER_NOT_DIGITS,
    IdentifierProblem.ROUNDED: InputCode.NUMBER_ROUNDED,
    IdentifierProblem.WRONG_LENGTH: InputCode.NUMBER_WRONG_LENGTH,
}


def insurance_problem(typed: str) -> InputCode | None:
    """What is wrong with a health insurance number; nothing where none was typed."""
    unreadable = typed.strip() and read_insurance(typed) is None
    return InputCode.INSURANCE_UNREADABLE if unreadable else None
