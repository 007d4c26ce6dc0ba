"""Two children side by side, with the parts marked in which they differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from casemgmt.codelists import labels
from casemgmt.domain.rosters.changes import Change, ChangeField, ChangeKind
from casemgmt.domain.rosters.records import ChildRecord
from casemgmt.http.roster_words import FIELD
from casemgmt.http.text_differences import Part, marked_parts
from casemgmt.services.roster_previews import Lookalike

CLASS = "Lớp"
_SEX = {"M": "Nam", "F": "Nữ"}


@dataclass(frozen=True)
class ComparedField:
    """One field of two children."""

    label: str
    listed: Sequence[Part]
    known: Sequence[Part]
    differs: bool


@dataclass(frozen=True)
class ShownChange:
    """One change as the page shows it; ``fills``: the register knows nothing there."""

    field: str
    label: str
    before: str
    after: str
    fills: bool
    seen: str


def compare(record: ChildRecord, other: Lookalike) -> tuple[ComparedField, ...]:
    """What the list and the register say of name, birth, sex, class and ethnic group."""
    child = other.child
    if child is None:
        return ()
    known_birth = born(child.birth_date, child.birth_precision) if child.birth_date else ""
    pairs = (
        (ChangeField.FULL_NAME, record.full_name, child.full_name),
        (ChangeField.BIRTH, born(record.dob, record.dob_precision.value), known_birth),
        (ChangeField.SEX, _SEX.get(record.sex or "", ""), _SEX.get(child.sex or "", "")),
        (ChangeField.ETHNIC_GROUP, _ethnic_group(record.ethnic_group), _ethnic_group(child.ethnic_group)),
    )
    told = [_compared(FIELD[field], listed, known) for field, listed, known in pairs]
    told.insert(3, _compared(CLASS, record.class_name or "", other.class_name))
    return tuple(told)


def shown_changes(changes: Iterable[Change]) -> tuple[ShownChange, ...]:
    """Changes in words; numbers and telephones reach them masked."""
    return tuple(
        ShownChange(
            one.field.value,
            FIELD[one.field],
            _value(one.field, one.before),
            _value(one.field, one.after),
            one.kind is ChangeKind.FILL,
            one.seen,
        )
        for one in changes
    )


def born(day: date, precision: str) -> str:
    """A birth date as far as it is known."""
    return day.strftime({"day": "%d/%m/%Y", "month": "%m/%Y", "year": "%Y"}[precision])


def _value(field: ChangeField, value: str) -> str:
    if field is ChangeField.BIRTH:
        return "/".join(reversed(value.split("-")))
    return _SEX.get(value, value) if field is ChangeField.SEX else value


def _ethnic_group(code: str | None) -> str:
    return labels("ethnic_groups").get(code or "", "")


def _compared(label: str, listed: str, known: str) -> ComparedField:
    return ComparedField(label, *marked_parts(listed, known))
