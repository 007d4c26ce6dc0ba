"""A child that is no longer in its class: proposed by a list or a person, decided by a person."""

from collections.abc import Mapping
from enum import StrEnum


class MoveKind(StrEnum):
    """What is said of the child; labels from ``codelists/school_move_kinds.csv``."""

    MOVED = "moved"
    LEFT = "left"
    UNKNOWN = "unknown"


class MoveState(StrEnum):
    """Where a proposed move stands; labels from ``codelists/school_move_states.csv``."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


NEXT: Mapping[MoveState, frozenset[MoveState]] = {
    MoveState.PROPOSED: frozenset({MoveState.CONFIRMED, MoveState.DISMISSED}),
    MoveState.CONFIRMED: frozenset(),
    MoveState.DISMISSED: frozenset(),
}
