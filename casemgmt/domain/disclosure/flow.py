"""A two-way table with its totals as a flow round a small network, and how far it can move.

Every number is one arc between a row node and a column node (the totals have nodes too): cells
run from row to column, row totals from the total column to the row, column totals from the
column to the total row, the grand total from the total row to the total column. "Rows and
columns add up" then says exactly that what enters a node leaves it.

Why it is right: the constraints of such a network are totally unimodular, so whole-number limits
have whole-number extremes, and a number that no residual path can move any further is at its
exact extreme (max-flow min-cut; Ford and Fulkerson, 1956). Paths are found breadth first (Edmonds
and Karp, 1972), so the search ends after a number of steps bounded by the size of the table.
"""

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass

CEILING = 10_000_000  # more children than any province examines; stands for "no upper limit"
Flow = tuple[int, ...]
Step = tuple[int, int]  # index of an arc; +1 along it, -1 against it


@dataclass(frozen=True)
class Arc:
    """One number of the table: between which nodes it flows and its limits, both inclusive."""

    tail: int
    head: int
    low: int
    high: int


def network(rows: int, columns: int, limits: Sequence[tuple[int, int]]) -> tuple[Arc, ...]:
    """The arcs of a table whose numbers lie within limits.

    Args:
        rows, columns: size without totals.
        limits: lowest and highest value of every number, in the order of ``table.with_totals``.
    """
    arcs = []
    for index, (low, high) in enumerate(limits):
        row, column = divmod(index, columns + 1)
        nodes = (row, rows + 1 + column)
        tail, head = nodes if (row == rows) == (column == columns) else nodes[::-1]
        arcs.append(Arc(tail, head, low, high))
    return tuple(arcs)


def shift(arcs: Sequence[Arc], flow: Flow, *, which: int, step: int, amount: int) -> Flow:
    """Move one number up or down while every node stays balanced.

    Args:
        flow: a balanced table; a number outside its limits only ever moves towards them.
        which: index of the number to move; its own limits are not looked at.
        step: +1 for up, -1 for down.
        amount: how far at most.

    Returns:
        A balanced table with the number moved by ``amount``, or by the most that is possible.
    """
    left = amount
    loose = [at for at, arc in enumerate(arcs) if at != which and not arc.low == flow[at] == arc.high]
    tail, head = arcs[which].tail, arcs[which].head
    between = (head, tail) if step > 0 else (tail, head)
    while left > 0 and (path := _path(arcs, flow, loose, between)):
        push = min([left, *(_room(arcs[index], flow[index], sign) for index, sign in path)])
        moved = list(flow)
        for index, sign in (*path, (which, step)):
            moved[index] += sign * push
        flow, left = tuple(moved), left - push
    return flow


def repair(arcs: Sequence[Arc], flow: Flow) -> Flow | None:
    """A table within the limits, found from a balanced one that breaks some; None where none exists."""
    for index, arc in enumerate(arcs):
        missing = max(arc.low - flow[index], flow[index] - arc.high, 0)
        step = 1 if flow[index] < arc.low else -1
        flow = shift(arcs, flow, which=index, step=step, amount=missing)
        if not arc.low <= flow[index] <= arc.high:
            return None
    return flow


def stretch(arcs: Sequence[Arc], flow: Flow, group: Collection[int], *, step: int, amount: int) -> Flow:
    """Move the sum of a group of numbers as far up or down as it goes, at most by ``amount``.

    For a group of one the result is the exact extreme. For several it is a table that exists,
    but perhaps not the farthest: they are moved one after the other, none of them back.
    """
    left = amount
    for index in group:
        held = list(arcs)
        for at in group:
            held[at] = _not_back(arcs[at], flow[at], step)
        inside = arcs[index].high - flow[index] if step > 0 else flow[index] - arcs[index].low
        moved = shift(held, flow, which=index, step=step, amount=min(left, inside))
        left -= abs(moved[index] - flow[index])
        flow = moved
    return flow


def _path(
    arcs: Sequence[Arc], flow: Flow, loose: Sequence[int], between: tuple[int, int]
) -> tuple[Step, ...]:
    """A shortest residual path from one node to another over ``loose`` arcs; empty where there is none."""
    start, goal = between
    came: dict[int, tuple[Step, ...]] = {start: ()}
    queue = deque([start])
    while queue and goal not in came:
        node = queue.popleft()
        for index in loose:
            arc = arcs[index]
            if node not in (arc.tail, arc.head):
                continue
            sign, other = (1, arc.head) if node == arc.tail else (-1, arc.tail)
            if other not in came and _room(arc, flow[index], sign) > 0:
                came[other] = (*came[node], (index, sign))
                queue.append(other)
    return came.get(goal, ())


def _room(arc: Arc, value: int, sign: int) -> int:
    return arc.high - value if sign > 0 else value - arc.low


def _not_back(arc: Arc, value: int, step: int) -> Arc:
    low, high = (value, arc.high) if step > 0 else (arc.low, value)
    return Arc(arc.tail, arc.head, low, high)
