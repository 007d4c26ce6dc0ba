"""How alike two Vietnamese names are, and two birth dates of unlike precision."""

from datetime import date
from enum import StrEnum

from casemgmt.domain.rosters.records import Precision
from casemgmt.domain.vietnamese.names import compare_key, fold, split_name


class NameLikeness(StrEnum):
    """From one name to two names of two people."""

    SAME = "same"
    WITHOUT_MARKS = "without_marks"  # one of the two was typed without any mark
    MIDDLE_DIFFERS = "middle_differs"  # a middle name is left out or written as an initial
    ONE_LETTER = "one_letter"  # one letter or one mark differs
    OTHER = "other"


class BirthLikeness(StrEnum):
    """From one birth date to two."""

    SAME = "same"
    LESS_PRECISE = "less_precise"
    TURNED_ROUND = "turned_round"  # day and month exchanged
    ONE_PART = "one_part"  # only the day, only the month or only the year differs
    OTHER = "other"
    UNKNOWN = "unknown"


def name_likeness(one: str, other: str) -> NameLikeness:
    """How alike two full names are; case, tone place and final i/y make no difference.

    The family name must agree. Names of two children of one family that differ by a word are
    ``OTHER``; by one letter or mark they are ``ONE_LETTER``, which may be a slip or a twin.
    """
    if compare_key(one) == compare_key(other):
        return NameLikeness.SAME
    plain, other_plain = fold(one), fold(other)
    if plain == other_plain:
        unmarked = fold(one) == one.casefold() or fold(other) == other.casefold()
        return NameLikeness.WITHOUT_MARKS if unmarked else NameLikeness.ONE_LETTER
    if _middle_left_out(plain, other_plain):
        return NameLikeness.MIDDLE_DIFFERS
    return NameLikeness.ONE_LETTER if _one_letter_apart(plain, other_plain) else NameLikeness.OTHER


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


def _middle_left_out(one: str, other: str) -> bool:
    """Family and given name agree; of the middle names one has none, fewer or an initial."""
    mine, theirs = split_name(one.replace(".", " ")), split_name(other.replace(".", " "))
    if (mine.family, mine.given) != (theirs.family, theirs.given) or not mine.family:
        return False
    shorter, longer = sorted(
        (mine.middle.split(), theirs.middle.split()), key=lambda words: len(" ".join(words))
    )
    initials = len(shorter) == len(longer) and all(
        a == b or (len(a) == 1 and b.startswith(a)) for a, b in zip(shorter, longer, strict=True)
    )
    remaining = iter(longer)
    return initials or all(word in remaining for word in shorter)


def _one_letter_apart(one: str, other: str) -> bool:
    """One letter more, less or other, and the same family name."""
    if split_name(one).family != split_name(other).family or abs(len(one) - len(other)) > 1:
        return False
    shorter, longer = sorted((one, other), key=len)
    start = next(
        (n for n, pair in enumerate(zip(shorter, longer, strict=False)) if pair[0] != pair[1]), len(shorter)
    )
    rest = start + (len(shorter) == len(longer))
    return shorter[rest:] == longer[start + 1 :]
