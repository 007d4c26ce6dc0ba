"""Changing who a child is and where it lives."""

from dataclasses import dataclass
from uuid import UUID

from casemgmt.domain.child_input import Identity
from casemgmt.domain.contact_input import Dwelling
from casemgmt.domain.context import Context
from casemgmt.domain.errors import Conflict, InvalidInput
from casemgmt.domain.vietnamese.identifiers import IdentifierDoubt, doubts_about
from casemgmt.store import alike_children, child_files, contacts, register
from casemgmt.store.children import Child, get_child
from casemgmt.store.db import transaction


@dataclass(frozen=True)
class IdentityChange:
    """Who a child is by now; ``version`` is the one looked at.

    Attributes:
        forget_personal_id: the stored number is not this child's.
        forget_health_insurance: likewise.
    """

    identity: Identity
    version: int
    forget_personal_id: bool = False
    forget_health_insurance: bool = False


def change_identity(ctx: Context, child_id: UUID, change: IdentityChange) -> tuple[IdentifierDoubt, ...]:
    """Write who a child is; returns what its number disagrees with, which is told and not refused.

    A number left blank stays as it is.

    Raises:
        NotFound: not there for this actor.
        Conflict: someone else changed the child meanwhile.
        InvalidInput: the number is another child's.
    """
    with transaction(ctx):
        child = _as_seen(ctx, child_id, change.version)
        identity = change.identity
        if identity.personal_id and alike_children.has_number(ctx, identity.personal_id, exclude=child_id):
            raise InvalidInput(problem="number_taken", field="personal_id")
        child_files.write_identity(child, identity)
        child_files.forget_numbers(
            child,
            personal_id=change.forget_personal_id and not identity.personal_id,
            health_insurance=change.forget_health_insurance and not identity.health_insurance,
        )
        child.version += 1
        number = register.personal_id(child)
        return doubts_about(number, identity.sex, identity.dob) if number else ()


def change_dwelling(ctx: Context, child_id: UUID, dwelling: Dwelling, version: int) -> None:
    """Write where a child lives; of a protected address blanks keep what nobody sees.

    Raises:
        NotFound: not there for this actor.
        WrongStep: the address is protected and the role may not know it.
        Conflict: someone else changed the child meanwhile.
        InvalidInput: a neighbourhood that is not of the ward.
    """
    with transaction(ctx):
        child = _as_seen(ctx, child_id, version)
        contacts.refuse_protected(ctx, child)
        contacts.refuse_foreign_neighbourhood(ctx, dwelling)
        contacts.write_dwelling(child, dwelling)
        child.version += 1


def _as_seen(ctx: Context, child_id: UUID, version: int) -> Child:
    child = get_child(ctx, child_id)
    if child.version != version:
        raise Conflict(current={"version": child.version})
    return child
