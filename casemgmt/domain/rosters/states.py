"""Where an uploaded class list stands."""

from collections.abc import Mapping
from enum import StrEnum

KEPT_DAYS = 30  # the file, what was read of it, and how to undo it


class ImportState(StrEnum):
    """Read and shown, or taken over. A list thrown away is deleted."""

    PREVIEWED = "previewed"
    COMMITTED = "committed"


NEXT: Mapping[ImportState, frozenset[ImportState]] = {
    ImportState.PREVIEWED: frozenset({ImportState.COMMITTED}),
    ImportState.COMMITTED: frozenset({ImportState.PREVIEWED}),
}
