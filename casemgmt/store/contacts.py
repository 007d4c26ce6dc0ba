"""Where a child lives and who cares for it, masked in this one place where the address is protected.

A household lives in one place: where one of its children has a protected address, that of every
child in it is shown to nobody. What stays countable is counted by ``statistics`` from frozen rows.

Source: NĐ 56/2017/NĐ-CP, Điều 33 (secrets of a child's private life); access matrix, rows
``child contact`` and ``protected address``.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from casemgmt.domain.access import Permission, may
from casemgmt.domain.contact_input import Dwelling
from casemgmt.domain.context import Context
from casemgmt.domain.errors import InvalidInput, WrongStep
from casemgmt.store.bulk import chunks
from casemgmt.store.children import Child, Guardian
from casemgmt.store.db import session
from casemgmt.store.guardians import guardians_of
from casemgmt.store.keys import sealer
from casemgmt.store.places import Neighbourhood, neighbourhoods
from casemgmt.store.register import phone

ADDRESS = "child.address"
PROTECTED = "Địa chỉ được bảo vệ"
_KEPT = aliased(Child)  # made once: making it takes longer than asking


@dataclass(frozen=True)
class GuardianContact:
    """Who cares for a child; name "" and phone None where unknown or protected."""

    guardian_id: UUID
    name: str
    relation: str
    phone: str | None
    version: int


@dataclass(frozen=True)
class Contact:
    """How a child can be reached, as far as the actor may know.

    Attributes:
        protected: the address is protected: every other text is blank.
        neighbourhood: name with the old unit; "" where unknown or not shown.
        neighbourhood_id: None where unknown or not shown.
        address: house and street; "" where unknown or not shown.
    """

    protected: bool
    neighbourhood: str = ""
    neighbourhood_id: int | None = None
    address: str = ""
    guardians: tuple[GuardianContact, ...] = ()


def contact_of(ctx: Context, child: Child) -> Contact:
    """How a child can be reached; blank where the address is protected or the role may not read it."""
    protected = is_protected(child)
    if not may(ctx.actor.role, Permission.CHILD_CONTACT_READ):
        return Contact(protected)
    guardians = tuple(_guardian(one, hidden=protected) for one in guardians_of(child.id))
    if protected:
        return Contact(protected=True, guardians=guardians)
    return Contact(
        protected=False,
        neighbourhood=shown_neighbourhood(child, neighbourhood_names(ctx), set()),
        neighbourhood_id=child.neighbourhood_id,
        address=address_of(child),
        guardians=guardians,
    )


def is_protected(child: Child) -> bool:
    """Whether the address of a child, or of one it shares a household with, is protected."""
    return child.id in protected_among([child])


def protected_among(children: Iterable[Child]) -> set[UUID]:
    """Those of some children whose address is shown to nobody."""
    listed = list(children)
    return {one.id for one in listed if one.address_protected} | protected_ids([one.id for one in listed])


def protected_ids(child_ids: Collection[UUID]) -> set[UUID]:
    """Like ``protected_among``, for children known by their ids alone.

    A record merged into another protects its household as long as that one is protected.
    """
    columns = Child.id, Child.household_id, Child.address_protected
    found: set[UUID] = set()
    living: dict[UUID, UUID] = {}
    for some in chunks(child_ids):
        for child_id, household_id, protected in session().execute(
            select(*columns).where(Child.id.in_(some))
        ):
            if protected:
                found.add(child_id)
            elif household_id is not None:
                living[child_id] = household_id
    hidden = _protected_households(set(living.values()))
    return found | {child_id for child_id, household_id in living.items() if household_id in hidden}


def _protected_households(household_ids: Collection[UUID]) -> set[UUID]:
    """Asked by household, one step after the other: one statement for both reads the whole register."""
    found: set[UUID] = set()
    stands = or_(
        Child.merged_into.is_(None), exists().where(_KEPT.id == Child.merged_into, _KEPT.address_protected)
    )
    for some in chunks(household_ids):
        query = select(Child.household_id).where(
            Child.household_id.in_(some), Child.address_protected, stands
        )
        found |= {one for one in session().scalars(query) if one is not None}
    return found


def shown_neighbourhood(child: Child, names: Mapping[int, str], protected: set[UUID]) -> str:
    """The neighbourhood of a child for any list, page or export; ``PROTECTED`` where it is hidden.

    Args:
        names: from ``neighbourhood_names``.
        protected: from ``protected_among`` of the children listed.
    """
    if child.address_protected or child.id in protected:
        return PROTECTED
    return names.get(child.neighbourhood_id or 0, "")


def neighbourhood_names(ctx: Context) -> dict[int, str]:
    """Neighbourhood -> its name with the old unit, in the order of lists."""
    return {one.id: neighbourhood_name(one) for one in neighbourhoods(ctx)}


def neighbourhood_name(one: Neighbourhood) -> str:
    """``Tổ 5 (Đức Xuân)``: numbers repeat over the old units."""
    return f"{one.name} ({one.old_unit})" if one.old_unit else one.name


def address_of(child: Child) -> str:
    """House and street as stored, unmasked: for ``contact_of`` and for writing only."""
    if child.address_sealed is None:
        return ""
    return sealer().unseal(child.address_sealed, ADDRESS, child.id)


def write_dwelling(child: Child, dwelling: Dwelling) -> None:
    """Store where a child lives; of a protected address only what is typed, for nobody sees the rest."""
    hidden = is_protected(child)
    if dwelling.neighbourhood_id is not None or not hidden:
        child.neighbourhood_id = dwelling.neighbourhood_id
    if dwelling.address == address_of(child) or (hidden and not dwelling.address):
        return
    sealed = sealer().seal(dwelling.address, ADDRESS, child.id) if dwelling.address else None
    child.address_sealed = sealed


def refuse_protected(ctx: Context, child: Child) -> None:
    """See that a role that may not know a protected address does not change the contact either.

    Raises:
        WrongStep: the address is protected and the role is of the school or the health station.
    """
    if is_protected(child) and not may(ctx.actor.role, Permission.PROTECTED_ADDRESS_READ):
        raise WrongStep(problem="address_protected")


def refuse_foreign_neighbourhood(ctx: Context, dwelling: Dwelling) -> None:
    """See that a neighbourhood is one of the ward.

    Raises:
        InvalidInput: it is not.
    """
    chosen = dwelling.neighbourhood_id
    if chosen is not None and chosen not in neighbourhood_names(ctx):
        raise InvalidInput(problem="no_such_neighbourhood", field="neighbourhood_id")


def _guardian(one: Guardian, *, hidden: bool) -> GuardianContact:
    if hidden:
        return GuardianContact(one.id, "", one.relation, None, one.version)
    return GuardianContact(one.id, one.name, one.relation, phone(one), one.version)
