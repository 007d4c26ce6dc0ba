"""The numbers on a child's papers as typed by hand: identity and health insurance."""

import re
from datetime import date

from casemgmt.domain.input_problems import InputCode
from casemgmt.domain.instrument import Sex
from casemgmt.domain.rosters.dates import read_birth
from casemgmt.domain.vietnamese.identifiers import IdentifierProblem, doubts_about, read_personal_id

# 15 characters: group, level, province and the ten-digit insurance number; cards since 2021 print
# the ten digits alone, and the personal number of twelve takes their place.
# Source: Quyết định 1351/QĐ-BHXH (2015) and Quyết định 1666/QĐ-BHXH (2020).
_INSURANCE = re.compile(r"[A-Z]{2}[1-5]\d{12}|\d{10}|\d{12}", re.ASCII)
_BLANKS = re.compile(r"[\s.\-]+")


def read_insurance(typed: str) -> str | None:
    """A health insurance number of 10, 12 or 15 characters; None for anything else.

    Source: Quyết định 1351/QĐ-BHXH (2015), Quyết định 1666/QĐ-BHXH (2020).
    """
    bare = _BLANKS.sub("", typed).upper()
    return bare if _INSURANCE.fullmatch(bare) else None


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
