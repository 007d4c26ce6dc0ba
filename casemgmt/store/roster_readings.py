"""A reading of a class list as sealed text, and back."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from casemgmt.domain.instrument import Sex
from casemgmt.domain.rosters.records import (
    ChildRecord,
    Note,
    NoteCode,
    Precision,
    RosterReading,
    RowCode,
    RowProblem,
)
from casemgmt.store.keys import sealer
from casemgmt.store.rosters import RosterImport

PLACE, BEFORE = "roster_import.reading", "roster_import.undo"


def seal_reading(import_id: UUID, reading: RosterReading) -> bytes:
    """What was read, for keeping until a person decides."""
    told = {name: list(map(vars, value)) for name, value in vars(reading).items() if isinstance(value, tuple)}
    plain = {name: value for name, value in vars(reading).items() if name not in told}
    return sealer().seal(json.dumps(told | plain, default=str, ensure_ascii=False), PLACE, import_id)


def open_reading(held: RosterImport) -> RosterReading:
    """What was read; empty where the reading is no longer kept."""
    if held.reading_sealed is None:
        return RosterReading(children=())
    stored: dict[str, Any] = json.loads(sealer().unseal(held.reading_sealed, PLACE, held.id))
    return RosterReading(
        children=tuple(_child(one) for one in stored["children"]),
        problems=tuple(_problem(one) for one in stored["problems"]),
        warnings=tuple(_problem(one) for one in stored["warnings"]),
        notes=tuple(Note(one["sheet"], NoteCode(one["code"]), one["params"]) for one in stored["notes"]),
        school_name=stored["school_name"],
        school_year=stored["school_year"],
    )


def _child(stored: dict[str, Any]) -> ChildRecord:
    known = stored | {
        "dob": date.fromisoformat(stored["dob"]),
        "dob_precision": Precision(stored["dob_precision"]),
        "sex": Sex(stored["sex"]) if stored["sex"] else None,
        "repairs": tuple(NoteCode(code) for code in stored["repairs"]),
    }
    return ChildRecord(**known)


def _problem(stored: dict[str, Any]) -> RowProblem:
    return RowProblem(**(stored | {"code": RowCode(stored["code"])}))


@dataclass(frozen=True)
class Before:
    """How a list stood before it was taken over, and what was made beside the children.

    Attributes:
        classes_made: classes that did not exist before.
    """

    school_id: int | None
    classes_made: tuple[UUID, ...]
    class_name: str = ""


def seal_before(import_id: UUID, before: Before) -> bytes:
    """For keeping until the list is undone or forgotten."""
    kept = vars(before) | {"classes_made": [one.hex for one in before.classes_made]}
    return sealer().seal(json.dumps(kept), BEFORE, import_id)


def open_before(held: RosterImport) -> Before:
    """How a list stood before it was taken over; nothing known where that is no longer kept."""
    if held.undo_sealed is None:
        return Before(held.school_id, (), held.class_name)
    kept = json.loads(sealer().unseal(held.undo_sealed, BEFORE, held.id))
    return Before(kept["school_id"], tuple(map(UUID, kept["classes_made"])), kept["class_name"])
