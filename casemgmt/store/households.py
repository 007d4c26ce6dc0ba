"""Households: who lives together, who heads them, and what the certificate of a year says."""

from uuid import UUID, uuid4

from sqlalchemy import func, literal, select

from casemgmt.domain.context import Context
from casemgmt.domain.vietnamese.names import fold
from casemgmt.store.children import Child, Household, HouseholdStatus, visible_children
from casemgmt.store.db import session

MOST_FOUND = 20


def household_of(child: Child) -> Household | None:
    """The household of a child, None where none is known."""
    return session().get(Household, child.household_id) if child.household_id else None


def new_household(child: Child) -> Household:
    """A household that begins with one child, living where the child lives."""
    made = Household(
        id=uuid4(), ward_id=child.ward_id, neighbourhood_id=child.neighbourhood_id, head_name="", version=1
    )
    session().add(made)
    child.household_id = made.id
    return made


def members(ctx: Context, household_id: UUID) -> list[Child]:
    """The children of a household within scope, the eldest first."""
    query = visible_children(ctx).where(Child.household_id == household_id)
    return list(session().scalars(query.order_by(Child.birth_date, Child.name_sort)))


def count_members(household_id: UUID) -> int:
    """How many children a household has, whoever may see them."""
    query = select(func.count(Child.id)).where(
        Child.household_id == household_id, Child.merged_into.is_(None)
    )
    return session().scalar(query) or 0


def statuses_of(household_id: UUID) -> list[HouseholdStatus]:
    """What the certificates say, the newest year first."""
    query = select(HouseholdStatus).where(HouseholdStatus.household_id == household_id)
    return list(session().scalars(query.order_by(HouseholdStatus.year.desc())))


def write_status(household: Household, year: int, status: str, certificate_no: str) -> None:
    """What a year's certificate says; of one year there is one, a later word replaces it."""
    held = next((one for one in statuses_of(household.id) if one.year == year), None)
    if held is None:
        held = HouseholdStatus(id=uuid4(), ward_id=household.ward_id, household_id=household.id, year=year)
        session().add(held)
    held.status, held.certificate_no = status, certificate_no


def children_named(ctx: Context, name: str) -> list[Child]:
    """Children within scope whose name has words that begin as those typed, at most ``MOST_FOUND``."""
    query = visible_children(ctx)
    printed = "".join(one for one in name if one.isprintable() or one.isspace())
    words = fold(printed).split()
    if not words:
        return []
    for word in words:
        padded = literal(" ").concat(Child.name_fold)
        query = query.where(padded.contains(f" {word}", autoescape=True))
    return list(session().scalars(query.order_by(Child.name_sort, Child.birth_date).limit(MOST_FOUND)))
