"""What can be wrong with a typed field about a child."""

from dataclasses import dataclass
from enum import StrEnum

from casemgmt.domain.vietnamese.names import hidden_character, tidy


class InputCode(StrEnum):
    """What is wrong with a typed field; each has a sentence in ``http/child_messages.py``."""

    NAME_MISSING = "name_missing"
    NAME_WITHOUT_LETTERS = "name_without_letters"
    NAME_HIDDEN_CHARACTER = "name_hidden_character"
    NAME_TOO_LONG = "name_too_long"
    BIRTH_MISSING = "birth_missing"
    BIRTH_UNREADABLE = "birth_unreadable"
    BIRTH_IMPOSSIBLE = "birth_impossible"
    BIRTH_FUTURE = "birth_future"
    BIRTH_TOO_LONG_AGO = "birth_too_long_ago"
    SEX_MISSING = "sex_missing"
    NUMBER_NOT_DIGITS = "number_not_digits"
    NUMBER_ROUNDED = "number_rounded"
    NUMBER_WRONG_LENGTH = "number_wrong_length"
    NUMBER_ZEROS_UNSURE = "number_zeros_unsure"
    INSURANCE_UNREADABLE = "insurance_unreadable"
    ETHNIC_GROUP_UNKNOWN = "ethnic_group_unknown"
    RESIDENCE_UNKNOWN = "residence_unknown"
    NEIGHBOURHOOD_ELSEWHERE = "neighbourhood_elsewhere"
    TEXT_HIDDEN_CHARACTER = "text_hidden_character"
    TEXT_TOO_LONG = "text_too_long"
    PHONE_UNREADABLE = "phone_unreadable"
    RELATION_UNKNOWN = "relation_unknown"
    GUARDIAN_BLANK = "guardian_blank"


@dataclass(frozen=True)
class FieldProblem:
    """A field of a form and what is wrong with it."""

    field: str
    code: InputCode


def text_problem(typed: str, longest: int) -> InputCode | None:
    """What is wrong with a line of free words; None where nothing is."""
    if hidden_character(typed):
        return InputCode.TEXT_HIDDEN_CHARACTER
    return InputCode.TEXT_TOO_LONG if len(tidy(typed)) > longest else None
