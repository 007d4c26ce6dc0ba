"""Taking a saved class list back: what would happen, and doing it."""

from dataclasses import dataclass
from uuid import UUID

from casemgmt.domain.context import Context
from casemgmt.domain.errors import Conflict, NotFound, WrongStep
from casemgmt.domain.rosters.undoing import Obstacle, told
from casemgmt.store import audit
from casemgmt.store.children import named_children
from casemgmt.store.db import transaction
from casemgmt.store.roster_files import may_undo, owner_of
from casemgmt.store.roster_undo_plans import Undoing, look_up
from casemgmt.store.roster_undoing import carry_out
from casemgmt.store.rosters import RosterImport, get_import


@dataclass(frozen=True)
class KeptChild:
    """A child within the actor's scope that stays as it is.

    Attributes:
        obstacles: why, as far as the actor may know.
    """

    child_id: UUID
    full_name: str
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True)
class UndoPlan:
    """What an undo does; ``seen`` changes when any of it does.

    Attributes:
        children_removed: children that only this list brought.
        children_restored: known children that get back what they had.
        moves_removed: proposed school moves.
        kept: children that stay as they are.
        kept_elsewhere: how many more stay, that lie outside the actor's scope now.
    """

    children_removed: int
    children_restored: int
    moves_removed: int
    kept: tuple[KeptChild, ...]
    kept_elsewhere: int
    seen: str

    @property
    def children_kept(self) -> int:
        """How many children stay as they are."""
        return len(self.kept) + self.kept_elsewhere


def plan_undo(ctx: Context, import_id: UUID) -> UndoPlan:
    """What undoing a list would do now; the view is put on record.

    Raises:
        NotFound: not there, or a list that another person saved.
        WrongStep: not taken over, or its time is over.
    """
    with transaction(ctx):
        plan = _plan(ctx, look_up(_own(ctx, import_id)))
        audit.note(ctx, "roster_import.plan_undo", "roster_import", import_id)
    return plan


def undo_import(ctx: Context, import_id: UUID, seen: str | None = None) -> UndoPlan:
    """Take back a list; what was touched since stays and is named in the answer.

    Where nothing stands in the way, the list waits again as before it was taken over.

    Args:
        seen: from the plan; None to do whatever can be done now.

    Raises:
        NotFound: not there, or a list that another person saved.
        WrongStep: not taken over, or its time is over.
        Conflict: the undo would no longer do what was shown.
    """
    with transaction(ctx):
        held = _own(ctx, import_id)
        undoing = look_up(held)
        plan = _plan(ctx, undoing)
        if seen is not None and seen != plan.seen:
            raise Conflict(current={})
        audit.note(ctx, "roster_import.undo", "roster_import", import_id)
        carry_out(ctx, held, undoing)
    return plan


def _own(ctx: Context, import_id: UUID) -> RosterImport:
    held = get_import(ctx, import_id)
    if owner_of(held) != ctx.actor.user_id:
        raise NotFound(kind="roster_import")
    if not may_undo(ctx, held):
        raise WrongStep(problem="undo_over")
    return held


def _plan(ctx: Context, undoing: Undoing) -> UndoPlan:
    names = named_children(ctx, set(undoing.kept))
    kept = tuple(
        KeptChild(key, names[key], told(ctx.actor.role, undoing.obstacles[key]))
        for key in undoing.kept
        if key in names
    )
    return UndoPlan(
        children_removed=len(undoing.removed),
        children_restored=len(undoing.restored),
        moves_removed=len(undoing.withdrawn),
        kept=kept,
        kept_elsewhere=len(undoing.kept) - len(kept),
        seen=_seen(undoing, kept),
    )


def _seen(undoing: Undoing, kept: tuple[KeptChild, ...]) -> str:
    """A keyed digest of what is done and what is told: nobody can try out what is not told."""
    removed = (row.id for row in undoing.removed.values())
    restored = (one.row.id for found in undoing.restored.values() for one in found)
    ids = sorted(key.hex for key in (*removed, *restored, *(move.id for move in undoing.withdrawn)))
    left = [(one.child_id.hex, one.obstacles) for one in kept]
    return audit.fingerprint([ids, left, len(undoing.kept)])
