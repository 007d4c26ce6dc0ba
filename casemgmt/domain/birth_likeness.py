"""How alike two birth dates of unlike precision are."""

from datetime import date
from enum import StrEnum

from casemgmt.domain.rosters.records import Precision


class BirthLikeness(StrEnum):
    """From one birth date to two."""

    SAME = "same"
    LESS_PRECISE = "less_precise"
    TURNED_ROUND = "turned_round"  # day and month exchanged
    ONE_PART = "one_part"  # only the day, only the month or only the year differs
    OTHER = "other"
    UNKNOWN = "unknown"


def birth_likeness(
    one: date, precision: Precision, other: date | None, other_precision: Precision
) -> BirthLikeness:
    """How alike two birth dates are; what neither knows is not compared.

    Two dates of one month or year only, and equal as far as they go, are ``LESS_PRECISE``:
    together they are not one day.
    """
    if other is None:
        return BirthLikeness.UNKNOWN
    if Precision.DAY is precision is other_precision:
        return _two_days(one, other)
    known = 1 if Precision.YEAR in {precision, other_precision} else 2
    parts, other_parts = (one.year, one.month), (other.year, other.month)
    return BirthLikeness.LESS_PRECISE if parts[:known] == other_parts[:known] else BirthLikeness.OTHER


def _two_days(one: date, other: date) -> BirthLikeness:
    if one == other:
        return BirthLikeness.SAME
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return BirthLikeness.TURNED_ROUND
    differing = sum((one.year != other.year, one.month != other.month, one.day != other.day))
    near_year = abs(one.year - other.year) <= 1
    return BirthLikeness.ONE_PART if differing == 1 and near_year else BirthLikeness.OTHER
