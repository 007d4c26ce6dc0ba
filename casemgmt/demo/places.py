"""The made-up ward's neighbourhoods, schools and classes."""

from dataclasses import dataclass
from math import ceil

WARD_ID = 1
# Number of neighbourhoods of each former unit, in the order of their numbers.
OLD_UNITS = {"Sông Cầu": 6, "Phùng Chí Kiên": 5, "Xuất Hóa": 5, "Nông Thượng": 4}
REMOTE_UNITS = frozenset({"Xuất Hóa", "Nông Thượng"})
YEARS = 3  # school years with results: this one and the two before
FIRST_AGE = 3  # turned in the calendar year in which stage 0 begins
LARGEST_CLASS = 34
_LETTERS = "ABCDEFGH"


@dataclass(frozen=True)
class DemoSchool:
    """A school and its stages: 0 is the class of 3-year-olds, 3 is grade 1, 11 is grade 9.

    Attributes:
        year_group: how many children a stage usually has.
    """

    school_id: int
    name: str
    level: str
    first_stage: int
    last_stage: int
    year_group: int

    def has(self, stage: int) -> bool:
        """Whether a stage is taught here."""
        return self.first_stage <= stage <= self.last_stage


@dataclass(frozen=True)
class DemoClass:
    """A class of some school year."""

    school: DemoSchool
    stage: int
    letter: str

    @property
    def name(self) -> str:
        """``4 tuổi B``, ``3A``."""
        if self.school is KINDERGARTEN:
            return f"{FIRST_AGE + self.stage} tuổi {self.letter}"
        return f"{self.stage - PRIMARY.first_stage + 1}{self.letter}"


PRIMARY = DemoSchool(1, "Trường Tiểu học Đức Xuân", "primary", 3, 7, 116)
LOWER_SECONDARY = DemoSchool(2, "Trường THCS Bắc Kạn", "lower_secondary", 8, 11, 99)
KINDERGARTEN = DemoSchool(3, "Trường Mầm non Sông Cầu", "kindergarten", 0, 2, 84)
SCHOOLS = (PRIMARY, LOWER_SECONDARY, KINDERGARTEN)
LAST_STAGE = LOWER_SECONDARY.last_stage
# Class 3A exists without children: importing its list is the first thing to try.
EMPTY_CLASS = DemoClass(PRIMARY, 5, "A")


def school_of(stage: int) -> DemoSchool | None:
    """The school that teaches a stage; None before kindergarten and after grade 9."""
    return next((school for school in SCHOOLS if school.has(stage)), None)


def letters_for(stage_now: int, school: DemoSchool, children: int) -> str:
    """The letters of the classes that a year group fills in a school."""
    number = max(1, ceil(children / LARGEST_CLASS))
    keeps_free = school is EMPTY_CLASS.school and stage_now == EMPTY_CLASS.stage
    return _LETTERS[1 : number + 1] if keeps_free else _LETTERS[:number]


def neighbourhood_units() -> tuple[str, ...]:
    """The former unit of each neighbourhood, by its number from 1."""
    return tuple(unit for unit, number in OLD_UNITS.items() for _ in range(number))
