"""Who is in which class in which of the three school years; children move up each year."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from casemgmt.demo.chance import dice
from casemgmt.demo.places import (
    KINDERGARTEN,
    LAST_STAGE,
    PRIMARY,
    SCHOOLS,
    YEARS,
    DemoClass,
    DemoSchool,
    letters_for,
    school_of,
)

# Children now enrolled by stage, 1,200 in all. Grade 3 waits for its class 3A.
NOW_ENROLLED = (84, 84, 84, 116, 116, 87, 116, 116, 100, 99, 99, 99)
# How likely a child of the next stage was in a school of the ward the year before.
_CAME_FROM_HERE = {KINDERGARTEN.last_stage: 0.70, PRIMARY.last_stage: 0.88}
_STAYED = 0.98
_REPEATS = 0.025


@dataclass(frozen=True)
class Pupil:
    """One child's way through the schools.

    Attributes:
        stage: this year's; beyond the last for those who finished grade 9.
        enrolled: how many years ago the child was enrolled; 0 is this year.
        letters: school id -> letter of the class, kept while the child is there.
        repeated: a year older than the class.
    """

    number: int
    stage: int
    enrolled: frozenset[int]
    repeated: bool
    letters: Mapping[int, str]

    @property
    def since(self) -> int:
        """How many years ago the child came to the ward's schools."""
        return max(self.enrolled)

    def class_in(self, years_ago: int) -> DemoClass | None:
        """The class of a school year, None where not enrolled."""
        stage = self.stage - years_ago
        school = school_of(stage)
        if years_ago not in self.enrolled or school is None:
            return None
        return DemoClass(school, stage, self.letters[school.school_id])


def make_pupils(scale: float = 1.0) -> tuple[Pupil, ...]:
    """Every child enrolled in one of the three years, by number."""
    found: list[Pupil] = []
    for stage in range(LAST_STAGE + YEARS):
        found += _cohort(stage, scale)
    return tuple(replace(one, number=number) for number, one in enumerate(found))


def _cohort(stage: int, scale: float) -> list[Pupil]:
    """Children of one age: those here now, then those who left one and two years ago."""
    rng = dice("cohort", stage)
    histories: list[frozenset[int]] = []
    for left in range(YEARS):
        school = school_of(stage - left)
        if school is not None:
            here = sum(left in one for one in histories)
            missing = _year_group(stage, school, scale) - here
            histories += [_history(rng, stage, left) for _ in range(missing)]
    letters = _letters(stage, histories, scale)
    return [
        Pupil(0, stage, history, rng.random() < _REPEATS, letters[place])
        for place, history in enumerate(histories)
    ]


def _year_group(stage: int, school: DemoSchool, scale: float) -> int:
    number = NOW_ENROLLED[stage] if school.has(stage) else school.year_group
    return max(1, round(number * scale))


def _history(rng: Random, stage: int, left: int) -> frozenset[int]:
    """The years of a child last enrolled ``left`` years ago."""
    years = {left}
    for years_ago in range(left + 1, YEARS):
        before = stage - years_ago
        if school_of(before) is None or rng.random() > _CAME_FROM_HERE.get(before, _STAYED):
            break
        years.add(years_ago)
    return frozenset(years)


def _letters(stage: int, histories: list[frozenset[int]], scale: float) -> list[dict[int, str]]:
    """The class letter of each child in each school, classes of one size."""
    found: list[dict[int, str]] = [{} for _ in histories]
    for school in SCHOOLS:
        letters = letters_for(stage, school, _year_group(stage, school, scale)) if stage >= 0 else ""
        here = [
            place
            for place, history in enumerate(histories)
            if any(school.has(stage - years_ago) for years_ago in history)
        ]
        for turn, place in enumerate(here):
            found[place][school.school_id] = letters[turn % len(letters)]
    return found
