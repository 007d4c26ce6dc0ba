"""Taking a saved class list back: what would happen, and doing it."""

from dataclasses import dataclass
from uuid import UUID

from casemgmt.domain.context import Context
from casemgmt.domain.errors import NotFound, WrongStep
from casemgmt.domain.rosters.undoing import Obstacle
from casemgmt.store import audit
from casemgmt.store.children import named_children
from casemgmt.store.db import transaction
from casemgmt.store.roster_files import may_undo
from casemgmt.store.roster_undo import Undoing, look_up
from casemgmt.store.roster_undoing import carry_out
from casemgmt.store.rosters import RosterImport, get_import


@dataclass(frozen=True)
class KeptChild:
    """A child that stays as it is, and why.

    Attributes:
        full_name: "" where the child lies outside the actor's scope now.
    """

    child_id: UUID
    full_name: str
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True)
class UndoPlan:
    """What an undo does.

    Attributes:
        children_removed: children that only this list brought.
        children_restored: known children that get back what they had.
        moves_removed: proposed school moves.
        kept: children that stay as they are.
    """

    children_removed: int
    children_restored: int
    moves_removed: int
    kept: tuple[KeptChild, ...]


def plan_undo(ctx: Context, import_id: UUID) -> UndoPlan:
    """What undoing a list would do now; the view is put on record.

    Raises:
        NotFound: not there, or another person's import.
        WrongStep: not taken over, or its time is over.
    """
    with transaction(ctx):
        plan = _plan(ctx, look_up(_own(ctx, import_id)))
        audit.note(ctx, "roster_import.plan_undo", "roster_import", import_id)
    return plan


def undo_import(ctx: Context, import_id: UUID) -> UndoPlan:
    """Take back a list; what was touched since stays and is named in the answer.

    Where nothing stands in the way, the list waits again as before it was taken over.

    Raises:
        NotFound: not there, or another person's import.
        WrongStep: not taken over, or its time is over.
    """
    with transaction(ctx):
        held = _own(ctx, import_id)
        undoing = look_up(held)
        plan = _plan(ctx, undoing)
        audit.note(ctx, "roster_import.undo", "roster_import", import_id)
        carry_out(ctx, held, undoing)
    return plan


def _own(ctx: Context, import_id: UUID) -> RosterImport:
    held = get_import(ctx, import_id)
    if held.created_by != ctx.actor.user_id:
        raise NotFound(kind="roster_import")
    if not may_undo(ctx, held):
        raise WrongStep(problem="undo_over")
    return held


def _plan(ctx: Context, undoing: Undoing) -> UndoPlan:
    names = named_children(ctx, set(undoing.obstacles))
    kept = tuple(
        KeptChild(key, names.get(key, ""), tuple(sorted(why))) for key, why in undoing.obstacles.items()
    )
    free = [key for key in (*undoing.made, *undoing.known) if key not in undoing.obstacles]
    moves = sum(move.child_id not in undoing.obstacles for move in undoing.moves)
    removed = sum(key in undoing.made for key in free)
    return UndoPlan(removed, len(free) - removed, moves, kept)
