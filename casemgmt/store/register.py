"""Taking children of a class list into the register: new ones, and what a list adds to known ones."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from casemgmt.domain.context import Context
from casemgmt.domain.rosters.records import ChildRecord
from casemgmt.domain.vietnamese.names import fold, sort_key
from casemgmt.store.children import Child, Enrolment, Guardian
from casemgmt.store.db import session
from casemgmt.store.keys import sealer
from casemgmt.store.places import SchoolClass

NUMBER, PHONE = "child.personal_id", "guardian.phone"


def personal_id(child: Child) -> str | None:
    """The child's number, None where unknown."""
    if child.personal_id_sealed is None:
        return None
    return sealer().unseal(child.personal_id_sealed, NUMBER, child.id)


def new_child(ctx: Context, record: ChildRecord, neighbourhood_id: int | None) -> Child:
    """A new child from a row of a list, with its guardian where the row names one."""
    child = Child(
        id=uuid4(),
        ward_id=ctx.actor.ward_id,
        full_name=record.full_name,
        name_typed=record.name_as_typed,
        name_fold=fold(record.full_name),
        name_sort=sort_key(record.full_name),
        birth_date=record.dob,
        birth_precision=record.dob_precision.value,
        sex=record.sex.value if record.sex else None,
        ethnic_group=record.ethnic_group,
        neighbourhood_id=neighbourhood_id,
        version=1,
    )
    _number(child, record)
    session().add(child)
    if record.guardian_name or record.guardian_phone:
        session().add(_guardian(child, record))
    return child


def fill_blanks(child: Child, record: ChildRecord, neighbourhood_id: int | None) -> bool:
    """Take what the register does not know yet; nothing known is overwritten or deleted."""
    before = (child.personal_id_index, child.sex, child.ethnic_group, child.neighbourhood_id)
    if child.personal_id_index is None:
        _number(child, record)
    child.sex = child.sex or (record.sex.value if record.sex else None)
    child.ethnic_group = child.ethnic_group or record.ethnic_group
    child.neighbourhood_id = child.neighbourhood_id or neighbourhood_id
    changed = before != (child.personal_id_index, child.sex, child.ethnic_group, child.neighbourhood_id)
    child.version += int(changed)
    return changed


def enrol(child_id: UUID, into: SchoolClass, current: Enrolment | None, on: date) -> bool:
    """Put a child into a class; the enrolment it leaves is closed, not deleted."""
    if current is not None and (current.class_id == into.id or current.school_year > into.school_year):
        return False  # a list of a past year takes nobody out of this year's class
    if current is not None:
        current.to_date = on
    session().add(
        Enrolment(
            id=uuid4(), ward_id=into.ward_id, child_id=child_id, class_id=into.id,
            school_id=into.school_id, school_year=into.school_year, from_date=on,
        )
    )  # fmt: skip
    return True


def open_enrolments(child_ids: set[UUID]) -> dict[UUID, Enrolment]:
    """Child -> the enrolment that has not ended, of whatever year."""
    query = select(Enrolment).where(Enrolment.child_id.in_(child_ids), Enrolment.to_date.is_(None))
    return {one.child_id: one for one in session().scalars(query.order_by(Enrolment.from_date))}


def _number(child: Child, record: ChildRecord) -> None:
    if record.personal_id:
        child.personal_id_sealed = sealer().seal(record.personal_id, NUMBER, child.id)
        child.personal_id_index = sealer().index(record.personal_id, NUMBER)


def _guardian(child: Child, record: ChildRecord) -> Guardian:
    made = Guardian(
        id=uuid4(), ward_id=child.ward_id, child_id=child.id, name=(record.guardian_name or "")[:120],
        relation=record.guardian_relation or "guardian",
    )  # fmt: skip
    if record.guardian_phone:
        made.phone_sealed = sealer().seal(record.guardian_phone, PHONE, made.id)
    return made
