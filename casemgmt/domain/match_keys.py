"""Blocking keys: two children are compared only where they share one of these numbers.

Each is an indexed column of the register, so that a list costs its own length and not that of
the register. Keys are short digests, not secrets: the name itself stands beside them.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from casemgmt.domain.rosters.records import Precision
from casemgmt.domain.vietnamese.names import fold
from casemgmt.domain.vietnamese.telex import untelex

_FINAL_Y = re.compile(r"^([bcdghklmnpqrstvx]+|qu)y$")


@dataclass(frozen=True)
class MatchKeys:
    """The keys of a child of the register; each a signed 64-bit number.

    Attributes:
        name_year: plain name with the year of birth (or none where that is unknown).
        birth_given: day of birth with the given name; None where the day is unknown.
        birth_rest: day of birth with family and middle name; None where the day is unknown.
    """

    name_year: int
    birth_given: int | None
    birth_rest: int | None


@dataclass(frozen=True)
class WantedKeys:
    """What the register is asked for on behalf of one incoming child.

    Attributes:
        name_years: the same name in the same year, or of unknown birth.
        birth_givens: the same given name on the same day, or with day and month exchanged.
        birth_rests: the same family and middle name on these days, or on that day of the year
            before and after.
    """

    name_years: tuple[int, ...]
    birth_givens: tuple[int, ...]
    birth_rests: tuple[int, ...]


def match_keys(full_name: str, born: date | None, precision: Precision) -> MatchKeys:
    """The keys under which a child is found; day and month count only with precision ``day``."""
    name = plain_name(full_name)
    rest, _, given = name.rpartition(" ")
    name_year = digest(name, born.year if born else "")
    if born is None or precision is not Precision.DAY:
        return MatchKeys(name_year, None, None)
    return MatchKeys(name_year, digest("given", given, born), digest("rest", rest, born))


@lru_cache(maxsize=8192)  # asked for several times for each row of a list
def wanted_keys(full_name: str, born: date, precision: Precision) -> WantedKeys:
    """The keys under which an incoming child may stand in the register."""
    name = plain_name(full_name)
    name_years = (digest(name, born.year), digest(name, ""))
    if precision is not Precision.DAY:
        return WantedKeys(name_years, (), ())
    rest, _, given = name.rpartition(" ")
    turned = tuple(_days((born.year, born.month, born.day), (born.year, born.day, born.month)))
    years = tuple(_days(*((born.year + away, born.month, born.day) for away in (-1, 1))))
    return WantedKeys(
        name_years,
        tuple(digest("given", given, day) for day in turned),
        tuple(digest("rest", rest, day) for day in (*turned, *years)),
    )


def plain_name(full_name: str) -> str:
    """A name without what people leave out or write in two ways.

    No marks, capitals or dots, ``i`` for a final ``y`` after a consonant; typing without the
    Vietnamese keyboard program is put right first.
    """
    return " ".join(filter(None, map(_plain_word, full_name.replace(".", " ").split())))


def digest(*parts: object) -> int:
    """A signed 64-bit number, equal for equal parts."""
    text = "\x1f".join(map(str, parts)).encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big", signed=True)


def _days(*parts: tuple[int, int, int]) -> Iterator[date]:
    """Year, month and day as dates, each once; without those that no calendar has."""
    for year, month, day in dict.fromkeys(parts):
        with suppress(ValueError):
            yield date(year, month, day)


@lru_cache(maxsize=8192)  # a whole province has fewer words in its names
def _plain_word(word: str) -> str:
    return _FINAL_Y.sub(r"\1i", fold(untelex(word)))
