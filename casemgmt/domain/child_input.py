"""Who a child is, as a person typed it by hand and as it was understood."""

from dataclasses import dataclass
from datetime import date

from casemgmt.domain.child_fields import TypedIdentity, identity_problems
from casemgmt.domain.child_numbers import read_insurance
from casemgmt.domain.input_problems import FieldProblem
from casemgmt.domain.instrument import Sex
from casemgmt.domain.rosters.dates import read_birth
from casemgmt.domain.rosters.records import Precision
from casemgmt.domain.vietnamese.ethnic_groups import ethnic_group_code
from casemgmt.domain.vietnamese.identifiers import read_personal_id
from casemgmt.domain.vietnamese.names import display_name, tidy


@dataclass(frozen=True)
class Identity:
    """Who a child is, as understood.

    Attributes:
        name_as_typed: kept beside the shown name.
        dob: day and month mean nothing beyond ``dob_precision``.
        sex: None only where the form lets it be unknown.
        personal_id: 12 digits; None where nothing was typed.
        health_insurance: 10, 12 or 15 characters; None where nothing was typed.
        ethnic_group: code of ``codelists/ethnic_groups.csv``; None where nothing was typed.
        residence: code of ``codelists/residences.csv``; None where unknown.
    """

    full_name: str
    name_as_typed: str
    dob: date
    dob_precision: Precision
    sex: Sex | None
    personal_id: str | None = None
    health_insurance: str | None = None
    ethnic_group: str | None = None
    residence: str | None = None


def read_identity(
    typed: TypedIdentity, today: date, *, sex_needed: bool = True
) -> tuple[Identity | None, tuple[FieldProblem, ...]]:
    """Understand what was typed: the identity, or every problem of it.

    A personal number that disagrees with sex or birth year is accepted (``doubts_about`` says so to
    the person); one that lost its leading zeros is completed only where it then agrees.
    """
    problems = tuple(identity_problems(typed, today, sex_needed=sex_needed))
    if problems:
        return None, problems
    birth = read_birth(typed.birth, today)
    assert birth.value is not None
    made = Identity(
        full_name=display_name(typed.full_name),
        name_as_typed=tidy(typed.full_name),
        dob=birth.value,
        dob_precision=birth.precision,
        sex=Sex(typed.sex) if typed.sex else None,
        personal_id=read_personal_id(typed.personal_id).value,
        health_insurance=read_insurance(typed.health_insurance),
        ethnic_group=ethnic_group_code(typed.ethnic_group),
        residence=typed.residence or None,
    )
    return made, ()
