"""Looking for a child by what a person types: the words wanted, and how well a name fits them.

Marks are optional and word order is free; the last word may be unfinished. A year in the words is
the year of birth, a long number an identity or insurance number.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from casemgmt.domain.vietnamese.names import compare_key, fold, tidy

MOST_WORDS = 8
START = 3  # words that make the start of a name rather than words from it
_BETWEEN_WORDS = re.compile(r"(?:[^\w\u0300-\u036f]|_)+")  # H'Hen, Bru-Vân: two words each
_DECORATION = re.compile(r"[\s.\-]+")
_NUMBER = re.compile(r"\d{10}|\d{12}|[A-Z]{2}\d{13}", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_DIGITS = re.compile(r"\d+", re.ASCII)


@dataclass(frozen=True)
class NameWord:
    """One word of a name: ``folded`` without marks, ``marked`` with them (``compare_key``)."""

    folded: str
    marked: str

    @cached_property
    def has_marks(self) -> bool:
        """Whether the marks were typed; a word without any leaves them open."""
        return self.marked != compare_key(self.folded)

    @cached_property
    def letters(self) -> str:
        """``marked`` without its tones: of an unfinished word the tone may still come."""
        return self.marked.rstrip("0123456789")


@dataclass(frozen=True)
class Wanted:
    """What is looked for.

    Attributes:
        name: the words as typed, without year and numbers.
        words: the same, each folded; the last may be unfinished.
        birth_year: None where any.
        number: 10, 12 or 15 characters, looked for exactly; None where a name is wanted.
    """

    name: str = ""
    words: tuple[NameWord, ...] = ()
    birth_year: int | None = None
    number: str | None = None


class Fit(NamedTuple):
    """How well a name fits, the best first; each part says what is missing.

    From three words on people type a name from its start: names that start so come first. A tuple,
    because hundreds are put in order while a person types.
    """

    marks_missed: int
    is_begun: bool
    misses_start: bool
    misses_given: bool
    misses_order: bool


def name_words(text: str) -> tuple[NameWord, ...]:
    """The words of a name in their order; hyphens and apostrophes part words as blanks do."""
    plain = "".join(one for one in tidy(text) if unicodedata.category(one) != "Cf")
    pieces = [piece for piece in _BETWEEN_WORDS.split(plain) if fold(piece)]
    return tuple(NameWord(fold(piece), compare_key(piece)) for piece in pieces)


def read_wanted(typed: str, birth_year: int | None = None) -> Wanted:
    """What the words typed ask for; a year given beside them counts before one among them.

    Other numbers are dropped: an unfinished year must not hide the names found so far.
    """
    printed = "".join(one for one in typed if one.isprintable() or one.isspace())
    bare = _DECORATION.sub("", printed).upper()
    if _NUMBER.fullmatch(bare):
        return Wanted(number=bare)
    pieces = tidy(printed).split()
    years = [int(piece) for piece in pieces if _YEAR.fullmatch(piece)]
    name = " ".join(piece for piece in pieces if not _DIGITS.fullmatch(piece))
    year = birth_year or next(reversed(years), None)
    return Wanted(name, name_words(name)[:MOST_WORDS], year)


def fit(wanted: Sequence[NameWord], held: Sequence[NameWord]) -> Fit | None:
    """How a name fits the words wanted; None where it does not.

    Every word wanted needs a word of its own; only the last may be a beginning.
    """
    given = len(held) - 1
    free, taken, missed = set(range(len(held))), [], 0
    for order, word in enumerate(wanted, start=1):
        may_begin = order == len(wanted)
        places = [place for place in free if _suits(word, held[place], may_begin)]
        if not places:
            return None
        best = min((*_misses(word, held[place]), place != given, place) for place in places)
        missed += best[0]
        free.remove(best[-1])
        taken.append(best[-1])
    is_begun = wanted[-1].folded != held[taken[-1]].folded
    misses_order = taken != list(range(len(taken)))
    return Fit(missed, is_begun, misses_order and len(taken) >= START, given not in taken, misses_order)


def _suits(word: NameWord, held: NameWord, may_begin: bool) -> bool:
    return held.folded.startswith(word.folded) if may_begin else held.folded == word.folded


def _misses(word: NameWord, held: NameWord) -> tuple[bool, bool]:
    """Whether marks that were typed are not there, and whether the word is only begun."""
    is_begun = word.folded != held.folded
    if not word.has_marks:
        return False, is_begun
    if not is_begun:
        return word.marked != held.marked, False
    tone, held_tone = word.marked[len(word.letters) :], held.marked[len(held.letters) :]
    return not (held.letters.startswith(word.letters) and tone in {"", held_tone}), True
