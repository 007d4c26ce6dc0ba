"""What a person confirms about a class list that was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from casemgmt.domain.errors import InvalidInput
from casemgmt.domain.rosters.changes import ChangeField
from casemgmt.domain.vietnamese.schooling import LONGEST_CLASS, read_class_name

RowKey = tuple[str, int]


class Absence(StrEnum):
    """What is to be done about a child of the class that the list does not name."""

    STAYS = "stays"
    MOVED = "moved"
    LEFT = "left"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class TakeOver:
    """What a person confirms.

    Attributes:
        class_name: for lines whose class the list does not say; "" where every line has one.
        near: row -> the child it is, or None for a new child; rows left out wait.
        overwrite: row -> fields whose known value is replaced by that of the list, each with the
            digest of the value that was shown ("" for whatever stands there).
        absent: child of the class that the list does not name -> what is said of it; children
            left out stay where they are.
    """

    school_id: int
    class_name: str
    near: Mapping[RowKey, UUID | None]
    overwrite: Mapping[RowKey, Mapping[ChangeField, str]] = field(default_factory=dict)
    absent: Mapping[UUID, Absence] = field(default_factory=dict)


def typed_class(text: str) -> str:
    """A class as a person typed it, in the one spelling that lists are read in.

    Raises:
        InvalidInput: longer than a class can be.
    """
    name = read_class_name(text) or ""
    if len(name) > LONGEST_CLASS:
        raise InvalidInput(problem="class_too_long", field="class_name", limit=LONGEST_CLASS)
    return name
