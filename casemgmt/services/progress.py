"""How far a long use case is, for a bar on the page."""

from uuid import UUID

from casemgmt.domain.context import Context
from casemgmt.store import saving_progress
from casemgmt.store.rosters import get_import
from casemgmt.store.saving_progress import Progress


def progress_of(ctx: Context, import_id: UUID) -> Progress:
    """How far the saving of a list is; idle where it has not begun, has ended, or runs elsewhere.

    Raises:
        NotFound: not there for this actor.
    """
    get_import(ctx, import_id)
    return saving_progress.now(import_id)
