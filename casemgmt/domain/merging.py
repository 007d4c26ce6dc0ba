"""Two records of one child: which value stays, what forbids joining them, and what an undo leaves alone.

Blank never deletes: what only one record knows is kept. What differs is shown to a person; the value
of the record that stays is proposed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from casemgmt.domain.dates import due_date
from casemgmt.domain.errors import InvalidInput
from casemgmt.domain.vietnamese.identifiers import insurance_core

# Source: codelists/access_matrix.csv, "child identity: merge duplicates": reversible for 30 days.
UNDO_DAYS = 30


class MergeField(StrEnum):
    """What a record says of a child, as a person chooses it; in the order of the page."""

    FULL_NAME = "full_name"
    BIRTH = "birth"
    SEX = "sex"
    ETHNIC_GROUP = "ethnic_group"
    PERSONAL_ID = "personal_id"
    HEALTH_INSURANCE = "health_insurance"
    ADDRESS = "address"
    NEIGHBOURHOOD = "neighbourhood"
    RESIDENCE = "residence"
    HOUSEHOLD = "household"


NUMBERS = (MergeField.PERSONAL_ID, MergeField.HEALTH_INSURANCE)
WHEREABOUTS = frozenset(
    {MergeField.ADDRESS, MergeField.NEIGHBOURHOOD, MergeField.RESIDENCE, MergeField.HOUSEHOLD}
)


class Source(StrEnum):
    """Which record a value is taken from: the one that stays, or the one that disappears."""

    KEPT = "kept"
    OTHER = "other"


@dataclass(frozen=True)
class Side:
    """What one record says.

    Attributes:
        facts: field -> what is known, "" where nothing is; a birth date as far as it is known:
            ``2018``, ``2018-03`` or ``2018-03-01``.
        protected: the address of the child is kept from those who may not know it.
    """

    facts: Mapping[MergeField, str]
    protected: bool = False


@dataclass(frozen=True)
class Proposal:
    """One field of both records.

    Attributes:
        source: whose value is proposed.
        open: whether a person may choose the other one.
    """

    field: MergeField
    kept: str
    other: str
    source: Source
    open: bool

    @property
    def differs(self) -> bool:
        """Both records know something, and not the same."""
        return bool(self.kept and self.other) and not _agree(self.field, self.kept, self.other)


def refuse_one_record(kept_id: UUID, other_id: UUID) -> None:
    """See that there are two records.

    Raises:
        InvalidInput: it is one and the same.
    """
    if kept_id == other_id:
        raise InvalidInput(problem="merge_one_record")


def propose(kept: Side, other: Side) -> tuple[Proposal, ...]:
    """The value proposed for every field.

    A value that only one record has is kept; a birth date that says more of the same date as well.
    Where an address is protected nobody chooses among whereabouts unseen: those of the protected
    record stay.
    """
    return tuple(_propose(field, kept, other) for field in MergeField)


def choose(
    proposals: Sequence[Proposal], choices: Mapping[MergeField, Source]
) -> Mapping[MergeField, Source]:
    """Field -> the record its value comes from: as chosen where there is a choice, else as proposed."""
    return {one.field: choices.get(one.field, one.source) if one.open else one.source for one in proposals}


def differing_numbers(proposals: Sequence[Proposal]) -> tuple[MergeField, ...]:
    """The official numbers in which the records differ: a strong sign of two children."""
    return tuple(one.field for one in proposals if one.field in NUMBERS and one.differs)


def _propose(field: MergeField, kept: Side, other: Side) -> Proposal:
    own, theirs = kept.facts.get(field, ""), other.facts.get(field, "")
    hidden = field in WHEREABOUTS and (kept.protected or other.protected)
    only_theirs = hidden and other.protected and not kept.protected
    takes = bool(theirs) and (not own or only_theirs or _says_more(field, own, theirs))
    source = Source.OTHER if takes else Source.KEPT
    return Proposal(field, own, theirs, source, open=bool(theirs) and own != theirs and not hidden)


def _agree(field: MergeField, own: str, theirs: str) -> bool:
    """An insurance number with and without the letters of its card is one number."""
    if field is MergeField.HEALTH_INSURANCE:
        return insurance_core(own) == insurance_core(theirs)
    return own == theirs


def _says_more(field: MergeField, own: str, theirs: str) -> bool:
    return field is MergeField.BIRTH and own != theirs and theirs.startswith(own)


class RowFate(StrEnum):
    """What becomes of a row that belongs to the record that disappears."""

    MOVES = "moves"
    STAYS = "stays"
    SWAPS = "swaps"
    FORBIDS = "forbids"


def same_day_fate(*, kept_has_results: bool, other_has_results: bool) -> RowFate:
    """What becomes of two examinations of one day, of which one child can have only one.

    The one without result stays with the record that disappears; results on both sides are never
    thrown together by a machine.
    """
    if not other_has_results:
        return RowFate.STAYS
    return RowFate.FORBIDS if kept_has_results else RowFate.SWAPS


@dataclass(frozen=True)
class OpenEnrolment:
    """A class that one of the records is in now."""

    enrolment_id: UUID
    source: Source
    school_year: int


def proposed_enrolment(open_ones: Sequence[OpenEnrolment]) -> UUID | None:
    """The only enrolment that goes on: of the newest school year, there that of the record that stays.

    None where neither record is in a class.
    """
    ranked = sorted(open_ones, key=lambda one: (-one.school_year, one.source is Source.OTHER))
    return ranked[0].enrolment_id if ranked else None


def undo_until(merged_on: date) -> date:
    """The last day on which a merge can be undone."""
    return due_date(merged_on, UNDO_DAYS)


class LeftAlone(StrEnum):
    """Why an undo leaves something as it is; the sentence is in ``templates/children/``."""

    EDITED_SINCE = "edited_since"
    GONE = "gone"
    IN_A_CLASS_SINCE = "in_a_class_since"
    PROTECTED = "protected"
    ADDED_SINCE = "added_since"


class Hindrance(StrEnum):
    """Why a merge cannot be undone at all; each is a ``problem`` of ``WrongStep``."""

    TOO_LATE = "merge_too_late"
    NEWER_MERGE = "merge_newer_first"
