"""What is kept for a time only, and goes by itself when the time is over."""

from datetime import timedelta

from casemgmt.domain.context import Context
from casemgmt.domain.merging import UNDO_DAYS
from casemgmt.store import merges, roster_files
from casemgmt.store.db import transaction


def forget_old(ctx: Context) -> int:
    """Delete uploaded files and ways back from merges whose thirty days are over; returns how many."""
    with transaction(ctx):
        files = roster_files.forget(ctx.today)
        return files + merges.forget_ways_back(ctx.now() - timedelta(days=UNDO_DAYS + 1))
