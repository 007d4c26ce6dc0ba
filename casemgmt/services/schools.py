"""The ward's schools."""

from dataclasses import dataclass

from casemgmt.codelists import labels
from casemgmt.domain.context import Context
from casemgmt.domain.errors import InvalidInput
from casemgmt.domain.vietnamese.names import fold
from casemgmt.store.db import session, transaction
from casemgmt.store.places import School, all_schools

LONGEST_NAME = 120


@dataclass(frozen=True)
class SchoolLine:
    """A school as lists show it; ``level`` is a code of ``codelists/school_levels.csv``."""

    school_id: int
    name: str
    level: str


def list_schools(ctx: Context) -> list[SchoolLine]:
    """The schools within scope, by name."""
    return [SchoolLine(one.id, one.name, one.level) for one in all_schools(ctx)]


def find_school(ctx: Context, name: str) -> SchoolLine:
    """The school of a name, without regard to case and diacritics.

    Raises:
        InvalidInput: there is none within scope.
    """
    wanted = fold(name)
    for one in all_schools(ctx):
        if one.name_fold == wanted:
            return SchoolLine(one.id, one.name, one.level)
    raise InvalidInput(problem="no_such_school", field="school")


def add_school(ctx: Context, name: str, level: str) -> SchoolLine:
    """Make a school.

    Raises:
        InvalidInput: no or too long a name, an unknown level, or a school of that name exists.
    """
    tidy = " ".join(name.split())
    if not 1 <= len(tidy) <= LONGEST_NAME:
        raise InvalidInput(problem="name_needed", field="name")
    if level not in labels("school_levels"):
        raise InvalidInput(
            problem="unknown_level", field="level", accepted=", ".join(labels("school_levels"))
        )
    with transaction(ctx):
        if any(one.name_fold == fold(tidy) for one in all_schools(ctx)):
            raise InvalidInput(problem="school_exists", field="name")
        made = School(ward_id=ctx.actor.ward_id, name=tidy, name_fold=fold(tidy), level=level)
        session().add(made)
    return SchoolLine(made.id, made.name, made.level)
