"""The people who care for a child."""

from uuid import UUID

from casemgmt.domain.contact_input import GuardianInput
from casemgmt.domain.context import Context
from casemgmt.domain.errors import Conflict
from casemgmt.store import contacts, guardians
from casemgmt.store.children import get_child
from casemgmt.store.db import session, transaction


def add_guardian(ctx: Context, child_id: UUID, typed: GuardianInput) -> None:
    """Note one more person who cares for a child; the same person noted again is one.

    Raises:
        NotFound: the child is not there for this actor.
        WrongStep: the address is protected and the role may not know it.
    """
    with transaction(ctx):
        child = get_child(ctx, child_id)
        contacts.refuse_protected(ctx, child)
        if not guardians.has_guardian(child_id, typed):
            guardians.add_guardian(child, typed)


def change_guardian(ctx: Context, guardian_id: UUID, typed: GuardianInput, version: int) -> UUID:
    """Write who a guardian is by now; returns the child's id.

    Where the address is protected, a blank name or telephone stays as it is.

    Raises:
        NotFound: not there for this actor.
        Conflict: someone else changed the guardian meanwhile.
        WrongStep: the address is protected and the role may not know it.
    """
    with transaction(ctx):
        guardian, child = guardians.get_guardian(ctx, guardian_id)
        contacts.refuse_protected(ctx, child)
        if guardian.version != version:
            raise Conflict(current={"version": guardian.version})
        guardians.write_guardian(guardian, typed, hidden=contacts.is_protected(child))
        return child.id


def remove_guardian(ctx: Context, guardian_id: UUID, version: int) -> UUID:
    """Take a guardian from a child's file; returns the child's id.

    Raises:
        NotFound: not there for this actor.
        Conflict: someone else changed the guardian meanwhile.
        WrongStep: the address is protected and the role may not know it.
    """
    with transaction(ctx):
        guardian, child = guardians.get_guardian(ctx, guardian_id)
        contacts.refuse_protected(ctx, child)
        if guardian.version != version:
            raise Conflict(current={"version": guardian.version})
        session().delete(guardian)
        return child.id
