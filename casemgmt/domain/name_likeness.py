"""How alike two Vietnamese names are."""

from enum import StrEnum

from casemgmt.domain.vietnamese.names import compare_key, fold, split_name


class NameLikeness(StrEnum):
    """From one name to two names of two people."""

    SAME = "same"
    WITHOUT_MARKS = "without_marks"  # one of the two was typed without any mark
    MIDDLE_DIFFERS = "middle_differs"  # a middle name is left out or written as an initial
    ONE_LETTER = "one_letter"  # one letter or one mark differs
    OTHER = "other"


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
