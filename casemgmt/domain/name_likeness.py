"""How alike two Vietnamese names are.

Never by sound: a rule for another language would make other names of one. The given name, the
last word, weighs most; the family name, which half a class shares, and the middle names Thị and
Văn weigh least.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import lru_cache

from casemgmt.domain.match_keys import plain_name
from casemgmt.domain.vietnamese.names import compare_key
from casemgmt.domain.vietnamese.telex import untelex

_WEAK_MIDDLES = {"thi", "van"}
_SHORTEST_FAMILY = 3  # Lê and Lý, Ma and Mai are two families, Nông and Nôg are one


class NameLikeness(StrEnum):
    """From one name to two names of two people."""

    SAME = "same"
    WITHOUT_MARKS = "without_marks"  # marks are left out, and not in the given name alone
    TELEX = "telex"  # one of the two was typed while the keyboard program was off
    MIDDLE_DIFFERS = "middle_differs"  # a middle name left out or as an initial, or Thị or Văn
    ONE_LETTER = "one_letter"  # one letter differs, or marks
    FAMILY_DIFFERS = "family_differs"  # all but the family name agrees, and that is more than Thị Lan
    OTHER = "other"


def name_likeness(one: str, other: str) -> NameLikeness:
    """How alike two full names are; case, tone place and final i/y make no difference.

    Names of two children of one family that differ by a word are ``OTHER``; by one letter or
    mark they are ``ONE_LETTER``, which may be a slip or a twin.
    """
    if one == other:
        return NameLikeness.SAME
    mine, theirs = plain_name(one), plain_name(other)
    if mine == theirs:
        return _same_letters(one, other)
    if mine.partition(" ")[0] == theirs.partition(" ")[0]:
        return _one_family(mine, theirs)
    telling, other_telling = _telling(mine), _telling(theirs)
    if telling != other_telling:
        return NameLikeness.OTHER
    if _one_letter_apart(mine, theirs):
        return NameLikeness.ONE_LETTER
    agree = len(telling) > 1 and _agree(_telling(mine, one), _telling(theirs, other))
    return NameLikeness.FAMILY_DIFFERS if agree else NameLikeness.OTHER


def only_given_name_differs(one: str, other: str) -> bool:
    """Whether two children may be twins: their names differ in the last word and nowhere else."""
    mine, theirs = _words(one), _words(other)
    return mine[-1] != theirs[-1] and mine[:-1] == theirs[:-1]


def _words(full_name: str, read: Callable[[str], str] = untelex) -> tuple[str, ...]:
    """The words with their marks as ``compare_key`` writes them, typing put right."""
    words = full_name.replace(".", " ").split()
    return tuple(key for key in (_key(word, read) for word in words) if key)


@lru_cache(maxsize=8192)
def _key(word: str, read: Callable[[str], str]) -> str:
    return compare_key(read(word))


def _same_letters(one: str, other: str) -> NameLikeness:
    """Only marks differ, or nothing once the typing is put right."""
    mine, theirs = _words(one), _words(other)
    typed = [_words(name, str) for name in (one, other)]
    if typed[0] == typed[1]:
        return NameLikeness.SAME
    if not _agree(mine, theirs):
        return NameLikeness.ONE_LETTER
    return NameLikeness.WITHOUT_MARKS if typed == [mine, theirs] else NameLikeness.TELEX


def _agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """No mark speaks against a mark, and none is missing in the given name alone: Anh is not Ánh."""
    unmarked = all(map(_bare, one)) or all(map(_bare, other))
    pairs = zip(one, other, strict=True)
    given = one[-1] == other[-1] or (unmarked and one[:-1] != other[:-1])
    return given and all(a == b or _bare(a) or _bare(b) for a, b in pairs)


def _bare(word: str) -> bool:
    """Without any mark; ``compare_key`` writes tones as digits."""
    return word.isascii() and word.isalpha()


def _one_family(mine: str, theirs: str) -> NameLikeness:
    """Two plain names that begin with the same word and are not the same."""
    words, other_words = mine.split(" "), theirs.split(" ")
    telling, other_telling = _telling(mine), _telling(theirs)
    if telling == other_telling or _middle_left_out(words, other_words):
        return NameLikeness.MIDDLE_DIFFERS
    strong = " ".join((words[0], *telling)), " ".join((words[0], *other_telling))
    alike = _one_letter_apart(mine, theirs) or _one_letter_apart(*strong)
    return NameLikeness.ONE_LETTER if alike else NameLikeness.OTHER


def _middle_left_out(one: Sequence[str], other: Sequence[str]) -> bool:
    """The given name agrees; of the middle names one has none, fewer or an initial."""
    if one[-1] != other[-1] or min(len(one), len(other)) == 1:
        return False
    shorter, longer = sorted((one[1:-1], other[1:-1]), key=lambda words: len(" ".join(words)))
    initials = len(shorter) == len(longer) and all(
        a == b or (len(a) == 1 and b.startswith(a)) for a, b in zip(shorter, longer, strict=True)
    )
    remaining = iter(longer)
    return initials or all(word in remaining for word in shorter)


def _one_letter_apart(one: str, other: str) -> bool:
    """One letter more, less or other, or two neighbours exchanged; not in a short family name."""
    if abs(len(one) - len(other)) > 1:
        return False
    families = one.partition(" ")[0], other.partition(" ")[0]
    if families[0] != families[1] and min(map(len, families)) < _SHORTEST_FAMILY:
        return False
    shorter, longer = sorted((one, other), key=len)
    pairs = enumerate(zip(shorter, longer, strict=False))
    start = next((place for place, (a, b) in pairs if a != b), len(shorter))
    exchanged = shorter[:start] + shorter[start : start + 2][::-1] + shorter[start + 2 :]
    rest = start + (len(shorter) == len(longer))
    return exchanged == longer or shorter[rest:] == longer[start + 1 :]


def _telling(plain: str, full_name: str = "") -> list[str]:
    """Middle and given name without Thị, Văn and initials; with their marks where the name is given.

    What is left but the given name tells whether only the family name differs, after adoption or
    a change to the mother's; Thị Lan and Văn Nam are too many to count.
    """
    bare = plain.split(" ")
    words = _words(full_name) if full_name else bare
    middle = zip(words[1:-1], bare[1:-1], strict=True)
    return [word for word, each in middle if each not in _WEAK_MIDDLES and len(each) > 1] + [words[-1]]
