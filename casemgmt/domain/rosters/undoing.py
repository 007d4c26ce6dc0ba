"""Why something that a class list did cannot be taken back any more."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from casemgmt.domain.access import Permission, may
from casemgmt.domain.context import Role


class Obstacle(StrEnum):
    """What happened since; each has a sentence in ``http/roster_words.py``."""

    EDITED = "edited"
    EXAMINED = "examined"
    REFERRED = "referred"
    SUGGESTED = "suggested"
    LISTED_AGAIN = "listed_again"
    MOVE_PROPOSED = "move_proposed"
    MOVE_DECIDED = "move_decided"
    MERGED = "merged"
    IN_USE = "in_use"


_TOLD_WITH: Mapping[Obstacle, Permission] = {
    Obstacle.SUGGESTED: Permission.SUGGESTION_READ,
    Obstacle.REFERRED: Permission.HEALTH_REFERRAL_READ,
    Obstacle.MERGED: Permission.CHILD_MERGE,
}


def told(role: Role | None, obstacles: Iterable[Obstacle]) -> tuple[Obstacle, ...]:
    """What a role is told of the reasons why a child stays.

    A reason about something it may not read is left out; where no other is left, the child is only
    said to be in use. To say that beside another reason would tell that there is something hidden.

    Source: ``codelists/access_matrix.csv``.
    """
    plain = {one for one in obstacles if one not in _TOLD_WITH or may(role, _TOLD_WITH[one])}
    return tuple(sorted(plain or {Obstacle.IN_USE}))
