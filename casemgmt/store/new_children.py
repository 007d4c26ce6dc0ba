"""Children that a class list brings, gathered row by row and written in a few statements."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from casemgmt.domain.context import Context
from casemgmt.domain.rosters.records import ChildRecord
from casemgmt.store import audit, bulk, register
from casemgmt.store.child_words import ChildWord, word_rows
from casemgmt.store.children import DERIVED, Child, Enrolment, Guardian, derived_columns
from casemgmt.store.db import Base
from casemgmt.store.places import SchoolClass

Row = dict[str, Any]


class NewChildren:
    """The rows of new children, until they are saved."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.ids = bulk.many_ids()
        self.rows: dict[type[Base], list[Row]] = {}
        self.digests: dict[UUID, str] = {}

    def add(self, record: ChildRecord, place: int | None, into: SchoolClass) -> UUID:
        """A new child from a row of a list, enrolled, with its guardian where the row names one."""
        child_id = next(self.ids)
        made: list[tuple[type[Base], Row]] = [
            (Child, self._child(child_id, record, place)),
            (Enrolment, self._enrolment(child_id, into)),
        ]
        if record.guardian_name or record.guardian_phone:
            made.append((Guardian, self._guardian(child_id, record)))
        for model, row in made:
            self.rows.setdefault(model, []).append(row)
        words = word_rows(child_id, self.ctx.actor.ward_id, record.full_name, record.dob)
        self.rows.setdefault(ChildWord, []).extend(words)
        self.digests[child_id] = digest([(model.__tablename__, row) for model, row in made])
        return child_id

    def save(self) -> None:
        """Write everything, with one entry of the trail for each child."""
        for model, rows in self.rows.items():
            bulk.insert_rows(model, rows)
        entries = ((child_id, {"digest": made}) for child_id, made in self.digests.items())
        audit.record_many(self.ctx, "child.create", Child.__tablename__, entries)

    def _child(self, child_id: UUID, record: ChildRecord, place: int | None) -> Row:
        return {
            **_blank(Child),
            **derived_columns(record.full_name, record.dob, record.dob_precision.value),
            **register.number_columns(child_id, record.personal_id, record.health_insurance),
            "id": child_id,
            "ward_id": self.ctx.actor.ward_id,
            "full_name": record.full_name,
            "name_typed": record.name_as_typed,
            "birth_date": record.dob,
            "birth_precision": record.dob_precision.value,
            "sex": record.sex.value if record.sex else None,
            "ethnic_group": record.ethnic_group,
            "neighbourhood_id": place,
            "address_protected": False,
            "version": 1,
        }

    def _enrolment(self, child_id: UUID, into: SchoolClass) -> Row:
        return {
            **_blank(Enrolment),
            "id": next(self.ids),
            "ward_id": into.ward_id,
            "child_id": child_id,
            "class_id": into.id,
            "school_id": into.school_id,
            "school_year": into.school_year,
            "from_date": self.ctx.today,
        }

    def _guardian(self, child_id: UUID, record: ChildRecord) -> Row:
        guardian_id = next(self.ids)
        return {
            **_blank(Guardian),
            "id": guardian_id,
            "ward_id": self.ctx.actor.ward_id,
            "child_id": child_id,
            "name": (record.guardian_name or "")[:120],
            "relation": record.guardian_relation or "guardian",
            "phone_sealed": register.sealed_phone(guardian_id, record.guardian_phone),
            "version": 1,
        }


def digest(made: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
    """A keyed digest over the rows of one child, equal until one of them changes.

    Columns that follow from others do not count.
    """
    told = [
        (table, sorted((key, _told(value)) for key, value in row.items() if key not in DERIVED))
        for table, row in made
    ]
    return audit.fingerprint(sorted(told))


def column_names(model: type[Base]) -> tuple[str, ...]:
    """The columns of a table."""
    return tuple(model.__table__.columns.keys())


def _told(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else value.hex if isinstance(value, UUID) else str(value)


def _blank(model: type[Base]) -> Row:
    return dict.fromkeys(column_names(model))
