"""The rows of a saved list that still wait for a decision."""

from collections.abc import Sequence

from casemgmt.domain.rosters.records import ChildRecord, RosterReading
from casemgmt.domain.rosters.taking import RowKey
from casemgmt.store.rosters import LATER, RosterRow


def waiting_keys(rows: Sequence[RosterRow]) -> set[RowKey]:
    """The rows of a list that still wait for a decision."""
    return {(one.sheet, one.row_number) for one in rows if one.decision == LATER}


def waiting_records(reading: RosterReading, rows: Sequence[RosterRow]) -> tuple[ChildRecord, ...]:
    """What was read in the rows that still wait."""
    keys = waiting_keys(rows)
    return tuple(one for one in reading.children if (one.sheet[:60], one.row_number) in keys)
