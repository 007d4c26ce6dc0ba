"""A made-up register of the ward, and a list with planted children of it, twins and strangers."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from casemgmt.demo.names import Naming, make_family_name, make_full_name
from casemgmt.domain.instrument import Sex
from casemgmt.domain.matching import Candidate
from casemgmt.domain.rosters.records import ChildRecord, Precision
from casemgmt.domain.vietnamese.names import compare_key
from tests.domain.slips import SLIPS, twin

GROUPS = ("02", "02", "02", "02", "01", "01", "01", "07", "09", "08")  # roughly as in the ward
FIRST_BIRTH, DAYS_OF_BIRTH = date(2011, 1, 1), 15 * 365


@dataclass(frozen=True)
class Planted:
    """A row of the list, what was done to it, and the child it is or is the twin of."""

    row: ChildRecord
    slip: str
    child: int


@dataclass(frozen=True)
class Ward:
    register: list[Candidate]
    pairs: list[Planted]
    twins: list[Planted]
    strangers: list[ChildRecord]


@cache
def make_ward(seed, size=1_000, planted=30, strangers=300):
    rng = random.Random(seed)
    children = [_child(rng, number) for number in range(size)]
    numbers = iter(rng.sample(range(size), size))
    pairs = [
        Planted(*_changed(rng, children, numbers, SLIPS[(seed + n) % len(SLIPS)])) for n in range(planted)
    ]
    twins = [Planted(*_changed(rng, children, numbers, twin)) for _ in range(planted)]
    known = {(compare_key(one.full_name), one.dob) for one in children}
    others = [_child(rng, size + n) for n in range(strangers)]
    fresh = [one for one in others if (compare_key(one.full_name), one.dob) not in known]
    register = [
        Candidate(n, one.full_name, one.dob, Precision.DAY, one.sex, one.personal_id)
        for n, one in enumerate(children)
    ]
    return Ward(register, pairs, twins, fresh)


def _changed(rng, children, numbers, slip):
    """The next child that can be changed like that; a third of the rows have no number."""
    skipped = 0
    for number in numbers:
        child = children[number]
        row = slip(rng, child)
        if row is not None:
            named = slip.__name__ == "number_and_a_misspelt_name"
            return row if named else replace(row, personal_id=None), slip.__name__, number
        skipped += 1
    raise AssertionError(f"no child left for {slip.__name__} after {skipped}")


def _child(rng, number):
    group, sex = rng.choice(GROUPS), rng.choice((Sex.FEMALE, Sex.MALE))
    born = FIRST_BIRTH + timedelta(days=rng.randrange(DAYS_OF_BIRTH))
    name = make_full_name(rng, make_family_name(rng, group), Naming(group, sex, born.year))
    identifier = f"019{3 if sex is Sex.FEMALE else 2}{born.year % 100:02}{number:06}"
    return ChildRecord(
        name, name, born, Precision.DAY, sex, "3A", "", number,
        personal_id=identifier if rng.random() < 0.6 else None,
    )  # fmt: skip
