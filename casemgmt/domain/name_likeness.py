"""How alike two Vietnamese names are.

Never by sound: a rule for another language would make other names of one. The given name, the
last word, weighs most; the family name, which half a class shares, and the middle names Thị and
Văn weigh least.
"""

from enum import StrEnum
from functools import lru_cache

from casemgmt.domain.match_keys import plain_name
from casemgmt.domain.vietnamese.names import compare_key, split_name
from casemgmt.domain.vietnamese.telex import untelex

_WEAK_MIDDLES = {"thi", "van"}
_SHORTEST_FAMILY = 3  # Lê and Lý, Ma and Mai are two families, Nông and Nôg are one


class NameLikeness(StrEnum):
    """From one name to two names of two people."""

    SAME = "same"
    WITHOUT_MARKS = "without_marks"  # one of the two was typed without any mark
    TELEX = "telex"  # one of the two was typed while the keyboard program was off
    MIDDLE_DIFFERS = "middle_differs"  # a middle name is left out or written as an initial
    ONE_LETTER = "one_letter"  # one letter differs, or marks
    FAMILY_DIFFERS = "family_differs"  # all but the family name agrees, and that is more than Thị Lan
    OTHER = "other"


def name_likeness(one: str, other: str) -> NameLikeness:
    """How alike two full names are; case, tone place and final i/y make no difference.

    Names of two children of one family that differ by a word are ``OTHER``; by one letter or
    mark they are ``ONE_LETTER``, which may be a slip or a twin.
    """
    mine, theirs = plain_name(one), plain_name(other)
    if mine == theirs:
        return _same_letters(one, other)
    if _middle_left_out(mine, theirs):
        return NameLikeness.MIDDLE_DIFFERS
    if _one_letter_apart(mine, theirs):
        return NameLikeness.ONE_LETTER
    return NameLikeness.FAMILY_DIFFERS if _only_family_differs(one, other) else NameLikeness.OTHER


def only_given_name_differs(one: str, other: str) -> bool:
    """Whether two children may be twins: their names differ in the last word and nowhere else."""
    mine, theirs = _words(one), _words(other)
    return mine[-1] != theirs[-1] and mine[:-1] == theirs[:-1]


@lru_cache(maxsize=8192)
def _words(full_name: str) -> tuple[str, ...]:
    """The words with their marks as ``compare_key`` writes them, typing put right."""
    return tuple(compare_key(untelex(full_name.replace(".", " "))).split(" "))


def _same_letters(one: str, other: str) -> NameLikeness:
    """Only marks differ, or nothing once the typing is put right."""
    mine, theirs = _words(one), _words(other)
    typed = [tuple(compare_key(name.replace(".", " ")).split(" ")) for name in (one, other)]
    if typed[0] == typed[1]:
        return NameLikeness.SAME
    if typed != [mine, theirs]:
        agree = all(a == b or _bare(a) or _bare(b) for a, b in zip(mine, theirs, strict=True))
        return NameLikeness.TELEX if agree else NameLikeness.ONE_LETTER
    unmarked = all(map(_bare, mine)) or all(map(_bare, theirs))
    return NameLikeness.WITHOUT_MARKS if unmarked else NameLikeness.ONE_LETTER


def _bare(word: str) -> bool:
    """Without any mark; ``compare_key`` writes tones as digits."""
    return word.isascii() and word.isalpha()


def _middle_left_out(one: str, other: str) -> bool:
    """Family and given name agree; of the middle names one has none, fewer or an initial."""
    mine, theirs = split_name(one), split_name(other)
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
    """One letter more, less or other, or two neighbours exchanged; not in a short family name."""
    families = split_name(one).family, split_name(other).family
    if families[0] != families[1] and min(map(len, families)) < _SHORTEST_FAMILY:
        return False
    if abs(len(one) - len(other)) > 1:
        return False
    shorter, longer = sorted((one, other), key=len)
    start = next(
        (n for n, pair in enumerate(zip(shorter, longer, strict=False)) if pair[0] != pair[1]), len(shorter)
    )
    exchanged = shorter[:start] + shorter[start : start + 2][::-1] + shorter[start + 2 :]
    rest = start + (len(shorter) == len(longer))
    return exchanged == longer or shorter[rest:] == longer[start + 1 :]


def _only_family_differs(one: str, other: str) -> bool:
    """After adoption or a change to the mother's name; Thị Lan and Văn Nam are too many to count."""
    if plain_name(one).split(" ")[-1] != plain_name(other).split(" ")[-1]:
        return False
    telling = _telling_words(one)
    return len(telling) > 1 and telling == _telling_words(other)


def _telling_words(full_name: str) -> list[str]:
    """Middle and given name without Thị, Văn and initials; nothing but these where there is no more."""
    words = list(zip(_words(full_name), plain_name(full_name).split(" "), strict=True))[1:]
    middle = [word for word, plain in words[:-1] if plain not in _WEAK_MIDDLES and len(plain) > 1]
    return middle + [word for word, _plain in words[-1:]]
