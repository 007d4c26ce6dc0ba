"""Who lives together, and what the certificate of a year says of the household."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casemgmt.codelists import labels
from casemgmt.domain.context import Context
from casemgmt.domain.errors import Conflict, InvalidInput
from casemgmt.domain.vietnamese.names import display_name
from casemgmt.store import audit, contacts, households
from casemgmt.store.children import Child, Household, get_child
from casemgmt.store.db import transaction

LONGEST_HEAD, LONGEST_CERTIFICATE = 100, 40
FIRST_YEAR = 2016  # the first multidimensional standard: Quyết định 59/2015/QĐ-TTg


@dataclass(frozen=True)
class Certificate:
    """The status of one calendar year: a code of ``codelists/poverty.csv``."""

    year: int
    status: str
    number: str


@dataclass(frozen=True)
class FoundChild:
    """A child within scope that may be picked as brother or sister."""

    child_id: UUID
    full_name: str
    birth_date: date | None
    birth_precision: str
    in_household: bool


def find_relatives(ctx: Context, child_id: UUID, name: str) -> list[FoundChild]:
    """Children within scope with the words of a name, to pick a brother or sister from.

    Those of the child's own household and the child itself are left out. The search is put on record.

    Raises:
        NotFound: the child is not there for this actor.
    """
    child = get_child(ctx, child_id)
    if not name.strip():
        return []
    found = [
        FoundChild(one.id, one.full_name, one.birth_date, one.birth_precision, one.household_id is not None)
        for one in households.children_named(ctx, name)
        if one.id != child_id and (one.household_id is None or one.household_id != child.household_id)
    ]
    with transaction(ctx):
        audit.note(ctx, "child.list", "child", child_id)
    return found


def name_head(ctx: Context, child_id: UUID, head_name: str, version: int) -> None:
    """Write who heads the household of a child; a child without household gets one.

    Args:
        version: of the household looked at, 0 where there was none.

    Raises:
        NotFound: the child is not there for this actor.
        WrongStep: the address is protected and the role may not know it.
        Conflict: someone else changed the household meanwhile.
    """
    with transaction(ctx):
        child = get_child(ctx, child_id)
        contacts.refuse_protected(ctx, child)
        held = households.household_of(child)
        if (held.version if held else 0) != version:
            raise Conflict(current={"version": held.version if held else 0})
        held = held or households.new_household(child)
        typed = display_name(head_name)[:LONGEST_HEAD]
        if typed or not contacts.is_protected(child):
            held.head_name = typed
        held.version = version + 1


def join_household(ctx: Context, child_id: UUID, other_id: UUID) -> None:
    """Put two children into one household: that of the first, else that of the other, else a new one.

    The other leaves the household it was in. Done twice, it is done once.

    Raises:
        NotFound: one of the two is not there for this actor.
        WrongStep: it would leave a household whose address is protected, and the role may not know it.
        InvalidInput: a child cannot be its own brother or sister.
    """
    with transaction(ctx):
        child, other = get_child(ctx, child_id), get_child(ctx, other_id)
        if child_id == other_id:
            raise InvalidInput(problem="same_child", field="other")
        if child.household_id is None and other.household_id is not None:
            _move_in(ctx, child, other.household_id)
            return
        held = households.household_of(child) or households.new_household(child)
        _move_in(ctx, other, held.id)


def leave_household(ctx: Context, child_id: UUID) -> None:
    """Take a child out of its household; the household and its certificates stay.

    Raises:
        NotFound: the child is not there for this actor.
        WrongStep: the address is protected and the role may not know it.
    """
    with transaction(ctx):
        _move_in(ctx, get_child(ctx, child_id), None)


def write_certificate(ctx: Context, child_id: UUID, certificate: Certificate) -> None:
    """Write what the certificate of a year says; a child without household gets one.

    Of one year there is one status: a later word replaces it, and the trail keeps that it did.

    Raises:
        NotFound: the child is not there for this actor.
        InvalidInput: a year without certificate, an unknown status, too long a number.
    """
    last = ctx.today.year + 1  # the survey of autumn decides on the coming year
    if not FIRST_YEAR <= certificate.year <= last:
        raise InvalidInput(problem="certificate_year", field="year", minimum=FIRST_YEAR, maximum=last)
    if certificate.status not in labels("poverty"):
        raise InvalidInput(problem="unknown_status", field="status")
    if len(certificate.number) > LONGEST_CERTIFICATE:
        raise InvalidInput(problem="too_long", field="certificate_no", maximum=LONGEST_CERTIFICATE)
    with transaction(ctx):
        held = _household_wanted(get_child(ctx, child_id))
        households.write_status(held, certificate.year, certificate.status, certificate.number)


def _household_wanted(child: Child) -> Household:
    return households.household_of(child) or households.new_household(child)


def _move_in(ctx: Context, child: Child, household_id: UUID | None) -> None:
    """Out of a household with a protected address the addresses of those it parts would show again."""
    if child.household_id == household_id:
        return
    if child.household_id is not None:
        contacts.refuse_protected(ctx, child)
    child.household_id = household_id
    child.version += 1
