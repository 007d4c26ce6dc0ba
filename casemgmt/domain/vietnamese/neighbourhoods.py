"""Names of neighbourhoods as lists write them: ``Tổ 5``, ``TDP số 05``, ``T5``, ``tổ 5 Sông Cầu``.

Numbers repeat over the four old units of the ward, so a number alone may mean several places.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from casemgmt.domain.vietnamese.names import fold

_KIND = r"(?:(?:to dan pho|tdp|to|thon|ban|xom|khu pho|khu)\b|t(?=\s*\d))"
_NUMBERED = re.compile(rf"{_KIND}?\s*(?:so\b)?\s*0*(\d{{1,3}}[a-z]?)\b\s*(.*)")
_NAMED = re.compile(rf"{_KIND}\s+(.+)")
_UNIT_WORDS = re.compile(r"\b(?:phuong|xa|thi tran|p|x)\b")


@dataclass(frozen=True)
class NeighbourhoodName:
    """A number or name, and the old unit where it is written; both folded, "" for none."""

    name: str
    unit: str = ""


def read_neighbourhood(text: str) -> NeighbourhoodName:
    """What a name says, whatever it is called; a name without a known kind stays as it is."""
    plain = " ".join(re.sub(r"[^\w\s]|_", " ", fold(text)).split())
    if match := _NUMBERED.fullmatch(plain):
        return NeighbourhoodName(match[1], _unit(match[2]))
    if match := _NAMED.fullmatch(plain):
        return NeighbourhoodName(match[1])
    return NeighbourhoodName(plain)


def find_neighbourhood(text: str, known: Mapping[int, tuple[str, str]]) -> int | None:
    """The one neighbourhood that a text can mean; None where there is none, or more than one.

    Args:
        known: id -> its name and its old unit.
    """
    wanted = read_neighbourhood(text)
    if not wanted.name:
        return None
    named = [key for key, (name, _) in known.items() if read_neighbourhood(name).name == wanted.name]
    if wanted.unit:  # where the list names a unit, another unit's number is another place
        named = [key for key in named if wanted.unit in {_unit(fold(known[key][1])), ""}]
    return named[0] if len(named) == 1 else None


def _unit(text: str) -> str:
    return " ".join(_UNIT_WORDS.sub(" ", text).split())
