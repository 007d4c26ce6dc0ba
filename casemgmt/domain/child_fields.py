"""The fields of a child typed by hand, judged by the same rules as a row of a class list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casemgmt.codelists import labels
from casemgmt.domain.child_numbers import insurance_problem, personal_id_problem
from casemgmt.domain.input_problems import FieldProblem, InputCode
from casemgmt.domain.instrument import Sex
from casemgmt.domain.rosters.dates import read_birth
from casemgmt.domain.rosters.rows import LONGEST_NAME
from casemgmt.domain.vietnamese.ethnic_groups import ethnic_group_code
from casemgmt.domain.vietnamese.names import display_name, fold, hidden_character, tidy


@dataclass(frozen=True)
class TypedIdentity:
    """Who a child is, as typed; "" where nothing was typed. ``sex`` and ``residence`` are codes."""

    full_name: str = ""
    birth: str = ""
    sex: str = ""
    personal_id: str = ""
    health_insurance: str = ""
    ethnic_group: str = ""
    residence: str = ""


def identity_problems(typed: TypedIdentity, today: date, *, sex_needed: bool) -> Iterator[FieldProblem]:
    """What is wrong with the fields, in the order of the form."""
    checks = {
        "full_name": _name_problem(typed.full_name),
        "birth": _birth_problem(typed.birth, today),
        "sex": _sex_problem(typed.sex, sex_needed),
        "personal_id": personal_id_problem(typed.personal_id, typed.sex, typed.birth, today),
        "health_insurance": insurance_problem(typed.health_insurance),
        "ethnic_group": _ethnic_group_problem(typed.ethnic_group),
        "residence": _residence_problem(typed.residence),
    }
    for field, code in checks.items():
        if code is not None:
            yield FieldProblem(field, code)


def _name_problem(typed: str) -> InputCode | None:
    if not tidy(typed):
        return InputCode.NAME_MISSING
    if hidden_character(typed):
        return InputCode.NAME_HIDDEN_CHARACTER
    # Shown and folded forms can be longer than what was typed: "ﬃ" folds to three letters.
    if max(len(typed), len(display_name(typed)), len(fold(typed))) > LONGEST_NAME:
        return InputCode.NAME_TOO_LONG
    return None if any(map(str.isalpha, typed)) else InputCode.NAME_WITHOUT_LETTERS


def _birth_problem(typed: str, today: date) -> InputCode | None:
    if not typed.strip():
        return InputCode.BIRTH_MISSING
    read = read_birth(typed, today)
    if read.from_serial:  # a spreadsheet's day count; nobody types one
        return InputCode.BIRTH_UNREADABLE
    return InputCode(read.problem.value) if read.problem else None


def _sex_problem(typed: str, needed: bool) -> InputCode | None:
    known = typed in set(Sex) or (not typed and not needed)
    return None if known else InputCode.SEX_MISSING


def _ethnic_group_problem(typed: str) -> InputCode | None:
    unknown = typed.strip() and ethnic_group_code(typed) is None
    return InputCode.ETHNIC_GROUP_UNKNOWN if unknown else None


def _residence_problem(typed: str) -> InputCode | None:
    return InputCode.RESIDENCE_UNKNOWN if typed and typed not in labels("residences") else None
