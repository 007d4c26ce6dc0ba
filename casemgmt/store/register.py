"""Sealed fields of children and guardians, and moving a child between classes."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from casemgmt.domain.dates import school_year
from casemgmt.domain.departures import NEXT_CLASS
from casemgmt.domain.vietnamese.identifiers import insurance_core
from casemgmt.store.children import Child, Enrolment, Guardian
from casemgmt.store.db import session
from casemgmt.store.keys import sealer
from casemgmt.store.places import SchoolClass

NUMBER, INSURANCE, PHONE = "child.personal_id", "child.health_insurance", "guardian.phone"


def personal_id(child: Child) -> str | None:
    """The child's number, None where unknown."""
    if child.personal_id_sealed is None:
        return None
    return sealer().unseal(child.personal_id_sealed, NUMBER, child.id)


def health_insurance(child: Child) -> str | None:
    """The number on the health insurance card, None where unknown."""
    if child.health_insurance_sealed is None:
        return None
    return sealer().unseal(child.health_insurance_sealed, INSURANCE, child.id)


def phone(guardian: Guardian) -> str | None:
    """The guardian's telephone, None where unknown."""
    if guardian.phone_sealed is None:
        return None
    return sealer().unseal(guardian.phone_sealed, PHONE, guardian.id)


def number_columns(child_id: UUID, number: str | None, insurance: str | None) -> dict[str, bytes | None]:
    """The columns that hold a child's numbers, sealed, and their blind index."""
    seal = sealer()
    return {
        "personal_id_sealed": seal.seal(number, NUMBER, child_id) if number else None,
        "personal_id_index": seal.index(number, NUMBER) if number else None,
        "health_insurance_sealed": seal.seal(insurance, INSURANCE, child_id) if insurance else None,
        "health_insurance_index": seal.index(insurance_core(insurance), INSURANCE) if insurance else None,
    }


def sealed_phone(guardian_id: UUID, number: str | None) -> bytes | None:
    """A telephone for storing, None for none."""
    return sealer().seal(number, PHONE, guardian_id) if number else None


def moves(current: Enrolment | None, into: SchoolClass, on: date) -> bool:
    """Whether a known child goes into a class: a list of a past year moves nobody."""
    if into.school_year < school_year(on):
        return False
    return current is None or (current.class_id != into.id and current.school_year <= into.school_year)


def enrol(child_id: UUID, into: SchoolClass, current: Enrolment | None, on: date) -> Enrolment | None:
    """Put a child into a class; the enrolment it leaves is closed, not deleted. None where it stays."""
    if not moves(current, into, on):
        return None
    if current is not None:
        current.to_date, current.end_reason = on, NEXT_CLASS
    made = Enrolment(
        id=uuid4(), ward_id=into.ward_id, child_id=child_id, class_id=into.id,
        school_id=into.school_id, school_year=into.school_year, from_date=on,
    )  # fmt: skip
    session().add(made)
    return made


def open_enrolments(child_ids: set[UUID]) -> dict[UUID, Enrolment]:
    """Child -> the enrolment that has not ended, of whatever year."""
    query = select(Enrolment).where(Enrolment.child_id.in_(child_ids), Enrolment.to_date.is_(None))
    return {one.child_id: one for one in session().scalars(query.order_by(Enrolment.from_date))}


def last_ends(child_ids: set[UUID]) -> dict[UUID, Enrolment]:
    """Child -> the enrolment that ended last."""
    query = select(Enrolment).where(Enrolment.child_id.in_(child_ids), Enrolment.to_date.is_not(None))
    return {one.child_id: one for one in session().scalars(query.order_by(Enrolment.to_date))}
