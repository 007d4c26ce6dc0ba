"""What a person confirms about a class list that was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

RowKey = tuple[str, int]


@dataclass(frozen=True)
class TakeOver:
    """What a person confirms.

    Attributes:
        class_name: for lines whose class the list does not say; "" where every line has one.
        near: row -> the child it is, or None for a new child; rows left out wait.
    """

    school_id: int
    class_name: str
    near: Mapping[RowKey, UUID | None]
