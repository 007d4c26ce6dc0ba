"""What is known of two children that may be one, and what was decided about them."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casemgmt.domain.instrument import Sex
from casemgmt.domain.match_keys import MatchKeys
from casemgmt.domain.rosters.records import Precision

ANOTHER_NUMBER = "another"


class Verdict(StrEnum):
    """What is done with an incoming child."""

    SAME = "same"
    NEAR = "near"
    NEW = "new"


class Reason(StrEnum):
    """Why; each has a sentence in ``http/roster_messages.py``."""

    NUMBER_SAME = "number_same"
    NUMBERS_DIFFER = "numbers_differ"
    INSURANCE_SAME = "insurance_same"
    NAME_SAME = "name_same"
    NAME_WITHOUT_MARKS = "name_without_marks"
    NAME_TELEX = "name_telex"
    NAME_MIDDLE_DIFFERS = "name_middle_differs"
    NAME_ONE_LETTER = "name_one_letter"
    NAME_FAMILY_DIFFERS = "name_family_differs"
    NAME_DIFFERS = "name_differs"
    BIRTH_SAME = "birth_same"
    BIRTH_LESS_PRECISE = "birth_less_precise"
    BIRTH_TURNED_ROUND = "birth_turned_round"
    BIRTH_ONE_PART_DIFFERS = "birth_one_part_differs"
    BIRTH_DIFFERS = "birth_differs"
    BIRTH_UNKNOWN = "birth_unknown"
    SEX_DIFFERS = "sex_differs"
    MAYBE_TWIN = "maybe_twin"
    NUMBER_OF_ANOTHER = "number_of_another"
    SEVERAL_ALIKE = "several_alike"
    TWO_ROWS_ONE_CHILD = "two_rows_one_child"
    OTHER_SCHOOL = "other_school"
    LEFT_BEFORE = "left_before"


@dataclass(frozen=True)
class Candidate:
    """A child of the register, as far as matching needs it.

    Attributes:
        key: whatever the caller knows the child by.
        dob: None where unknown.
        personal_id: 12 digits; ``ANOTHER_NUMBER`` where it is none of the incoming ones; None
            where unknown.
        health_insurance: any writing; None where unknown or none of the incoming ones.
        keys: as stored; None where they are still to be worked out.
    """

    key: Hashable
    full_name: str
    dob: date | None
    dob_precision: Precision
    sex: Sex | None
    personal_id: str | None = None
    health_insurance: str | None = None
    keys: MatchKeys | None = None


@dataclass(frozen=True)
class Likeness:
    """A child of the register that may be the incoming one, and why."""

    key: Hashable
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Decision:
    """What is to be done with one incoming child.

    Attributes:
        same: the child it is; only with ``SAME``.
        near: children it may be, for a person to decide; only with ``NEAR``.
    """

    verdict: Verdict
    same: Likeness | None = None
    near: tuple[Likeness, ...] = ()
