"""A child that leaves its class: what is said of it, what became of it, and who decides."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casemgmt.codelists import labels
from casemgmt.domain.access import Permission, Verdict, verdict
from casemgmt.domain.context import Role
from casemgmt.domain.errors import InvalidInput
from casemgmt.domain.school_moves import MoveKind

# Codes of ``codelists/enrolment_ends.csv`` that the program itself knows.
MOVED_SCHOOL, NEXT_CLASS = "moved_school", "next_class"
DIED = "died"
NOWHERE = frozenset({"left_school", "finished", "moved_away"})  # in no class of the ward afterwards
LEFT_FOR_GOOD = frozenset({"left_school", "moved_away", DIED})  # a list that names it must ask
GONE = frozenset({"moved_away", DIED})  # no resident of the ward any more
GONE_RESIDENCE = "left"  # code of ``codelists/residences.csv``


@dataclass(frozen=True)
class Proposal:
    """What is said of a child that leaves; ``to_school_id`` None where unknown or outside the ward."""

    kind: MoveKind
    to_school_id: int | None = None
    to_class_name: str = ""


@dataclass(frozen=True)
class Departure:
    """What became of a child that left its class.

    Attributes:
        end_reason: code of ``codelists/enrolment_ends.csv``; "" is refused: somebody has to know.
        on: the last day in the class.
        class_id: the class of the ward it goes to; None where it goes to none.
    """

    end_reason: str
    on: date
    class_id: UUID | None = None

    @property
    def goes_on(self) -> bool:
        """Whether the child goes to another class."""
        return self.end_reason in {MOVED_SCHOOL, NEXT_CLASS}


def decides_moves(role: Role | None) -> bool:
    """Whether a role confirms and dismisses moves.

    Everybody who may update a child may propose; to confirm, dismiss, end an enrolment or take a
    child into another school is for those who may update every child of the ward (verdict ``YES``):
    the health station. A school only speaks for itself.

    Source: access matrix, row ``child identity:update``; project convention for who decides.
    """
    return verdict(role, Permission.CHILD_UPDATE) is Verdict.YES


def refuse_departure(departure: Departure, today: date) -> None:
    """See that it is said what became of the child, and on a day that has come.

    Raises:
        InvalidInput: it is not.
    """
    if departure.end_reason not in labels("enrolment_ends"):
        raise InvalidInput(problem="end_reason_wanted", field="end_reason")
    if departure.on > today:
        raise InvalidInput(problem="future_day", field="on")
