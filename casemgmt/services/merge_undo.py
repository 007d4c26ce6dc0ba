"""The merges of a ward, and taking one back."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from casemgmt.domain.context import LOCAL_TIME, Context
from casemgmt.domain.errors import Conflict, WrongStep
from casemgmt.domain.merging import Hindrance, LeftAlone, MergeField, undo_until
from casemgmt.store import audit
from casemgmt.store.accounts import users
from casemgmt.store.child_summaries import summaries
from casemgmt.store.children import Child, get_child
from casemgmt.store.contacts import protected_among
from casemgmt.store.db import transaction
from casemgmt.store.merges import ChildMerge, children_of, get_merge, newer_merge, recent_merges
from casemgmt.store.parting import Left, part
from casemgmt.store.parting_plan import plan_parting
from casemgmt.store.row_summaries import RowSummary


@dataclass(frozen=True)
class MergeLine:
    """One merge.

    Attributes:
        until: the last day on which it can be undone.
        hindrance: why it cannot be undone now, None where it can.
        newer: the merge that has to be undone first, None where none.
    """

    merge_id: UUID
    kept_id: UUID
    kept_name: str
    merged_name: str
    merged_by: str
    merged_at: datetime
    until: date
    hindrance: Hindrance | None
    newer: UUID | None = None


@dataclass(frozen=True)
class ShownLeft:
    """Something that an undo leaves alone.

    Attributes:
        field: of the child's own row; None for a row of another table.
        summary: what the row is about; None where it is gone.
    """

    table: str
    because: LeftAlone
    field: MergeField | None
    summary: RowSummary | None


@dataclass(frozen=True)
class UndoPreview:
    """What taking a merge back would do; ``seen`` changes when any of it does. Too late: nothing."""

    line: MergeLine
    rows_back: int = 0
    left: tuple[ShownLeft, ...] = ()
    seen: str = ""


def list_merges(ctx: Context) -> list[MergeLine]:
    """The merges of the ward, newest first, at most 200; the view is put on record."""
    lines = _lines(ctx, recent_merges(ctx))
    with transaction(ctx):
        audit.note(ctx, "child_merge.list", "child_merge")
    return lines


def preview_undo(ctx: Context, merge_id: UUID) -> UndoPreview:
    """What taking a merge back would do; the view is put on record.

    Raises:
        NotFound: not there for this actor, or undone already.
    """
    merge = get_merge(ctx, merge_id)
    (line,) = _lines(ctx, [merge])
    # When the time is over, what it would take is deleted: there is nothing to plan.
    preview = UndoPreview(line) if line.hindrance is Hindrance.TOO_LATE else _planned(merge, line)
    with transaction(ctx):
        audit.note(ctx, "child.read", "child", merge.kept_id)
        audit.note(ctx, "child.read", "child", merge.merged_id)
    return preview


def undo_merge(ctx: Context, merge_id: UUID, seen: str) -> tuple[UUID, UUID]:
    """Part the two records again, exactly as they were; returns both, the kept one first.

    What was edited since keeps the newer value, what was added since stays with the kept record.

    Args:
        seen: from the preview.

    Raises:
        NotFound: not there for this actor, or undone already.
        WrongStep: more than 30 days ago, or a later merge of the kept record has to be undone first.
        Conflict: what would be left alone is no longer what was shown.
    """
    with transaction(ctx):
        merge = get_merge(ctx, merge_id)
        hindrance = _hindrance(ctx, merge, newer_merge(merge))
        if hindrance is not None:
            raise WrongStep(problem=hindrance.value)
        get_child(ctx, merge.kept_id)
        parting = plan_parting(merge)
        if parting.digest != seen:
            raise Conflict(current={})
        part(parting)
    return merge.kept_id, merge.merged_id


def _hindrance(ctx: Context, merge: ChildMerge, newer: ChildMerge | None) -> Hindrance | None:
    if ctx.today > undo_until(merge.merged_at.astimezone(LOCAL_TIME).date()):
        return Hindrance.TOO_LATE
    return Hindrance.NEWER_MERGE if newer else None


def _lines(ctx: Context, merges: list[ChildMerge]) -> list[MergeLine]:
    children = children_of(merges)
    people = {one.id: one.name for one in users(ctx)}
    lines = []
    for one in merges:
        newer = newer_merge(one)
        lines.append(
            MergeLine(
                one.id, one.kept_id, children[one.kept_id].full_name, children[one.merged_id].full_name,
                people.get(one.merged_by, ""), one.merged_at,
                undo_until(one.merged_at.astimezone(LOCAL_TIME).date()), _hindrance(ctx, one, newer),
                newer.id if newer else None,
            )
        )  # fmt: skip
    return lines


def _planned(merge: ChildMerge, line: MergeLine) -> UndoPreview:
    parting = plan_parting(merge)
    moved = {(one.table, one.key) for one in parting.back if one.table != Child.__tablename__}
    hidden = protected_among(children_of([merge]).values())
    left = tuple(_shown(one, hidden) for one in parting.left)
    return UndoPreview(line, len(moved), left, parting.digest)


def _shown(left: Left, hidden: set[UUID]) -> ShownLeft:
    own = left.table == Child.__tablename__
    field = MergeField(left.group) if own and left.group in set(MergeField) else None
    summary = summaries([left.row], hidden)[0] if left.row is not None and not own else None
    return ShownLeft(left.table, left.because, field, summary)
