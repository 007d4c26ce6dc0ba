"""Whether anybody is shown where a child lives."""

from uuid import UUID

from casemgmt.domain.context import Context, Role
from casemgmt.domain.errors import WrongStep
from casemgmt.store.children import get_child
from casemgmt.store.db import transaction


def protect_address(ctx: Context, child_id: UUID, *, protect: bool) -> None:
    """Hide or show again where a child lives; done twice, it is done once.

    Only a supervisor shows it again (access matrix: "clearing needs the supervisor").

    Raises:
        NotFound: not there for this actor.
        WrongStep: somebody else than a supervisor wants it shown.
    """
    with transaction(ctx):
        child = get_child(ctx, child_id)
        if child.address_protected is protect:
            return
        if not protect and ctx.actor.role is not Role.SUPERVISOR:
            raise WrongStep(problem="supervisor_clears")
        child.address_protected = protect
        child.version += 1
