"""What a class list says of a known child beyond the register: filled in, or shown as differing.

Blank never deletes. What the register does not know is filled in; what differs stays as it is
unless a person chooses the list's value, field by field.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casemgmt.domain.rosters.records import Precision
from casemgmt.domain.vietnamese.identifiers import insurance_core
from casemgmt.domain.vietnamese.names import compare_key, fold

_PARTS = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}  # of an ISO date


class Outcome(StrEnum):
    """What becomes of one row of a list."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    NEAR = "near"


class ChangeField(StrEnum):
    """What a list can tell of a child; the label is in ``http/roster_messages.py``."""

    FULL_NAME = "full_name"
    BIRTH = "birth"
    SEX = "sex"
    ETHNIC_GROUP = "ethnic_group"
    NEIGHBOURHOOD = "neighbourhood"
    PERSONAL_ID = "personal_id"
    HEALTH_INSURANCE = "health_insurance"
    GUARDIAN_NAME = "guardian_name"
    GUARDIAN_PHONE = "guardian_phone"


CONTACT = frozenset({ChangeField.NEIGHBOURHOOD, ChangeField.GUARDIAN_NAME, ChangeField.GUARDIAN_PHONE})


class ChangeKind(StrEnum):
    """Filled in by itself, or only where a person says so."""

    FILL = "fill"
    DIFFERS = "differs"


@dataclass(frozen=True)
class Change:
    """One field of one child.

    Attributes:
        before: "" where the register knows nothing.
        after: what the list says.
        seen: a digest of ``before``, for noticing that it was changed meanwhile; "" where not shown.
    """

    field: ChangeField
    kind: ChangeKind
    before: str
    after: str
    seen: str = ""


Facts = Mapping[ChangeField, str]
"""Field -> what is known, "" where nothing is. A birth date is written as far as it is known:
``2018``, ``2018-03`` or ``2018-03-01``."""


def changes(known: Facts, listed: Facts) -> tuple[Change, ...]:
    """Where a list tells more than the register, or something else; in the order of the fields."""
    found = []
    for field in ChangeField:
        before, after = known.get(field, ""), listed.get(field, "")
        if after and not _agree(field, before, after):
            kind = ChangeKind.FILL if _adds(field, before, after) else ChangeKind.DIFFERS
            found.append(Change(field, kind, before, after))
    return tuple(found)


def birth_text(born: date | None, precision: Precision) -> str:
    """A birth date as far as it is known; "" for none."""
    return "" if born is None else born.isoformat()[: _PARTS[precision]]


def birth_of(text: str) -> tuple[date, Precision]:
    """The date and precision of ``birth_text``."""
    precision = next(one for one, length in _PARTS.items() if length == len(text))
    return date.fromisoformat((text + "-01-01")[:10]), precision


def _agree(field: ChangeField, before: str, after: str) -> bool:
    if before == after:
        return True
    if field is ChangeField.FULL_NAME:
        return compare_key(before) == compare_key(after)
    if field is ChangeField.BIRTH:
        return before.startswith(after)  # the list knows less
    if field is ChangeField.GUARDIAN_NAME:
        return fold(before) == fold(after)
    if field is ChangeField.HEALTH_INSURANCE:
        return insurance_core(before) == insurance_core(after)
    return False


def _adds(field: ChangeField, before: str, after: str) -> bool:
    return not before or (field is ChangeField.BIRTH and after.startswith(before))
