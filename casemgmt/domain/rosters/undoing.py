"""Why something that a class list did cannot be taken back any more."""

from enum import StrEnum


class Obstacle(StrEnum):
    """What happened since; each has a sentence in ``http/roster_messages.py``."""

    EDITED = "edited"
    EXAMINED = "examined"
    REFERRED = "referred"
    SUGGESTED = "suggested"
    LISTED_AGAIN = "listed_again"
    MOVE_PROPOSED = "move_proposed"
    MOVE_DECIDED = "move_decided"
    MERGED = "merged"
    IN_USE = "in_use"
