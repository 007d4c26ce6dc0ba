"""What the register knows of children, to be compared with what a class list says."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID, uuid4

from sqlalchemy import select

from casemgmt.domain.context import Context
from casemgmt.domain.name_likeness import NameLikeness, name_likeness
from casemgmt.domain.rosters.changes import (
    CONTACT,
    Change,
    ChangeField,
    Facts,
    birth_of,
    birth_text,
    changes,
)
from casemgmt.domain.rosters.records import ChildRecord, Precision
from casemgmt.domain.vietnamese.neighbourhoods import find_neighbourhood
from casemgmt.store import register
from casemgmt.store.bulk import chunks
from casemgmt.store.children import Child, Guardian
from casemgmt.store.contacts import protected_among
from casemgmt.store.db import session
from casemgmt.store.number_holders import holders
from casemgmt.store.places import neighbourhoods

OTHER = NameLikeness.OTHER


class KnownChildren:
    """Some children of the register with their guardians, looked up once."""

    def __init__(self, ctx: Context, children: Iterable[Child], records: Iterable[ChildRecord]) -> None:
        self.children = {child.id: child for child in children}
        self.holders = holders({one.personal_id for one in records if one.personal_id})
        self.guardians = _guardians(self.children)
        self.hidden = protected_among(self.children.values())
        places = neighbourhoods(ctx)
        self.place_names = {str(one.id): one.name for one in places}
        self._places = {one.id: (one.name, one.old_unit) for one in places}
        self._found: dict[str, int | None] = {}

    def place_of(self, record: ChildRecord) -> int | None:
        """The neighbourhood of that name, where the name leaves one; the old units repeat names."""
        typed = record.neighbourhood or ""
        if typed not in self._found:
            self._found[typed] = find_neighbourhood(typed, self._places)
        return self._found[typed]

    def changes(self, child: Child, record: ChildRecord) -> tuple[Change, ...]:
        """What a row says beyond the register; nothing of the contact where that is protected."""
        record = self.without_held_number(record, child.id)
        found = changes(self._facts(child, record), self._listed(record))
        return tuple(one for one in found if not (child.id in self.hidden and one.field in CONTACT))

    def without_held_number(self, record: ChildRecord, child_id: UUID | None) -> ChildRecord:
        """A row for a child, without a personal number that is another child's."""
        others = self.holders.get(record.personal_id or "", set()) - {child_id}
        return replace(record, personal_id=None) if others else record

    def apply(self, child: Child, record: ChildRecord, chosen: Iterable[Change]) -> Guardian | None:
        """Write changes into the records; returns the guardian that was changed or made."""
        fields = {one.field: one.after for one in chosen}
        _write_child(child, record, fields)
        named = fields.keys() & {ChangeField.GUARDIAN_NAME, ChangeField.GUARDIAN_PHONE}
        guardian = self._guardian_meant(child, record)
        if named and guardian is None:
            guardian = Guardian(id=uuid4(), ward_id=child.ward_id, child_id=child.id, name="", version=0)
            guardian.relation = record.guardian_relation or "guardian"
            session().add(guardian)
        if named and guardian is not None:
            guardian.name = (fields.get(ChangeField.GUARDIAN_NAME) or guardian.name)[:120]
            number = fields.get(ChangeField.GUARDIAN_PHONE)
            guardian.phone_sealed = (
                register.sealed_phone(guardian.id, number) if number else guardian.phone_sealed
            )
            guardian.version += 1
        child.version += int(bool(fields.keys() - CONTACT or ChangeField.NEIGHBOURHOOD in fields))
        return guardian if named else None

    def _facts(self, child: Child, record: ChildRecord) -> Facts:
        guardian = self._guardian_meant(child, record)
        return {
            ChangeField.FULL_NAME: child.full_name,
            ChangeField.BIRTH: birth_text(child.birth_date, Precision(child.birth_precision)),
            ChangeField.SEX: child.sex or "",
            ChangeField.ETHNIC_GROUP: child.ethnic_group or "",
            ChangeField.NEIGHBOURHOOD: str(child.neighbourhood_id or ""),
            ChangeField.PERSONAL_ID: register.personal_id(child) or "",
            ChangeField.HEALTH_INSURANCE: register.health_insurance(child) or "",
            ChangeField.GUARDIAN_NAME: guardian.name if guardian else "",
            ChangeField.GUARDIAN_PHONE: self._phone_known(child, guardian, record.guardian_phone),
        }

    def _phone_known(self, child: Child, guardian: Guardian | None, listed: str | None) -> str:
        """The guardian's telephone; that of the list where another guardian of the child has it."""
        phones = {one.id: register.phone(one) or "" for one in self.guardians.get(child.id, [])}
        if listed in phones.values():
            return listed or ""
        return phones[guardian.id] if guardian else ""

    def _listed(self, record: ChildRecord) -> Facts:
        return {
            ChangeField.FULL_NAME: record.full_name,
            ChangeField.BIRTH: birth_text(record.dob, record.dob_precision),
            ChangeField.SEX: record.sex.value if record.sex else "",
            ChangeField.ETHNIC_GROUP: record.ethnic_group or "",
            ChangeField.NEIGHBOURHOOD: str(self.place_of(record) or ""),
            ChangeField.PERSONAL_ID: record.personal_id or "",
            ChangeField.HEALTH_INSURANCE: record.health_insurance or "",
            ChangeField.GUARDIAN_NAME: record.guardian_name or "",
            ChangeField.GUARDIAN_PHONE: record.guardian_phone or "",
        }

    def _guardian_meant(self, child: Child, record: ChildRecord) -> Guardian | None:
        """The guardian a row speaks of; None for somebody not known yet.

        Of that name, or of that relation and without a name. A telephone without a name is that of
        the one guardian of the relation, or of the only guardian where the list names no relation.
        """
        known = self.guardians.get(child.id, [])
        name, relation = record.guardian_name, record.guardian_relation
        if name:
            alike = (one for one in known if one.name and name_likeness(one.name, name) is not OTHER)
            blank = (one for one in known if not one.name and one.relation == (relation or one.relation))
            return next(alike, None) or next(blank, None)
        meant = [one for one in known if relation is None or one.relation == relation]
        return meant[0] if len(meant) == 1 else None


def _guardians(children: dict[UUID, Child]) -> dict[UUID, list[Guardian]]:
    found: defaultdict[UUID, list[Guardian]] = defaultdict(list)
    for some in chunks(children):
        query = select(Guardian).where(Guardian.child_id.in_(some)).order_by(Guardian.id)
        for one in session().scalars(query):
            found[one.child_id].append(one)
    return found


def _write_child(child: Child, record: ChildRecord, fields: dict[ChangeField, str]) -> None:
    plain = {ChangeField.SEX: "sex", ChangeField.ETHNIC_GROUP: "ethnic_group"}
    for field, column in plain.items():
        if field in fields:
            setattr(child, column, fields[field])
    if ChangeField.FULL_NAME in fields:
        child.full_name, child.name_typed = record.full_name, record.name_as_typed[:120]
    if ChangeField.BIRTH in fields:
        child.birth_date, precision = birth_of(fields[ChangeField.BIRTH])
        child.birth_precision = precision.value
    if ChangeField.NEIGHBOURHOOD in fields:
        child.neighbourhood_id = int(fields[ChangeField.NEIGHBOURHOOD])
    numbers = register.number_columns(
        child.id, fields.get(ChangeField.PERSONAL_ID), fields.get(ChangeField.HEALTH_INSURANCE)
    )
    for column, value in numbers.items():
        if value is not None:
            setattr(child, column, value)
