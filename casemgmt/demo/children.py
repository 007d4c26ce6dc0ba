"""The children of the made-up ward."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from casemgmt.demo.chance import dice, make_id
from casemgmt.demo.cohorts import Pupil, make_pupils
from casemgmt.demo.families import Family, make_families
from casemgmt.demo.names import Naming, make_full_name, reserved_birth_dates
from casemgmt.demo.places import FIRST_AGE
from casemgmt.domain.instrument import Sex
from casemgmt.domain.vietnamese.names import sort_key, split_name

_GIRLS = 0.475  # more boys than girls are born in the region
_BORN_ELSEWHERE_IN_PROVINCE = 0.1
_WITHOUT_NUMBER = 0.02


@dataclass(frozen=True, eq=False)  # one object each: a fast key
class DemoChild:
    """One made-up child.

    Attributes:
        personal_id: right in its form, with a running number where a real one has chance digits;
            None where it is not known.
    """

    pupil: Pupil
    family: Family
    child_id: UUID
    name: str
    sex: Sex
    born: date
    personal_id: str | None

    @property
    def number(self) -> int:
        """The number that names the child's own streams of chance."""
        return self.pupil.number


def make_children(this_year: int, scale: float = 1.0) -> tuple[DemoChild, ...]:
    """Every child enrolled in one of three school years, by number.

    Args:
        this_year: in which this school year began.
        scale: 1 for 1,200 children now enrolled.
    """
    pupils = make_pupils(scale)
    births = [this_year - FIRST_AGE - one.stage - one.repeated for one in pupils]
    families = make_families(births)
    called: defaultdict[Family, set[str]] = defaultdict(set)
    found = []
    for pupil, family, birth_year in zip(pupils, families, births, strict=True):
        child = _child(pupil, family, birth_year, called[family])
        called[family].add(split_name(child.name).given)
        found.append(child)
    return tuple(found)


def by_name(child: DemoChild) -> tuple[bytes, date]:
    """The order of a class sheet."""
    return sort_key(child.name), child.born


def _child(pupil: Pupil, family: Family, birth_year: int, siblings: set[str]) -> DemoChild:
    rng = dice("child", pupil.number)
    sex = Sex.FEMALE if rng.random() < _GIRLS else Sex.MALE
    born = _birth_date(rng, birth_year)
    return DemoChild(
        pupil=pupil,
        family=family,
        child_id=make_id(rng),
        name=_name(rng, family, Naming(family.ethnic_group, sex, birth_year), siblings),
        sex=sex,
        born=born,
        personal_id=_personal_id(rng, pupil.number, sex, birth_year),
    )


def _name(rng: Random, family: Family, naming: Naming, siblings: set[str]) -> str:
    """A name whose given name no brother or sister has."""
    while True:
        name = make_full_name(rng, family.name, naming)
        if split_name(name).given not in siblings:
            return name


def _birth_date(rng: Random, year: int) -> date:
    while True:
        born = date(year, 1, 1) + timedelta(days=rng.randrange(365))
        if born not in reserved_birth_dates():
            return born


def _personal_id(rng: Random, number: int, sex: Sex, birth_year: int) -> str | None:
    """Province of registration, century and sex, year, and the number of the child."""
    if rng.random() < _WITHOUT_NUMBER:
        return None
    province = "019" if rng.random() < _BORN_ELSEWHERE_IN_PROVINCE else "006"
    century = 3 if sex is Sex.FEMALE else 2
    return f"{province}{century}{birth_year % 100:02d}{number + 1:06d}"
