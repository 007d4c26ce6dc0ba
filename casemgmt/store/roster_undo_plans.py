"""What a class list did, and what of it can be taken back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from casemgmt.domain.rosters.undoing import Obstacle
from casemgmt.store.children import SchoolMove
from casemgmt.store.db import session
from casemgmt.store.roster_later_work import done_since
from casemgmt.store.roster_obstacles import decided, in_use
from casemgmt.store.roster_rewinding import records_as_now, rewind, untouched
from casemgmt.store.roster_undo import Known, open_changes
from casemgmt.store.rosters import RosterImport, RosterRow, rows_of


@dataclass(frozen=True)
class Undoing:
    """Everything an undo needs to know, looked up once.

    Attributes:
        made: child that the list made -> the row that made it.
        known: known child -> what rows did to it, newest first where it can be taken back.
        moves: moves that the list proposed.
        obstacles: child -> why it stays as it is.
    """

    rows: Sequence[RosterRow]
    made: dict[UUID, RosterRow]
    known: dict[UUID, tuple[Known, ...]]
    moves: Sequence[SchoolMove]
    obstacles: dict[UUID, set[Obstacle]]

    @property
    def removed(self) -> dict[UUID, RosterRow]:
        """The children that vanish, with the row that made each."""
        return {key: row for key, row in self.made.items() if key not in self.obstacles}

    @property
    def restored(self) -> dict[UUID, tuple[Known, ...]]:
        """The known children that get back what they had."""
        return {key: found for key, found in self.known.items() if key not in self.obstacles}

    @property
    def withdrawn(self) -> list[SchoolMove]:
        """The proposed moves that vanish."""
        return [move for move in self.moves if move.child_id not in self.obstacles]

    @property
    def kept(self) -> list[UUID]:
        """The children that stay as they are, in the order of the list."""
        every = dict.fromkeys((*self.made, *self.known, *(move.child_id for move in self.moves)))
        return [key for key in every if key in self.obstacles]


def look_up(held: RosterImport) -> Undoing:
    """What a list did, and what stands in the way of taking it back."""
    rows = rows_of(held.id)
    moves = list(session().scalars(select(SchoolMove).where(SchoolMove.import_id == held.id)))
    made = {one.child_id: one for one in rows if one.made_digest and one.child_id}
    touched: dict[UUID, list[Known]] = defaultdict(list)
    for row in rows:
        if row.undo_sealed and row.child_id:
            touched[row.child_id].append(open_changes(row))
    known, edited = _rewound(made, touched)
    obstacles: dict[UUID, set[Obstacle]] = defaultdict(set)
    for child_id in edited:
        obstacles[child_id].add(Obstacle.EDITED)
    for child_id, why in (*decided(moves), *in_use(held, made), *done_since(held, known)):
        obstacles[child_id].add(why)
    return Undoing(rows, made, known, moves, dict(obstacles))


def _rewound(
    made: dict[UUID, RosterRow], touched: dict[UUID, list[Known]]
) -> tuple[dict[UUID, tuple[Known, ...]], set[UUID]]:
    """Known children with what was done to them, newest first; and the children edited since."""
    records = records_as_now(made, (one for found in touched.values() for one in found))
    order = {child_id: rewind(found, records) for child_id, found in touched.items()}
    edited = {child_id for child_id, found in order.items() if found is None}
    edited |= made.keys() - untouched(made, records)
    known = {key: order[key] or tuple(found) for key, found in touched.items() if key not in made}
    return known, edited
