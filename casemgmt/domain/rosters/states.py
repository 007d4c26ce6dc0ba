"""Where an uploaded class list stands."""

from collections.abc import Mapping
from enum import StrEnum


class ImportState(StrEnum):
    """Read and shown, taken over, or thrown away."""

    PREVIEWED = "previewed"
    COMMITTED = "committed"
    DISCARDED = "discarded"


NEXT: Mapping[ImportState, frozenset[ImportState]] = {
    ImportState.PREVIEWED: frozenset({ImportState.COMMITTED, ImportState.DISCARDED}),
    ImportState.COMMITTED: frozenset(),
    ImportState.DISCARDED: frozenset(),
}
