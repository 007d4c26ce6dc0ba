"""What a person types about where a child lives and who cares for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from casemgmt.codelists import labels
from casemgmt.domain.input_problems import FieldProblem, InputCode, text_problem
from casemgmt.domain.vietnamese.identifiers import read_phone
from casemgmt.domain.vietnamese.names import display_name, tidy

ELSEWHERE = "elsewhere"
LONGEST_ADDRESS, LONGEST_GUARDIAN = 200, 100


@dataclass(frozen=True)
class Dwelling:
    """Where a child lives.

    Attributes:
        neighbourhood_id: None where unknown or outside the ward.
        address: house and street, "" where unknown.
    """

    neighbourhood_id: int | None = None
    address: str = ""


@dataclass(frozen=True)
class TypedGuardian:
    """Who cares for a child, as typed; ``relation`` is a code of ``codelists/relations.csv``."""

    name: str = ""
    relation: str = ""
    phone: str = ""


@dataclass(frozen=True)
class GuardianInput:
    """Who cares for a child, as understood; ``phone`` None where nothing was typed."""

    name: str
    relation: str
    phone: str | None


def dwelling_problems(dwelling: Dwelling, residence: str) -> tuple[FieldProblem, ...]:
    """What is wrong with where a child is said to live; empty where nothing is.

    Args:
        residence: code of ``codelists/residences.csv``, "" where unknown.
    """
    found = []
    if dwelling.neighbourhood_id is not None and residence == ELSEWHERE:
        found.append(FieldProblem("neighbourhood_id", InputCode.NEIGHBOURHOOD_ELSEWHERE))
    code = text_problem(dwelling.address, LONGEST_ADDRESS)
    if code is not None:
        found.append(FieldProblem("address", code))
    return tuple(found)


def read_guardian(
    typed: TypedGuardian, *, prefix: str = ""
) -> tuple[GuardianInput | None, tuple[FieldProblem, ...]]:
    """Understand a guardian: the person (None where nothing was typed), or every problem.

    Args:
        prefix: of the field names in the problems.
    """
    problems = tuple(FieldProblem(prefix + one.field, one.code) for one in _problems(typed))
    if problems or not (typed.name.strip() or typed.phone.strip()):
        return None, problems
    name = display_name(typed.name) if typed.name.strip() else ""
    return GuardianInput(name, typed.relation or "guardian", read_phone(typed.phone).value), ()


def _problems(typed: TypedGuardian) -> Iterator[FieldProblem]:
    # The shown form can be longer than what was typed: "ß" begins a name as two letters.
    name = text_problem(typed.name, LONGEST_GUARDIAN)
    if name is None and len(display_name(typed.name)) > LONGEST_GUARDIAN:
        name = InputCode.TEXT_TOO_LONG
    if name is not None:
        yield FieldProblem("name", name)
    if typed.relation and typed.relation not in labels("relations"):
        yield FieldProblem("relation", InputCode.RELATION_UNKNOWN)
    if read_phone(tidy(typed.phone)).problem is not None:
        yield FieldProblem("phone", InputCode.PHONE_UNREADABLE)
