"""Writes the made-up places and children into the ward's tables, one school year after another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from casemgmt.demo.chance import dice, make_id
from casemgmt.demo.children import DemoChild
from casemgmt.demo.families import Family
from casemgmt.demo.places import EMPTY_CLASS, SCHOOLS, WARD_ID, YEARS, DemoClass, neighbourhood_units
from casemgmt.demo.timetable import SCHOOL_BEGINS
from casemgmt.domain.circumstances import IN_POVERTY
from casemgmt.domain.context import Context
from casemgmt.domain.vietnamese.names import fold, sort_key
from casemgmt.store.children import Child, Enrolment, Guardian, Household, HouseholdStatus
from casemgmt.store.db import session, transaction
from casemgmt.store.keys import sealer
from casemgmt.store.places import Neighbourhood, School, SchoolClass

Classes = Mapping[DemoClass, tuple[DemoChild, ...]]
SCHOOL_ENDS = (5, 31)


@dataclass(frozen=True)
class Register:
    """Who is in the demo.

    Attributes:
        this_year: in which this school year began.
        today: nothing happens after it.
    """

    this_year: int
    today: date
    children: tuple[DemoChild, ...]

    def classes(self, years_ago: int) -> Classes:
        """The classes of a school year with their children; without the class that stays empty."""
        return self._classes[years_ago]

    @cached_property
    def _classes(self) -> tuple[Classes, ...]:
        return tuple(_in_classes(self.children, years_ago) for years_ago in range(YEARS))

    def class_id(self, one: DemoClass, years_ago: int) -> UUID:
        """The identifier of a class of a school year."""
        return make_id(dice("class", self.this_year - years_ago, one.school.school_id, one.name))


def _in_classes(children: Iterable[DemoChild], years_ago: int) -> Classes:
    found: dict[DemoClass, list[DemoChild]] = {}
    for child in children:
        one = child.pupil.class_in(years_ago)
        if one is not None:
            found.setdefault(one, []).append(child)
    order = sorted(found, key=lambda one: (one.stage, one.letter))
    return {one: tuple(found[one]) for one in order}


def write_places(ctx: Context) -> None:
    """The neighbourhoods and schools; the ward itself is there already."""
    with transaction(ctx):
        session().add_all(
            Neighbourhood(id=number, ward_id=WARD_ID, name=f"Tổ {number}", old_unit=unit)
            for number, unit in enumerate(neighbourhood_units(), start=1)
        )
        session().add_all(
            School(
                id=one.school_id, ward_id=WARD_ID, name=one.name, name_fold=fold(one.name), level=one.level
            )
            for one in SCHOOLS
        )


def write_school_year(ctx: Context, register: Register, years_ago: int) -> None:
    """End the enrolments of the year before; then households, classes and children of this one."""
    classes = register.classes(years_ago)
    with transaction(ctx):
        _end_enrolments(register, years_ago + 1)
        session().add_all(_classes(register, classes, years_ago))
        session().add_all(_households(register, years_ago))
        for child in register.children:
            if child.pupil.since == years_ago:
                session().add_all([_child(child), _guardian(child)])
        session().add_all(_enrolments(register, classes, years_ago))


def write_new_certificates(ctx: Context, register: Register) -> None:
    """The certificates of the calendar year that began within this school year."""
    with transaction(ctx):
        families = {child.family.number: child.family for child in register.children}
        session().add_all(_statuses(register, list(families.values()), -1))


def _end_enrolments(register: Register, years_ago: int) -> None:
    year = register.this_year - years_ago
    lasting = session().query(Enrolment).filter(Enrolment.school_year == year, Enrolment.to_date.is_(None))
    for enrolment in lasting:
        enrolment.to_date = date(year + 1, *SCHOOL_ENDS)


def _classes(register: Register, classes: Iterable[DemoClass], years_ago: int) -> list[SchoolClass]:
    every = [*classes, EMPTY_CLASS] if years_ago == 0 else classes
    return [
        SchoolClass(
            id=register.class_id(one, years_ago),
            ward_id=WARD_ID,
            school_id=one.school.school_id,
            school_year=register.this_year - years_ago,
            name=one.name,
        )
        for one in every
    ]


def _households(register: Register, years_ago: int) -> list[Household | HouseholdStatus]:
    """The households that come with this year's newcomers, and the certificates handed in by then."""
    since: dict[Family, int] = {}
    for child in register.children:
        since[child.family] = max(child.pupil.since, since.get(child.family, 0))
    new = [family for family, first in since.items() if first == years_ago]
    old = [family for family, first in since.items() if first > years_ago]
    found: list[Household | HouseholdStatus] = [
        Household(id=one.household_id, ward_id=WARD_ID, neighbourhood_id=one.neighbourhood) for one in new
    ]
    for earlier in range(YEARS - 1, years_ago - 1, -1):
        found += _statuses(register, new, earlier)
    return found + _statuses(register, old, years_ago)


def _statuses(register: Register, families: Iterable[Family], years_ago: int) -> list[HouseholdStatus]:
    year = register.this_year - years_ago
    return [
        HouseholdStatus(
            id=make_id(dice("certificate", family.number, year)),
            ward_id=WARD_ID,
            household_id=family.household_id,
            year=year,
            status=status.value,
            certificate_no=f"MAU-{year}-{family.number + 1:04d}" if status in IN_POVERTY else "",
        )
        for family in families
        if (status := family.poverty(years_ago)) is not None
    ]


def _child(child: DemoChild) -> Child:
    number = child.personal_id
    return Child(
        id=child.child_id,
        ward_id=WARD_ID,
        full_name=child.name,
        name_typed=child.name,
        name_fold=fold(child.name),
        name_sort=sort_key(child.name),
        birth_date=child.born,
        birth_precision="day",
        sex=child.sex.value,
        ethnic_group=child.family.ethnic_group,
        personal_id_sealed=sealer().seal(number, "child.personal_id", child.child_id) if number else None,
        personal_id_index=sealer().index(number, "child.personal_id") if number else None,
        neighbourhood_id=child.family.neighbourhood,
        household_id=child.family.household_id,
        version=1,
    )


def _guardian(child: DemoChild) -> Guardian:
    guardian_id = make_id(dice("guardian", child.number))
    return Guardian(
        id=guardian_id,
        ward_id=WARD_ID,
        child_id=child.child_id,
        name=child.family.guardian,
        relation=child.family.relation,
        phone_sealed=sealer().seal(child.family.phone, "guardian.phone", guardian_id),
    )


def _enrolments(register: Register, classes: Classes, years_ago: int) -> list[Enrolment]:
    year = register.this_year - years_ago
    return [
        Enrolment(
            id=make_id(dice("enrolment", child.number, year)),
            ward_id=WARD_ID,
            child_id=child.child_id,
            class_id=register.class_id(one, years_ago),
            school_id=one.school.school_id,
            school_year=year,
            from_date=min(date(year, *SCHOOL_BEGINS), register.today),
        )
        for one, children in classes.items()
        for child in children
    ]
