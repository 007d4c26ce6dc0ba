"""Who decides on a move, and what they decided."""

from casemgmt.domain.access import Permission
from casemgmt.domain.context import Context
from casemgmt.domain.departures import decides_moves
from casemgmt.domain.errors import Conflict, NotPermitted, WrongStep
from casemgmt.domain.school_moves import NEXT, MoveState
from casemgmt.store.children import SchoolMove


def decide_move(ctx: Context, move: SchoolMove, version: int, to: MoveState) -> bool:
    """Mark a move as confirmed or dismissed; False where this person did so before.

    Raises:
        NotPermitted: the role proposes only.
        WrongStep: it was decided otherwise meanwhile.
        Conflict: someone else changed it meanwhile.
    """
    refuse_proposers(ctx)
    state = MoveState(move.state)
    if state is to and move.decided_by == ctx.actor.user_id:
        return False
    if to not in NEXT[state]:
        raise WrongStep(problem="move_decided")
    if move.version != version:
        raise Conflict(current={"version": move.version})
    mark_decided(ctx, move, to)
    return True


def mark_decided(ctx: Context, move: SchoolMove, to: MoveState) -> None:
    """Write who decided on a move, and when."""
    move.state, move.decided_by, move.decided_at = to.value, ctx.actor.user_id, ctx.now()
    move.version += 1


def refuse_proposers(ctx: Context) -> None:
    """See that the actor decides on moves.

    Raises:
        NotPermitted: the role proposes only.
    """
    if not decides_moves(ctx.actor.role):
        raise NotPermitted(permission=Permission.CHILD_UPDATE.value)
