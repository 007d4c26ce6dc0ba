"""The people who care for a child, unmasked: pages read them through ``contacts.contact_of``."""

from uuid import UUID, uuid4

from sqlalchemy import select

from casemgmt.domain.contact_input import GuardianInput
from casemgmt.domain.context import Context
from casemgmt.domain.errors import NotFound
from casemgmt.store.children import Child, Guardian, get_child
from casemgmt.store.db import session
from casemgmt.store.register import phone, sealed_phone


def guardians_of(child_id: UUID) -> list[Guardian]:
    """The people who care for a child, in a fixed order."""
    query = select(Guardian).where(Guardian.child_id == child_id)
    return list(session().scalars(query.order_by(Guardian.relation, Guardian.name, Guardian.id)))


def get_guardian(ctx: Context, guardian_id: UUID) -> tuple[Guardian, Child]:
    """A guardian of a child within scope, and the child.

    Raises:
        NotFound: there is none, or not for this actor.
    """
    found = session().get(Guardian, guardian_id)
    if found is None:
        raise NotFound(kind="guardian")
    return found, get_child(ctx, found.child_id)


def has_guardian(child_id: UUID, typed: GuardianInput) -> bool:
    """Whether this very person is noted already."""
    return any(
        (one.name, one.relation, phone(one)) == (typed.name, typed.relation, typed.phone)
        for one in guardians_of(child_id)
    )


def add_guardian(child: Child, typed: GuardianInput) -> Guardian:
    """A new person who cares for a child."""
    made = Guardian(
        id=uuid4(), ward_id=child.ward_id, child_id=child.id, name=typed.name, relation=typed.relation,
        version=1,
    )  # fmt: skip
    made.phone_sealed = sealed_phone(made.id, typed.phone)
    session().add(made)
    return made


def write_guardian(guardian: Guardian, typed: GuardianInput, *, hidden: bool) -> None:
    """Store what was typed of a guardian; of a hidden one blanks keep what nobody sees."""
    guardian.name = typed.name if typed.name or not hidden else guardian.name
    guardian.relation = typed.relation
    if typed.phone != phone(guardian) and (typed.phone or not hidden):
        guardian.phone_sealed = sealed_phone(guardian.id, typed.phone)
    guardian.version += 1
