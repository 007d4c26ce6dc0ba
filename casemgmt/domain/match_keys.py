"""Blocking keys: two children are compared only where they share one of these numbers.

Each is an indexed column of the register, so that a list costs its own length and not that of
the register. Keys are short digests, not secrets: the name itself stands beside them.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from casemgmt.domain.rosters.records import Precision
from casemgmt.domain.vietnamese.names import fold


@dataclass(frozen=True)
class MatchKeys:
    """What the register is asked for; each a signed 64-bit number.

    Attributes:
        name_year: folded name with the year of birth (or none where that is unknown).
        birth_given: day of birth with the given name; None where the day is unknown.
        birth_rest: day of birth with family and middle name; None where the day is unknown.
    """

    name_year: int
    birth_given: int | None
    birth_rest: int | None


def match_keys(full_name: str, born: date | None, precision: Precision) -> MatchKeys:
    """The keys under which a child is found; day and month count only with precision ``day``."""
    name = fold(full_name)
    rest, _, given = name.rpartition(" ")
    name_year = digest(name, born.year if born else "")
    if born is None or precision is not Precision.DAY:
        return MatchKeys(name_year, None, None)
    return MatchKeys(name_year, digest("given", given, born), digest("rest", rest, born))


def digest(*parts: object) -> int:
    """A signed 64-bit number, equal for equal parts."""
    text = "\x1f".join(map(str, parts)).encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big", signed=True)
