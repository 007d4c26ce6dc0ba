"""Households: who lives together, where, how well off, and whom to call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from uuid import UUID

from casemgmt.codelists import rows
from casemgmt.demo.chance import dice, draw, make_id
from casemgmt.demo.names import Naming, make_family_name, make_full_name
from casemgmt.demo.places import REMOTE_UNITS, neighbourhood_units
from casemgmt.domain.circumstances import Poverty
from casemgmt.domain.instrument import Sex

_JOINS = 0.45  # how likely a child is looked for brothers and sisters
_LARGEST = 3
_RELATIONS = {"mother": 62, "father": 30, "grandparent": 8}
_AGE_AT_BIRTH = {"mother": (20, 36), "father": (22, 40), "grandparent": (46, 62)}
_MIXED = 0.25  # how often a mother is of another group than the father
# Shares of households this year, the poorest first, and what they were more each year before.
_SHARES = {Poverty.POOR: 0.09, Poverty.NEAR_POOR: 0.08, Poverty.AVERAGE: 0.15}
_MORE_BEFORE = {Poverty.POOR: 0.013, Poverty.NEAR_POOR: 0.008, Poverty.AVERAGE: 0.0}
_WOBBLE = 0.012
_UNKNOWN = 0.02


@dataclass(frozen=True, eq=False)  # one object each: a fast key
class Family:
    """A household of the demo.

    Attributes:
        neighbourhood: its number, from 1.
        standing: 0 for the poorest household up to 1.
        phone: in a range that no company uses.
    """

    number: int
    household_id: UUID
    ethnic_group: str
    name: str
    neighbourhood: int
    standing: float
    guardian: str
    relation: str
    phone: str

    def poverty(self, years_ago: int) -> Poverty | None:
        """The status of a calendar year; None where no certificate is known."""
        rng = dice("poverty", self.number, years_ago)
        if rng.random() < _UNKNOWN:
            return None
        standing = self.standing + rng.uniform(-_WOBBLE, _WOBBLE)
        for status, share in _SHARES.items():
            standing -= share + _MORE_BEFORE[status] * years_ago
            if standing < 0:
                return status
        return Poverty.NOT_POOR


def make_families(births: Sequence[int]) -> tuple[Family, ...]:
    """The family of each child; the same one for brothers and sisters.

    Args:
        births: year of birth of each child, by number.
    """
    siblings = _siblings(births)
    number_of = {child: number for number, children in enumerate(siblings) for child in children}
    firsts = [min(births[child] for child in children) for children in siblings]
    places = [_Place(number) for number in range(len(siblings))]
    poorest_first = sorted(places, key=lambda place: place.score)
    standing = {place.number: (rank + 0.5) / len(places) for rank, place in enumerate(poorest_first)}
    made = [_family(place, standing[place.number], firsts[place.number]) for place in places]
    return tuple(made[number_of[child]] for child in range(len(births)))


def _siblings(births: Sequence[int]) -> list[list[int]]:
    """Children by family: at most three, born in different years, not more than nine apart."""
    rng = dice("siblings")
    order = list(range(len(births)))
    rng.shuffle(order)
    found: list[list[int]] = []
    for child in order:
        home = _home(rng, found, births, child)
        if home is None:
            found.append([child])
        else:
            home.append(child)
    return found


def _home(rng: Random, found: list[list[int]], births: Sequence[int], child: int) -> list[int] | None:
    if rng.random() > _JOINS:
        return None
    for home in rng.sample(found, min(4, len(found))):
        apart = {abs(births[child] - births[other]) for other in home}
        if len(home) < _LARGEST and min(apart) >= 1 and max(apart) <= 9:
            return home
    return None


class _Place:
    """Where a family lives and of which group it is, which both tell on how poor it may be."""

    def __init__(self, number: int) -> None:
        rng = dice("place", number)
        units = neighbourhood_units()
        self.number = number
        self.neighbourhood = rng.randint(1, len(units))
        self.is_remote = units[self.neighbourhood - 1] in REMOTE_UNITS
        self.ethnic_group = draw(rng, _ethnic_weights(self.is_remote))
        burden = 0.12 * self.is_remote + {"08": 0.30, "09": 0.16}.get(self.ethnic_group, 0.0)
        self.score = rng.random() - burden


@cache
def _ethnic_weights(is_remote: bool) -> Mapping[str, float]:
    found = rows("demo_ethnic_groups")
    return {row["code"]: float(row["weight"]) * (float(row["remote"]) if is_remote else 1) for row in found}


def _family(place: _Place, standing: float, first_birth: int) -> Family:
    rng = dice("family", place.number)
    name = make_family_name(rng, place.ethnic_group)
    relation = draw(rng, _RELATIONS)
    return Family(
        number=place.number,
        household_id=make_id(rng),
        ethnic_group=place.ethnic_group,
        name=name,
        neighbourhood=place.neighbourhood,
        standing=standing,
        guardian=_guardian(rng, place.ethnic_group, name, relation, first_birth),
        relation=relation,
        phone=f"0300{place.number:06d}",
    )


def _guardian(rng: Random, group: str, family: str, relation: str, first_birth: int) -> str:
    born = first_birth - rng.randint(*_AGE_AT_BIRTH[relation])
    if relation == "father":
        return make_full_name(rng, family, Naming(group, Sex.MALE, born))
    own = draw(rng, _ethnic_weights(False)) if rng.random() < _MIXED else group
    return make_full_name(rng, make_family_name(rng, own), Naming(own, Sex.FEMALE, born))
