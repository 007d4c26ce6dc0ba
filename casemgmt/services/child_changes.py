"""Changing who a child is, where it lives, and whether that place is protected."""

from dataclasses import dataclass
from uuid import UUID

from casemgmt.domain.child_input import Identity
from casemgmt.domain.contact_input import Dwelling
from casemgmt.domain.context import Context, Role
from casemgmt.domain.errors import Conflict, InvalidInput, WrongStep
from casemgmt.domain.vietnamese.identifiers import IdentifierDoubt, doubts_about
from casemgmt.store import child_files, contacts, register
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
        if identity.personal_id and child_files.has_number(ctx, identity.personal_id, exclude=child_id):
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


def protect_address(ctx: Context, child_id: UUID, *, protect: bool) -> None:
    """Hide or show again where a child lives; done twice, it is done once.

    Only a supervisor shows it again (access matrix: "clearing needs the supervisor").

    Raises:
        NotFound: not there for this actor.
        WrongStep: somebody else than a supervisor wants it shown.
    """
    with transaction(ctx):
        child = get_child(ctx, child_id)
        if child.address_protected is protect:
            return
        if not protect and ctx.actor.role is not Role.SUPERVISOR:
            raise WrongStep(problem="supervisor_clears")
        child.address_protected = protect
        child.version += 1


def _as_seen(ctx: Context, child_id: UUID, version: int) -> Child:
    child = get_child(ctx, child_id)
    if child.version != version:
        raise Conflict(current={"version": child.version})
    return child
