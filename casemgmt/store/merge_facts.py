"""What a child's own row says, field by field, and the columns behind each field of a merge."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from casemgmt.domain.context import Context
from casemgmt.domain.merging import MergeField, Proposal, Side
from casemgmt.domain.rosters.changes import birth_text
from casemgmt.domain.rosters.records import Precision
from casemgmt.store.children import Child, Household, visible_children
from casemgmt.store.contacts import is_protected
from casemgmt.store.db import session
from casemgmt.store.keys import sealer

COLUMNS: Mapping[MergeField, tuple[str, ...]] = {
    MergeField.FULL_NAME: ("full_name", "name_typed"),
    MergeField.BIRTH: ("birth_date", "birth_precision"),
    MergeField.SEX: ("sex",),
    MergeField.ETHNIC_GROUP: ("ethnic_group",),
    MergeField.PERSONAL_ID: ("personal_id_sealed", "personal_id_index"),
    MergeField.HEALTH_INSURANCE: ("health_insurance_sealed", "health_insurance_index"),
    MergeField.ADDRESS: ("address_sealed",),
    MergeField.NEIGHBOURHOOD: ("neighbourhood_id",),
    MergeField.RESIDENCE: ("residence",),
    MergeField.HOUSEHOLD: ("household_id",),
}
# What a merge never takes from the other record: what the row is, and what follows from the rest.
NOT_CHOSEN = frozenset({"id", "ward_id", "address_protected", "merged_into", "version"})
SEALED: Mapping[str, str] = {
    "personal_id_sealed": "child.personal_id",
    "health_insurance_sealed": "child.health_insurance",
    "address_sealed": "child.address",
}


def side_of(child: Child) -> Side:
    """What a record says, sealed values opened."""
    return Side({field: _fact(child, field) for field in MergeField}, is_protected(child))


def household_words(ctx: Context, proposals: Iterable[Proposal], but: set[UUID]) -> dict[str, str]:
    """Household, as its fact is written -> its head, "–" where unknown, and the other children in it."""
    facts = {fact for one in proposals if one.field is MergeField.HOUSEHOLD for fact in (one.kept, one.other)}
    wanted = [UUID(fact) for fact in facts if fact]
    members: dict[UUID | None, list[str]] = defaultdict(list)
    living = visible_children(ctx).where(Child.household_id.in_(wanted), Child.id.not_in(but))
    for child in session().scalars(living.order_by(Child.name_sort)):
        members[child.household_id].append(child.full_name)
    found = session().scalars(select(Household).where(Household.id.in_(wanted)))
    return {str(one.id): " · ".join([one.head_name or "–", *members[one.id]]) for one in found}


def values_for(source: Child, target: Child, field: MergeField) -> dict[str, Any]:
    """The columns of a field of one record as they are written into another; sealed for that row."""
    return {column: _value_for(source, target, column) for column in COLUMNS[field]}


def _fact(child: Child, field: MergeField) -> str:
    if field is MergeField.BIRTH:
        return birth_text(child.birth_date, Precision(child.birth_precision))
    column = COLUMNS[field][0]
    value = _opened(child, column) if column in SEALED else getattr(child, column)
    return "" if value is None else str(value)


def _value_for(source: Child, target: Child, column: str) -> Any:
    if column not in SEALED:
        return getattr(source, column)
    plain = _opened(source, column)
    return sealer().seal(plain, SEALED[column], target.id) if plain is not None else None


def _opened(child: Child, column: str) -> str | None:
    sealed = getattr(child, column)
    return sealer().unseal(sealed, SEALED[column], child.id) if sealed is not None else None
